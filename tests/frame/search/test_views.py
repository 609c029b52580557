"""The search page, its suggestions and the pages of topics, as a reader meets them."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from html5lib import HTMLParser

from gideonsbende.search.indexing import refresh_all
from gideonsbende.search.models import Entry
from gideonsbende.search.querysets import Audience
from lessons.models import Topic
from lessons.municipalities.models import Municipality
from tests.lessons.factories import make_example, make_page
from tests.people import member as make_member
from tests.people import second_factor as make_second_factor

pytestmark = pytest.mark.django_db

ODD = {
    "a lone quote": '"',
    "a lone apostrophe": "'",
    "ten thousand characters": "raad " * 2_000,
    "ten thousand letters": "a" * 10_000,
    "control characters": "\x00\x01\x1b\x7f\x9f",
    "a null byte in a word": "ra\x00ad",
    "emoji": "👩🏽‍💻👍",
    "a star": "*",
    "near": "NEAR(raad, 2)",
    "a minus": "-",
    "operators": "AND OR NOT ( ) : ^ + | & ! <-> :*",
    "markup": "<script>alert(1)</script>",
    "percent signs": "100% %s %00",
    "right to left": "\u202eraad",
    "an undecodable byte": "\udcff",
    "a backslash": "\\",
    "only words that say nothing": "de het een",
    "spaces": "   ",
}


ADDRESSES = (
    "/zoeken/",
    "/zoeken/?q=speeltuin",
    "/zoeken/?q=speeltuin&soort=praktijkvoorbeeld&onderwerp=spelen",
    "/zoeken/suggesties/?q=speel",
    "/onderwerpen/spelen/",
)
MOST_QUERIES = 16
SLIPS = {
    "bewonres": "bewoners",
    "coordinatei": "coördinatie",
    "Ermlo": "Ermelo",
    "vertrowen bewoners": "vertrouwen bewoners",
}


def get(client, **params):
    return client.get("/zoeken/", params)


def test_any_text_gives_a_normal_page(client, library, subtests):
    for name, text in ODD.items():
        for address in ("/zoeken/", "/zoeken/suggesties/"):
            with subtests.test(name, address=address):
                typed = quote(text, errors="surrogateescape")
                names = ("q", "pagina", "soort", "les", "gemeente", "onderwerp")
                response = client.get(address, query_string="&".join(f"{n}={typed}" for n in names))
                assert response.status_code == 200
                assert "alert(1)</script>" not in response.text
                assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", response.text)


def test_page_is_valid_html(client, library):
    for address in ("/zoeken/", "/zoeken/?q=bewoners", "/zoeken/?q=qwertyuiop"):
        parser = HTMLParser(strict=True)
        parser.parse(client.get(address).text)


def test_results_are_counted_marked_and_linked(client, library):
    page = get(client, q="raad").text
    assert "2 resultaten voor ‘raad’" in page
    assert '<a href="/lessen/raad/">Neem <mark>raad</mark> en college mee</a>' in page
    assert "gemeente<mark>raad</mark>" in page


def test_facets_are_links_with_counts_and_the_chosen_one_lets_go(client, library):
    page = get(client, q="bewoners").text
    assert '<a href="?q=bewoners&amp;soort=les">Lessen</a>' in page
    page = get(client, q="bewoners", soort="les", les="6").text
    assert '<a href="?q=bewoners&amp;les=6" aria-current="true">' in page
    assert "1 resultaat voor ‘bewoners’" in page


def test_result_pages_are_not_for_search_engines_and_set_no_cookie(client, library):
    response = get(client, q="raad")
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    assert not response.cookies
    assert "noindex" not in client.get("/zoeken/").text


@pytest.mark.parametrize("address", ["/zoeken/", "/zoeken/suggesties/", "/onderwerpen/x/"])
def test_search_only_reads(client, address):
    assert client.post(address).status_code == 405


def test_results_come_ten_to_a_page(client, library):
    for number in range(12):
        make_page(f"Speeltuin {number}", slug=f"speeltuin-{number}")
    refresh_all()
    first, second = get(client, q="speeltuin").text, get(client, q="speeltuin", pagina="2").text
    assert first.count('class="gb-search-result"') == 10
    assert second.count('class="gb-search-result"') == 2
    assert "?q=speeltuin&amp;pagina=2" in first
    assert get(client, q="speeltuin", pagina="99").text.count('class="gb-search-result"') == 2


def test_without_a_question_the_page_shows_where_to_begin(client, library):
    page = client.get("/zoeken/").text
    assert '<a href="?soort=praktijkvoorbeeld">Praktijkvoorbeelden</a> <span>2</span>' in page
    assert 'href="/onderwerpen/vakmanschap/"' in page
    assert "Een gezamenlijke taal" in page


def test_slip_is_corrected_to_a_word_that_is_found(client, library, subtests):
    for typed, meant in SLIPS.items():
        with subtests.test(typed):
            page = get(client, q=typed).text
            assert "Niets gevonden voor" in page
            assert f"<strong>{meant}</strong></a>?" in page


def test_words_that_are_not_found_together_are_offered_apart(client, library):
    page = get(client, q="jeugdzorg zonnepanelen").text
    assert '<a href="?q=jeugdzorg">jeugdzorg</a> en over <a href="?q=zonnepanelen">' in page
    page = get(client, q="wijkraad").text
    assert '<a href="?q=wijk">wijk</a> en over <a href="?q=raad">raad</a>' in page


def test_nothing_within_a_choice_leads_to_the_whole_site(client, library):
    page = get(client, q="raad", soort="gemeente").text
    assert '<a href="?q=raad">Zoek op de hele site</a>' in page


def test_nothing_at_all_leads_to_the_lessons(client, library):
    page = get(client, q="qwertyuiop").text
    assert "Bedoelde u" not in page
    assert 'href="/lessen/vertrouwen/"' in page


def test_suggestions_are_titles_with_a_word_that_begins_so(client, library):
    def suggested(text: str) -> list[str]:
        page = client.get("/zoeken/suggesties/", {"q": text}).text
        return re.findall(r'data-url="([^"]+)"', page)

    assert suggested("heus") == ["/praktijkvoorbeelden/heusden/", "/gemeenten/heusden/"]
    assert suggested("HEUS AMB") == ["/praktijkvoorbeelden/heusden/"]
    assert suggested("coo") == ["/praktijkvoorbeelden/cooperaties/"]
    assert suggested("raad") == ["/lessen/raad/", "/praktijkvoorbeelden/cooperaties/"]
    assert suggested("den h") == ["/gemeenten/s-gravenhage/"]
    assert suggested("h") == suggested("%") == suggested("geheim") == []


def test_what_is_for_members_shows_nowhere_to_others(client, library, anna):
    Entry.objects.filter(title="Toegankelijkheid").update(audience=Audience.MEMBERS)
    addresses = [
        "/zoeken/?q=toegankelijkheid",
        "/zoeken/?soort=pagina",
        "/zoeken/suggesties/?q=toeg",
        "/zoeken/?q=toegankelijkhied",
        "/zoeken/?q=toegankelijkheid+zorg",
    ]
    public = [client.get(address).text.casefold() for address in addresses]
    # What the reader typed is repeated; the page's address and correction would be more.
    assert all('href="/toegankelijkheid/"><' not in page for page in public)
    assert all("<strong>toegankelijkheid</strong>" not in page for page in public)
    assert '?q=toegankelijkheid">' not in public[-1]
    make_member(anna, Municipality.objects.get(name="Ermelo"))
    client.force_login(anna)
    assert "<mark>Toegankelijkheid</mark>" in client.get(addresses[0]).text


def test_topic_shows_everything_on_it(client, library):
    page = client.get("/onderwerpen/bewonersinitiatief/").text
    assert "2 stukken over dit onderwerp" in page
    assert page.index("/praktijkvoorbeelden/cooperaties/") < page.index(
        "/praktijkvoorbeelden/heusden/"
    )
    assert 'href="/zoeken/?onderwerp=bewonersinitiatief"' in page


def test_topic_of_which_a_reader_may_see_nothing_does_not_exist(client, library, els):
    Topic.objects.create(name="Leeg", slug="leeg")
    Entry.objects.filter(topics__slug="vakmanschap").update(audience=Audience.MEMBERS)
    for slug in ("leeg", "vakmanschap", "bestaat-niet"):
        assert client.get(f"/onderwerpen/{slug}/").status_code == 404
    make_second_factor(els)
    client.force_login(els)
    assert client.get("/onderwerpen/vakmanschap/").status_code == 200


def test_queries_to_the_database_do_not_grow_with_what_there_is(client, library):
    few, many = _asked_with(client, 3), _asked_with(client, 15)
    assert few == many
    assert max(many.values()) <= MOST_QUERIES


def _asked_with(client, examples: int) -> dict[str, int]:
    for number in range(examples):
        slug = f"speeltuin-{examples}-{number}"
        make_example(f"Speeltuin {examples} {number}", slug=slug, topics=["Spelen"])
    refresh_all()
    asked = {}
    client.get("/zoeken/")  # what Wagtail keeps about its sites is asked once
    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[address] = len(queries)
    return asked
