"""Programs read what every reader may read: all of it, and nothing more."""

import pytest
from django.urls import reverse

from lessons.models import LessonPage
from lessons.municipalities.models import Alias
from tests import people

from ..factories import (
    hide,
    make_example,
    make_lesson,
    make_meeting,
    make_municipality,
    make_page,
)

pytestmark = pytest.mark.django_db
SITE = "https://gideonsbende.example"
LISTS = ("lessons", "examples", "municipalities", "pages")


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.BASE_URL = settings.WAGTAILAPI_BASE_URL = SITE


def _get(client, address: str, status: int = 200) -> dict:
    response = client.get(f"/api/v2/{address}")
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def _titles(client, address: str) -> list[str]:
    return [item.get("title") or item["name"] for item in _get(client, address)["items"]]


def test_lessons_come_in_order_with_what_they_say(client):
    make_lesson(2)
    lesson = make_lesson(1, checklist=[("action", "Vraag het.")])
    items = _get(client, "lessons/")["items"]
    assert [item["number"] for item in items] == [1, 2]
    assert items[0]["core"] == lesson.core
    assert items[0]["meta"]["html_url"] == f"{SITE}/lessen/les-1/"
    address = items[0]["meta"]["detail_url"].removeprefix(f"{SITE}/api/v2/")
    detail = _get(client, address)
    assert detail["body"][0]["value"] == "<p>Tekst.</p>"
    assert detail["checklist"][0]["value"] == "Vraag het."


def test_example_knows_its_municipality_its_lessons_and_its_topics(client):
    example = make_example(
        lessons=[make_lesson(3)],
        municipality=make_municipality(),
        topics=["taal", "cultuur"],
        hard=[("paragraph", "<p>Moeilijk.</p>")],
    )
    item = _get(client, "examples/")["items"][0]
    assert item["municipality"]["code"] == "GM0797"
    assert [lesson["number"] for lesson in item["lessons"]] == [3]
    assert item["topics"] == ["cultuur", "taal"]
    assert "body" not in item
    detail = _get(client, f"examples/{example.pk}/")
    assert detail["hard"][0]["value"] == "<p>Moeilijk.</p>"


def test_municipality_tells_where_it_lies_and_what_became_of_it(client):
    hilversum = make_municipality("Hilversum", "GM0402", province="Noord-Holland")
    gone = make_municipality(
        "Wijdemeren",
        "GM1696",
        province="Noord-Holland",
        inhabitants=24_605,
        valid_to="2026-01-01",
        end_confirmed=True,
        successor=hilversum,
    )
    gone.neighbours.add(hilversum)
    Alias.objects.create(municipality=gone, name="Loosdrecht")
    found = _get(client, "municipalities/GM1696/")
    assert found == {
        "meta": {
            "type": "municipalities.Municipality",
            "detail_url": f"{SITE}/api/v2/municipalities/GM1696/",
            "html_url": f"{SITE}/gemeenten/wijdemeren/",
        },
        "code": "GM1696",
        "name": "Wijdemeren",
        "province": "Noord-Holland",
        "inhabitants": 24605,
        "size_class": {"key": "middelgroot", "label": gone.size_class.label},
        "valid_from": None,
        "valid_to": "2026-01-01",
        "end_confirmed": True,
        "successor": "GM0402",
        "neighbours": ["GM0402"],
        "aliases": ["Loosdrecht"],
    }
    assert _titles(client, "municipalities/") == ["Hilversum"]
    assert _titles(client, "municipalities/?valid_on=2025-12-31") == ["Hilversum", "Wijdemeren"]


def test_drafts_and_hidden_pages_stay_out_of_every_list_and_detail(client):
    hidden = make_page("Besloten", slug="besloten")
    closed = [
        ("lessons", make_lesson(1, live=False)),
        ("examples", make_example("Concept", live=False)),
        ("pages", make_meeting("Later", live=False)),
        ("pages", hidden),
        ("pages", make_page("Daaronder", hidden)),
    ]
    hide(hidden)
    for name, page in closed:
        assert page.title not in _titles(client, f"{name}/")
        assert page.title not in _titles(client, "pages/?limit=100")
        _get(client, f"{name}/{page.pk}/", status=404)
        _get(client, f"pages/{page.pk}/", status=404)


def test_public_example_does_not_name_a_lesson_that_is_no_longer_public(client):
    hidden, draft = make_lesson(1), make_lesson(2)
    example = make_example(lessons=[hidden, draft, make_lesson(3)])
    hide(hidden)
    LessonPage.objects.get(number=2).unpublish()
    for found in (
        _get(client, "examples/")["items"][0],
        _get(client, f"examples/{example.pk}/"),
    ):
        assert [lesson["number"] for lesson in found["lessons"]] == [3]


