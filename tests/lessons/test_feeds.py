"""A feed reader hears of everything new that is public, and of nothing else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree

import html5lib
import pytest
from django.test import RequestFactory

from lessons import feeds

from .factories import backdate, hide, make_example, make_lesson, make_meeting

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://gideonsbende.example"
DAY = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.BASE_URL = SITE


def _read(client, address: str = "/feeds/alles.atom") -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own answer


def _titles(feed: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def _addition(text: str) -> tuple[str, dict]:
    return ("addition", {"date": DAY.date(), "text": text})


def test_feed_has_what_the_standard_asks(client):
    lesson = make_lesson(additions=[_addition("<p>Later bleek meer.</p>")])
    make_example(lessons=[lesson])
    make_meeting(lessons=[lesson])
    for address in ("/feeds/alles.atom", "/feeds/lessen/les-1.atom"):
        feed = _read(client, address)
        assert feed.tag == f"{ATOM}feed"
        assert feed.findtext(f"{ATOM}id") == f"{SITE}{address}"
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{SITE}{address}"
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert feed.findtext(f"{ATOM}title")
        datetime.fromisoformat(feed.findtext(f"{ATOM}updated"))
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) == 3
        keys = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len({UUID(key.removeprefix("urn:uuid:")) for key in keys}) == 3
        for entry in entries:
            assert entry.findtext(f"{ATOM}title")
            assert entry.find(f"{ATOM}link").get("href").startswith(f"{SITE}/")
            datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
            datetime.fromisoformat(entry.findtext(f"{ATOM}published"))


def test_feed_of_a_lesson_holds_what_belongs_to_that_lesson(client):
    first = make_lesson(1, additions=[_addition("<p>Bij een.</p>")])
    second = make_lesson(2, additions=[_addition("<p>Bij twee.</p>")])
    make_example("Van een", lessons=[first])
    make_example("Van beide", lessons=[first, second])
    make_meeting("Over twee", lessons=[second])
    assert set(_titles(_read(client, "/feeds/lessen/les-1.atom"))) == {
        "Van een",
        "Van beide",
        "Aanvulling bij les 1: Kort 1",
    }
    assert set(_titles(_read(client, "/feeds/lessen/les-2.atom"))) == {
        "Van beide",
        "Bijeenkomst: Over twee",
        "Aanvulling bij les 2: Kort 2",
    }


def test_drafts_and_hidden_pages_stay_out(client):
    lesson = make_lesson(1)
    hidden_lesson = make_lesson(2, additions=[_addition("<p>Stil.</p>")])
    hide(hidden_lesson)
    hide(make_example("Verborgen", lessons=[lesson]))
    make_example("Concept", lessons=[lesson], live=False)
    make_meeting("Ook concept", lessons=[lesson], live=False)
    make_lesson(3, live=False, additions=[_addition("<p>Nog niet.</p>")])
    assert _titles(_read(client)) == []
    assert _titles(_read(client, "/feeds/lessen/les-1.atom")) == []
    for slug in ("les-2", "les-3", "bestaat-niet"):
        assert client.get(f"/feeds/lessen/{slug}.atom").status_code == 404


def test_newest_comes_first_and_an_edit_does_not_move_it(client):
    lesson = make_lesson()
    for days, title in enumerate(["Nieuw", "Ouder", "Oudst"]):
        backdate(make_example(title, lessons=[lesson]), DAY - timedelta(days=days))
    oldest = lesson.examples.get(title="Oudst")
    oldest.save_revision().publish()
    feed = _read(client)
    assert _titles(feed) == ["Nieuw", "Ouder", "Oudst"]
    last = feed.findall(f"{ATOM}entry")[-1]
    assert last.findtext(f"{ATOM}updated") > last.findtext(f"{ATOM}published")


def test_entry_keeps_its_key_when_it_is_edited_and_moved(client):
    page = make_example(lessons=[make_lesson()])
    before = _read(client).findtext(f"{ATOM}entry/{ATOM}id")
    page.title, page.slug = "Anders", "anders"
    page.save_revision().publish()
    assert _read(client).findtext(f"{ATOM}entry/{ATOM}id") == before


def test_empty_feed_is_valid_and_stays_the_same(client):
    make_lesson()
    first, second = (client.get("/feeds/lessen/les-1.atom").content for _ in range(2))
    assert first == second
    assert ElementTree.fromstring(first).findtext(f"{ATOM}updated")  # noqa: S314


def test_signs_from_the_desk_reach_the_reader_as_text(client):
    lesson = make_lesson(additions=[_addition("<p>Kies <b>A &amp; B</b> &lt;niet C&gt;</p>")])
    make_example("Wijk & <buurt>", intro="Meer < minder & <script>x</script>", lessons=[lesson])
    feed = _read(client)
    assert "Wijk & <buurt>" in _titles(feed)
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")]
    texts = ["".join(html5lib.parseFragment(html).itertext()) for html in summaries]
    assert set(texts) == {"Meer < minder & <script>x</script>", "Kies A & B <niet C>"}


def test_feed_is_no_longer_than_a_reader_can_use(
    client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(feeds, "ENTRIES", 15)
    lesson = make_lesson()
    for number in range(feeds.ENTRIES + 2):
        make_example(f"Voorbeeld {number}", lessons=[lesson])
    client.get("/feeds/alles.atom")
    with django_assert_max_num_queries(12):
        assert len(_titles(_read(client))) == feeds.ENTRIES


def test_other_parts_of_the_site_can_add_their_own_entries():
    lesson = make_lesson()
    entry = feeds.Entry("k", "Ervaring", "/ervaringen/x/", "Kort.", DAY, DAY)

    def practices(_request, about):
        return [entry] if about == lesson else []

    request = RequestFactory().get("/feeds/lessen/les-1.atom")
    answer = feeds.of_lesson(request, slug="les-1", also=(practices,))
    assert b"Ervaring" in answer.content


def test_reader_who_has_the_newest_gets_no_body(client):
    make_lesson()
    first = client.get("/feeds/alles.atom")
    again = client.get("/feeds/alles.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_page_about_feeds_lists_one_for_every_public_lesson(client):
    make_lesson(1)
    hide(make_lesson(2))
    page = client.get("/feeds/")
    assert page.status_code == 200
    assert 'href="/feeds/alles.atom"' in page.text
    assert 'href="/feeds/lessen/les-1.atom"' in page.text
    assert "les-2" not in page.text


def test_feeds_are_read_only_and_set_no_cookie(client):
    make_lesson()
    for address in ("/feeds/", "/feeds/alles.atom", "/feeds/lessen/les-1.atom"):
        assert client.post(address).status_code == 405
        assert not client.get(address).cookies
