"""What an uncached page asks of the database, however much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lessons.models import ExamplePage, HomePage, LessonPage, PlainPage
from tests.lessons.factories import make_example

MOST_QUERIES = 18
LESSON = "/lessen/vaardigheden-en-grenzen/"


@pytest.fixture(autouse=True)
def _as_served(settings, content):
    settings.PAGE_CACHE_SECONDS = 300


def queries_of(client, address: str) -> int:
    """Queries for one cold page in a process that has been running for a while."""
    client.get(f"{address}?warm")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{address}?cold").status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", [LESSON, "/praktijkvoorbeelden/heusden/"])
def test_cold_page_asks_few_questions(client, address):
    assert queries_of(client, address) <= MOST_QUERIES


def test_lesson_asks_as_much_with_few_examples_as_with_many(client):
    before = queries_of(client, LESSON)
    lesson = LessonPage.objects.get(slug="vaardigheden-en-grenzen")
    for number in range(40):
        make_example(title=f"Voorbeeld {number}", lessons=[lesson])
    assert lesson.examples.count() > 40
    assert queries_of(client, LESSON) == before


# --- The short way from the home page -----------------------------------------------------------


def test_page_deep_below_the_home_page_is_found(client):
    parent = PlainPage.objects.get(slug="over")
    parent.add_child(instance=PlainPage(title="Diep", slug="diep"))
    assert client.get("/over/diep/").context["page"].title == "Diep"


def test_draft_deep_below_the_home_page_is_not_found(client):
    parent = PlainPage.objects.get(slug="over")
    parent.add_child(instance=PlainPage(title="Concept", slug="concept", live=False))
    assert client.get("/over/concept/").status_code == 404


def test_same_slug_elsewhere_is_another_page(client):
    HomePage.objects.get().add_child(instance=PlainPage(title="Elders", slug="heusden"))
    assert isinstance(client.get("/praktijkvoorbeelden/heusden/").context["page"], ExamplePage)
    assert client.get("/heusden/").context["page"].title == "Elders"


def test_address_that_a_page_answers_itself_still_works(client):
    assert client.get("/bijeenkomsten/eerste-lunchgesprek-2022/agenda.ics").status_code == 404
    assert client.get("/lessen/bestaat-niet/").status_code == 404