def test_unpublished_changes_are_not_shown(client):
    lesson = make_lesson()
    lesson.core = "Nog geheim."
    lesson.save_revision()
    assert "geheim" not in client.get(f"/api/v2/lessons/{lesson.pk}/").text


def test_reader_who_is_logged_in_sees_what_everyone_sees(client, els):
    make_lesson(1)
    hide(make_lesson(2))
    before = client.get("/api/v2/lessons/").content
    people.second_factor(els)
    client.force_login(els)
    assert client.get("/api/v2/lessons/").content == before


@pytest.mark.parametrize("name", LISTS)
def test_lists_give_only_the_fields_that_we_chose(client, name):
    make_example(lessons=[make_lesson()], municipality=make_municipality())
    everything = _get(client, f"{name}/?fields=*")["items"][0]
    told = {*everything, *everything["meta"]}
    assert not told & {"owner", "latest_revision", "path", "live", "draft_title", "show_in_menus"}


def test_number_of_queries_does_not_grow_with_the_rows(client, django_assert_max_num_queries):
    lessons = [make_lesson(number) for number in range(1, 8)]
    for number in range(12):
        make_example(
            f"Voorbeeld {number}",
            lessons=lessons,
            topics=["taal", f"onderwerp {number}"],
            municipality=make_municipality(f"Plaats {number}", f"GM1{number:03}"),
        )
    for name in LISTS:
        client.get(f"/api/v2/{name}/?limit=1")
        with django_assert_max_num_queries(11):
            assert len(_get(client, f"{name}/?limit=100&fields=*")["items"]) >= 7


def test_list_is_paged_and_the_page_is_bounded(client):
    for number in range(3):
        make_municipality(f"Plaats {number}", f"GM000{number}")
    found = _get(client, "municipalities/?limit=2&offset=1")
    assert found["meta"]["total_count"] == 3
    assert [item["code"] for item in found["items"]] == ["GM0001", "GM0002"]
    assert "limit" in _get(client, "municipalities/?limit=101", status=400)["message"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("examples/?lesson=1", ["Een"]),
        ("examples/?municipality=GM0233", ["Twee"]),
        ("examples/?topic=taal", ["Een"]),
        ("examples/?lesson=1&municipality=GM0233", []),
        ("lessons/?number=2", ["Les over 2"]),
        ("municipalities/?name=ermelo", ["Ermelo"]),
        ("municipalities/?province=Gelderland", ["Ermelo"]),
        ("municipalities/?size_class=klein", ["Ermelo"]),
    ],
)
def test_rows_can_be_chosen(client, question, found):
    first, second = make_lesson(1), make_lesson(2)
    ermelo = make_municipality("Ermelo", "GM0233", province="Gelderland", inhabitants=19_999)
    make_example("Een", lessons=[first], municipality=make_municipality(), topics=["taal"])
    make_example("Twee", lessons=[second], municipality=ermelo)
    assert _titles(client, question) == found


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("lessons/?nummer=3", "nummer"),
        ("lessons/?number=8", "number"),
        ("lessons/?number=drie", "number"),
        ("lessons/?search=%22", "search"),
        ("lessons/?order=random", "order"),
        ("examples/?lessons=abc", "lessons"),
        ("examples/?last_confirmed=gisteren", "last_confirmed"),
        ("examples/?municipality=GM0797%00", "municipality"),
        ("municipalities/?province=Friesland", "province"),
        ("municipalities/?valid_on=1-1-2020", "valid_on"),
        ("municipalities/?offset=-1", "offset"),
        ("municipalities/?offset=99999999999999999999", "offset"),
        ("pages/?type=people.User", "type"),
        ("pages/?fields=owner", "owner"),
        ("pages/?fields=" + "a(" * 500, "fields"),
        ("pages/1/?limit=3", "limit"),
    ],
)
def test_question_that_we_do_not_know_is_refused_by_name(client, question, named):
    assert named in _get(client, question, status=400)["message"]


@pytest.mark.parametrize("address", ["lessons/99999999999999999999/", "lessons/0/", "pages/1/"])
def test_what_is_not_there_is_not_found(client, address):
    assert _get(client, address, status=404)["message"] == "Niet gevonden."


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_api_can_only_be_read(client, method):
    response = getattr(client, method)("/api/v2/lessons/")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/json"
    assert "message" in response.json()


def test_browser_that_asks_for_html_gets_json_without_a_cookie(client):
    response = client.get("/api/v2/lessons/", headers={"accept": "text/html"})
    assert response["Content-Type"] == "application/json"
    assert not response.cookies
    assert client.head(reverse("api:lessons:listing")).status_code == 200
