"""What editors do is found after it is committed; what they take away is found no more."""

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page, PageViewRestriction

from gideonsbende.search.dutch.analyzer import keys_of
from gideonsbende.search.indexing import refresh_all
from gideonsbende.search.models import Entry, TitleWord
from gideonsbende.stamps import public_content
from lessons.models import PlainPage
from lessons.municipalities.models import Alias, Municipality
from tests.lessons.factories import hide, make_example, make_lesson, make_municipality, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside this is as good as committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def found(word: str) -> list[str]:
    return [entry.title for entry in Entry.objects.holding(keys_of(word)[:1]).order_by("pk")]


def test_published_page_is_found(committed):
    with committed():
        make_page("Over de speeltuin", slug="speeltuin")
    assert found("speeltuin") == ["Over de speeltuin"]


def test_draft_of_a_published_page_is_not_found_before_it_is_published(committed):
    with committed():
        page = make_page("Over de speeltuin", slug="speeltuin")
    with committed():
        page.title = "Over de zwemvijver"
        revision = page.save_revision()
    assert found("zwemvijver") == []
    with committed():
        revision.publish()
    assert found("zwemvijver") == ["Over de zwemvijver"]
    assert found("speeltuin") == []


def test_every_text_of_a_page_is_found(committed):
    with committed():
        make_lesson(
            2,
            body=[
                ("heading", "Tussenkop"),
                ("paragraph", "<p>Alinea met <b>nadruk</b>.</p>"),
                ("callout", {"title": "Kader", "text": "<p>Kadertekst</p>"}),
            ],
            checklist=[("action", "Vraag het aan de griffier.")],
            questions=[("question", "Wanneer lukte het?")],
        )
    for word in ("tussenkop", "nadruk", "kader", "kadertekst", "griffier"):
        assert found(word) == ["Les over 2"], word


def test_addresses_in_a_page_are_no_words(committed):
    with committed():
        links = {"title": "Lees", "links": [{"title": "Bron", "url": "https://example.org/pad/"}]}
        make_page("Links", slug="links", body=[("links", links)])
    assert "example" not in Entry.objects.get(title="Links").text


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_page_that_is_taken_away_is_found_no_more(committed, act):
    with committed():
        page = make_page("Over de speeltuin", slug="speeltuin")
    with committed():
        getattr(page, act)()
    assert found("speeltuin") == []
    assert not TitleWord.objects.filter(word="speeltuin").exists()


def test_page_that_goes_behind_a_login_takes_those_below_it_along(committed):
    with committed():
        parent = make_page("Vergadering", slug="vergadering")
        make_page("Speeltuin", parent, slug="speeltuin")
    with committed():
        hide(parent)
    assert found("vergadering") == found("speeltuin") == []
    with committed():
        PageViewRestriction.objects.get(page=parent).delete()
    assert found("speeltuin") == ["Speeltuin"]


def test_page_that_moves_is_found_at_its_new_address_and_so_is_what_stands_below_it(committed):
    with committed():
        over, page = make_page("Over", slug="over"), make_page("Vergadering", slug="vergadering")
        make_page("Speeltuin", page, slug="speeltuin")
    with committed():
        page.move(over, "last-child")
    assert Entry.objects.get(title="Speeltuin").url == "/over/vergadering/speeltuin/"


def test_page_with_another_slug_takes_those_below_it_along(committed):
    with committed():
        page = make_page("Vergadering", slug="vergadering")
        make_page("Speeltuin", page, slug="speeltuin")
    with committed():
        page = PlainPage.objects.get(pk=page.pk)
        page.slug = "zitting"
        page.save_revision().publish()
    assert Entry.objects.get(title="Speeltuin").url == "/zitting/speeltuin/"


def test_example_keeps_its_lessons_topics_and_municipality(committed):
    with committed():
        lesson, place = make_lesson(2), make_municipality()
        make_example("Voorbeeld", slug="vb", lessons=[lesson], topics=["Zorg"], municipality=place)
    entry = Entry.objects.get(title="Voorbeeld")
    assert list(entry.lessons.all()) == [lesson]
    assert [topic.name for topic in entry.topics.all()] == ["Zorg"]
    assert entry.municipality == place


def test_municipality_is_found_by_a_name_that_an_editor_adds_or_removes(committed):
    with committed():
        hague = make_municipality("'s-Gravenhage", "GM0518", slug="s-gravenhage")
    with committed():
        alias = Alias.objects.create(municipality=hague, name="Den Haag")
    assert found("haag") == ["'s-Gravenhage"]
    with committed():
        alias.delete()
    assert found("haag") == []
    with committed():
        Municipality.objects.get().delete()
    assert not Entry.objects.exists()


def test_what_is_found_anew_is_shown_anew(committed, settings):
    before = public_content.current()
    with committed():
        refresh_all()
    assert public_content.current() != before


def test_refreshing_again_changes_nothing(library):
    before = list(Entry.objects.order_by("pk").values())
    words = list(TitleWord.objects.order_by("entry", "word").values_list("entry", "word"))
    call_command("rebuild_search_index")
    assert list(Entry.objects.order_by("pk").values()) == before
    assert list(TitleWord.objects.order_by("entry", "word").values_list("entry", "word")) == words


def test_refreshing_removes_what_has_no_original(library):
    Page.objects.filter(slug="over").update(live=False)
    call_command("rebuild_search_index")
    assert not Entry.objects.filter(url="/over/").exists()


def test_every_write_reaches_the_index_of_words(library):
    """A migration that alters the table of entries must end with ``index_words`` again."""
    entry = Entry.objects.get(title="Toegankelijkheid")
    Entry.objects.filter(pk=entry.pk).update(words="speeltuin", title_words="")
    assert found("speeltuin") == [entry.title]
    assert found("toegankelijkheid") == []
    entry.delete()
    assert found("speeltuin") == []


def test_words_are_found_by_an_index(library):
    if connection.vendor == "postgresql":
        # Five pages are read quicker without one.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "gideonsbende_entry_words" in Entry.objects.holding(["raad"]).explain()
