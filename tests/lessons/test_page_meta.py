"""The head of a page says what it is, for whoever shares it and whoever searches."""

import json
from datetime import datetime

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.timezone import make_aware
from wagtail.models import Site

from lessons.cards import lesson_card_path, site_card_path
from lessons.models import SiteSettings

from .factories import make_example, make_home, make_lesson, make_meeting, make_page

pytestmark = pytest.mark.django_db
SITE = "https://gideonsbende.example"


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.BASE_URL = SITE


class Head:
    def __init__(self, client, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 200
        self.tree = html5lib.parse(response.text, namespaceHTMLElements=False).find("head")

    def shared(self, name: str) -> str | None:
        found = self.tree.findall(f"meta[@property='{name}']")
        assert len(found) <= 1
        return found[0].get("content") if found else None

    @property
    def canonical(self) -> str:
        return self.tree.find("link[@rel='canonical']").get("href")

    @property
    def description(self) -> str | None:
        found = self.tree.find("meta[@name='description']")
        return found.get("content") if found is not None else None

    @property
    def feeds(self) -> list[str]:
        return [link.get("href") for link in self.tree.findall("link[@rel='alternate']")]

    def things(self) -> dict[str, dict]:
        """What the linked data describes, by its type."""
        script = self.tree.find("script[@type='application/ld+json']")
        graph = json.loads(script.text)
        assert graph["@context"] == "https://schema.org"
        return {thing["@type"]: thing for thing in graph["@graph"]}


def test_shared_lesson_shows_its_title_core_and_card(client):
    lesson = make_lesson(3)
    head = Head(client, "/lessen/les-3/")
    assert head.shared("og:title") == lesson.title
    assert head.shared("og:description") == head.description == lesson.core
    assert head.shared("og:type") == "article"
    assert head.shared("og:url") == head.canonical == f"{SITE}/lessen/les-3/"
    assert head.shared("og:image") == SITE + lesson_card_path(lesson)
    assert head.shared("og:image:alt") == f"Les 3: {lesson.title}"


def test_description_of_the_editors_goes_before_the_core(client):
    make_lesson(search_description="Speciaal geschreven.")
    assert Head(client, "/lessen/les-1/").description == "Speciaal geschreven."


def test_other_pages_share_the_card_of_the_site(client):
    make_page("Over ons", slug="over")
    head = Head(client, "/over/")
    assert head.shared("og:image") == SITE + site_card_path()
    assert head.shared("og:type") == "website"


def test_address_of_a_page_is_ours_whatever_host_and_query_were_asked(client):
    make_lesson()
    assert Head(client, "/lessen/les-1/?utm_source=elders").canonical == f"{SITE}/lessen/les-1/"


def test_lesson_points_to_its_feed_and_every_page_to_the_feed_of_all(client):
    make_lesson()
    make_page("Over ons", slug="over")
    assert Head(client, "/lessen/les-1/").feeds == [
        "/feeds/alles.atom",
        "/feeds/lessen/les-1.atom",
    ]
    assert Head(client, "/over/").feeds == ["/feeds/alles.atom"]
    assert client.get("/feeds/lessen/les-1.atom").status_code == 200


def test_lesson_and_example_are_articles_with_their_way_from_home(client):
    lesson = make_lesson()
    make_example("Uit de wijk", slug="wijk", lessons=[lesson])
    for address, section, title in (
        ("/lessen/les-1/", "Lessen", lesson.title),
        ("/praktijkvoorbeelden/wijk/", "Praktijkvoorbeelden", "Uit de wijk"),
    ):
        things = Head(client, address).things()
        article = things["Article"]
        assert article["headline"] == title
        assert article["url"] == SITE + address
        assert article["publisher"]["name"] == "Gideonsbende"
        datetime.fromisoformat(article["datePublished"])
        steps = things["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == [1, 2, 3]
        assert [step["name"] for step in steps] == ["Voorpagina", section, title]
        for step in steps[:2]:
            assert client.get(step["item"].removeprefix(SITE)).status_code == 200


def test_page_deep_below_others_names_them_all(client):
    below = make_page("Oproep", make_page("Over", slug="over"), slug="oproep")
    make_page("Diep", below, slug="diep")
    steps = Head(client, "/over/oproep/diep/").things()["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Voorpagina", "Over", "Oproep", "Diep"]
    assert steps[2]["item"] == f"{SITE}/over/oproep/"


def test_meeting_with_a_day_is_an_event_and_one_without_is_not(client):
    make_meeting("Ooit", slug="ooit")
    make_meeting(
        "Straks",
        slug="straks",
        starts_at=make_aware(datetime(2027, 1, 20, 12)),
        ends_at=make_aware(datetime(2027, 1, 20, 13)),
        place="Den Haag",
        speakers=[("speaker", {"name": "Anna", "organisation": ""})],
    )
    event = Head(client, "/bijeenkomsten/straks/").things()["Event"]
    assert event["startDate"] == "2027-01-20T12:00:00+01:00"
    assert event["location"] == {"@type": "Place", "name": "Den Haag"}
    assert event["performer"] == [{"@type": "Person", "name": "Anna"}]
    assert "Event" not in Head(client, "/bijeenkomsten/ooit/").things()


def test_home_tells_who_we_are(client):
    make_home().save_revision().publish()
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.create(site=site, sender="Platform31", contact_email="x@example.org")
    things = Head(client, "/").things()
    assert things["Organization"]["email"] == "x@example.org"
    assert things["Organization"]["parentOrganization"]["name"] == "Platform31"
    assert "BreadcrumbList" not in things


def test_title_cannot_break_out_of_the_linked_data(client):
    title = "</script><script>alert(1)</script> & <!-- \u2028"
    make_lesson(title=title)
    response = client.get("/lessen/les-1/")
    assert "<script>alert" not in response.text
    assert Head(client, "/lessen/les-1/").things()["Article"]["headline"] == title


def test_screen_that_is_no_page_may_say_what_it_is():
    request = RequestFactory().get("/iets/?q=1")
    text = render_to_string("components/meta.html", {"meta_title": "A & B"}, request)
    assert f'<link rel="canonical" href="{SITE}/iets/">' in text
    assert '<meta property="og:title" content="A &amp; B">' in text
    assert "ld+json" not in text


def test_head_of_a_lesson_asks_the_database_nothing(client, django_assert_num_queries):
    lesson = make_lesson()
    request = RequestFactory().get("/lessen/les-1/")
    # The one address book of the site is read for links on the page anyhow.
    lesson.get_url(request)
    with django_assert_num_queries(0):
        render_to_string("components/meta.html", {"page": lesson}, request)
