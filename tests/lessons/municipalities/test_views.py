import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lessons.municipalities.models import Municipality
from lessons.municipalities.views import EXAMPLES_SHOWN

pytestmark = pytest.mark.usefixtures("municipalities")

INDEX = "/gemeenten/"
SHOWN = re.compile(r'<li data-size="\w+"(?: data-also="[^"]*")?><a href="[^"]+">([^<]+)</a>')


def _page(client, name: str) -> str:
    url = Municipality.objects.get(name=name).get_absolute_url()
    return client.get(url).content.decode()


def _shown(client, query: str = "") -> list[str]:
    html = client.get(f"{INDEX}?{query}").content.decode()
    return [name.replace("&#x27;", "'") for name in SHOWN.findall(html)]


def _queries(client, url: str) -> int:
    # Wagtail reads the addresses of its sites once.
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# --- The map and the list ---------------------------------------------------------------------


def test_list_has_every_municipality_under_its_province(client):
    names = _shown(client)
    assert len(names) == 342
    html = client.get(reverse("municipalities")).content.decode()
    assert html.count('class="gb-municipalities__province"') == 12
    assert "342 gemeenten" in html
    assert "Bron: CBS, Kadaster, overheid.nl" in html


def test_list_is_in_the_order_of_the_alphabet_without_signs_and_accents(client):
    names = _shown(client, "provincie=Zuid-Holland")
    assert names.index("Rotterdam") < names.index("'s-Gravenhage") < names.index("Schiedam")


def test_filter_works_without_script(client):
    assert _shown(client, "naam=sudwest") == ["Súdwest-Fryslân"]
    assert _shown(client, "naam=den+haag") == ["'s-Gravenhage"]
    assert _shown(client, "provincie=Flevoland&omvang=stad") == ["Almere"]


def test_filter_says_how_many_it_found_and_how_to_get_back(client):
    html = client.get(f"{INDEX}?naam=sudwest").content.decode()
    assert re.search(r"<output[^>]*>\s*1 gemeente<", html)
    assert '<a href="/gemeenten/">Toon alle gemeenten</a>' in html
    assert 'value="sudwest"' in html
    assert '<a href="/gemeenten/" hidden>' in client.get(INDEX).content.decode()


def test_nothing_found_says_what_to_try(client):
    html = client.get(f"{INDEX}?naam=Atlantis").content.decode()
    assert '<p class="gb-municipality-filter__nothing">' in html
    assert _shown(client, "naam=Atlantis") == []


@pytest.mark.parametrize("typed", ["'", '"', "<script>", "%00", quote("😀"), "x" * 10_000])
def test_strange_input_gives_a_normal_page(client, typed):
    response = client.get(f"{INDEX}?naam={typed}")
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_map_has_a_link_for_who_takes_part_and_a_dot_for_every_other(
    client, named, add_lesson, add_example
):
    add_example(named("Heusden"), add_lesson(3))
    html = client.get(INDEX).content.decode()
    assert '<a href="/gemeenten/heusden/" class="gb-map__place gb-lesson-3">' in html
    assert html.count("gb-map__place") == 1
    assert html.count("h0") == 341
    assert "1 voorbeeld<" in html


def test_municipality_that_ended_is_no_longer_in_the_list(client, merged):
    names = _shown(client)
    assert len(names) == 341
    assert "Wijdemeren" not in names


# --- One municipality -------------------------------------------------------------------------


def test_page_gives_the_facts_and_the_neighbours(client):
    html = _page(client, "Heusden")
    assert "<h1>Heusden</h1>" in html
    assert "46.026 inwoners" in html
    assert "20.000 tot 50.000 inwoners" in html
    assert "Noord-Brabant" in html
    assert '<a href="/gemeenten/s-hertogenbosch/">&#x27;s-Hertogenbosch</a>' in html
    assert 'aria-label="Kruimelpad"' in html


def test_page_describes_itself_once_to_search_engines(client):
    html = _page(client, "Heusden")
    assert html.count('name="description"') == 1
    assert 'content="De gemeente Heusden in Noord-Brabant: inwoners' in html


