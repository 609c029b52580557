"""What members do shows on the front page: to each reader what they may read."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gideonsbende.static_bundle import bundle
from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from members.intervision.models import Method, Round
from members.intervision.rounds import lifecycle
from members.people.models import User
from members.practices import review
from members.practices.models import Audience, Kind
from members.practices.sharing import submission
from tests import people

from .test_weight import ROUND_TRIP


@pytest.fixture
def anna(content, anna) -> User:
    people.member(anna, Municipality.objects.get(name="Heusden"))
    return anna


@pytest.fixture
def share(anna, els) -> Callable[..., None]:
    """An experience that editors approved, for everybody or for members only."""

    def send(title: str, audience: Audience = Audience.PUBLIC, kind: Kind = Kind.WORKED) -> None:
        content = submission.Content(
            kind=kind,
            title=title,
            matter="Niemand wist wie hij kon bellen.",
            action="We gaven iedere straat een vast gezicht.",
            result="Het aantal klachten halveerde.",
            residents="niet gevraagd",
            municipality=anna.memberships.get().municipality,
            audience=audience,
            lessons=[LessonPage.objects.get(number=2)],
        )
        submission.submit(token=uuid4(), content=content, by=anna, now=timezone.now())
        review.approve(review.waiting().get().pk, by=els, now=timezone.now())

    return send


@pytest.fixture
def announce(content, els) -> Callable[[str], Round]:
    def make(title: str) -> Round:
        now = timezone.now()
        start = now + timedelta(days=30)
        one = Round(
            title=title,
            method=Method.objects.first(),
            sign_up_until=now + timedelta(days=14),
        )
        lifecycle.make(one, by=els, now=now, periods=[(start, start + timedelta(hours=2))])
        lifecycle.open_sign_up(one, by=els, now=now)
        return one

    return make


def test_newest_experiences_stand_on_it_for_who_may_read_them(client, share, anna):
    share("Voor iedereen")
    share("Voor leden", Audience.MEMBERS)
    share("Wie weet dit?", kind=Kind.QUESTION)
    page = client.get("/").text
    assert "Voor iedereen" in page
    assert "Voor leden" not in page
    page = people.logged_in(anna).get("/").text
    assert page.index("Voor leden") < page.index("Voor iedereen")
    assert "Wie weet dit?" not in page


def test_open_rounds_stand_on_it_without_a_name(client, announce, els):
    one = announce("Samen sterker")
    page = client.get("/").text
    assert f'href="{one.get_absolute_url()}"' in page
    assert els.name not in page
    lifecycle.cancel(one, "Te weinig mensen.", by=els, now=timezone.now())
    assert "Samen sterker" not in client.get("/").text


def test_nothing_to_show_takes_no_room(client, content):
    page = client.get("/").text
    assert "Nieuwe ervaringen" not in page
    assert 'id="kop-rondes"' not in page


def test_reader_of_the_kept_page_sees_what_is_new(
    client, share, announce, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 300
    reader = Client()
    assert "Voor iedereen" not in reader.get("/").text
    with django_capture_on_commit_callbacks(execute=True):
        share("Voor iedereen")
        announce("Samen sterker")
    page = reader.get("/").text
    assert "Voor iedereen" in page
    assert "Samen sterker" in page
    with CaptureQueriesContext(connection) as queries:
        reader.get("/")
    assert len(queries) == 0


def test_it_asks_and_weighs_the_same_with_one_or_many(client, share, announce, settings):
    settings.PAGE_CACHE_SECONDS = 300
    for number in range(2):
        announce(f"Ronde {number}")
    for number in range(4):
        share(f"De wijkagent aan de keukentafel van nummer {number}")
    client.get("/?warm")
    with CaptureQueriesContext(connection) as few:
        client.get("/?koud")
    for number in range(9):
        share(f"Nog een ervaring {number}")
        announce(f"Nog een ronde {number}")
    client.get("/?warm")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/?koud", headers={"accept-encoding": "gzip"})
    assert len(many) == len(few)
    style = gzip.compress(bundle("css/site.css").encode(), mtime=0)
    assert len(gzip.compress(page.content, mtime=0)) + len(style) <= ROUND_TRIP