def test_page_gives_other_names_and_the_first_day(client):
    assert "Den Haag" in _page(client, "'s-Gravenhage")
    assert "1 januari 2023" in _page(client, "Voorne aan Zee")


def test_island_says_that_it_borders_on_nobody(client):
    assert "grenst over land niet aan een andere gemeente" in _page(client, "Texel")


def test_page_shows_published_examples_only(client, named, add_lesson, add_example):
    lesson = add_lesson(2)
    add_example(named("Ede"), lesson, title="Een avond in de wijk")
    add_example(named("Ede"), lesson, title="Nog niet af", live=False)
    html = _page(client, "Ede")
    assert "Een avond in de wijk" in html
    assert "Nog niet af" not in html
    assert "gb-lesson-2" in html


def test_page_without_examples_offers_one_next_step(client):
    html = _page(client, "Ede")
    assert "Er staat er nog geen" in html
    assert html.count("gb-empty-state") == 1


def test_page_with_many_examples_shows_the_newest(client, named, add_example):
    for number in range(EXAMPLES_SHOWN + 1):
        add_example(named("Ede"), title=f"Voorbeeld {number}")
    html = _page(client, "Ede")
    assert html.count("gb-example-card__title") == EXAMPLES_SHOWN
    assert "Bekijk alle praktijkvoorbeelden" in html


def test_planned_merger_is_called_planned_on_both_pages(client):
    for name in ("Wijdemeren", "Hilversum"):
        html = _page(client, name)
        assert "Gepland" in html
        assert "1 januari 2027" in html
        assert "Dit staat nog niet vast" in html


def test_municipality_that_ended_says_what_it_went_on_in(client, merged):
    gone, _successor = merged
    html = _page(client, gone.name)
    assert "bestaat niet meer sinds 1 januari 2026" in html
    assert '<a href="/gemeenten/hilversum/">Hilversum</a>' in html
    assert "Buurgemeenten" not in html


def test_municipality_that_ended_twice_over_leads_to_the_one_of_today(client, merged, named):
    Municipality.objects.filter(name="Hilversum").update(
        valid_to="2026-06-01", end_confirmed=True, successor=named("Gooise Meren")
    )
    html = _page(client, "Wijdemeren")
    assert 'Nu hoort zij bij <a href="/gemeenten/gooise-meren/">' in html


def test_successor_keeps_the_examples_of_who_went_on_in_it(client, merged, add_example):
    gone, successor = merged
    add_example(gone, title="Van voor de fusie")
    html = _page(client, successor.name)
    assert "Van voor de fusie" in html
    assert "Sinds 1 januari 2026 hoort" in html


def test_unknown_address_is_not_found(client):
    assert client.get("/gemeenten/atlantis/").status_code == 404


# --- Both -------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [INDEX, "/gemeenten/heusden/"])
def test_pages_are_for_reading_only(client, url):
    assert client.head(url).status_code == 200
    for method in (client.post, client.put, client.delete):
        assert method(url).status_code == 405


@pytest.mark.parametrize("url", [INDEX, "/gemeenten/heusden/"])
def test_reader_gets_no_cookie_and_no_inline_style(client, url):
    response = client.get(url)
    assert not response.cookies
    assert b"style=" not in response.content


def test_list_costs_the_same_with_and_without_examples(client, named, add_lesson, add_example):
    none = _queries(client, INDEX)
    lesson = add_lesson(1)
    for name in ("Ede", "Heusden", "Altena"):
        add_example(named(name), lesson)
    assert _queries(client, INDEX) == none <= 7


def test_page_costs_the_same_with_one_and_with_many_examples(
    client, named, add_lesson, add_example
):
    url = named("Heusden").get_absolute_url()
    lessons = [add_lesson(1), add_lesson(2)]
    add_example(named("Heusden"), *lessons)
    one = _queries(client, url)
    for name in ("Heusden", "Heusden", "Altena", "Tilburg", "Waalwijk"):
        add_example(named(name), *lessons)
    assert _queries(client, url) == one <= 14
