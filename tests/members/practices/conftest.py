"""Members at a municipality, and practices as they send them in."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from members.people.models import Membership, User
from members.practices import kept
from members.practices.models import Audience, Kind, Practice, Residents
from members.practices.sharing import submission
from members.practices.sharing.submission import Content
from tests.people import member, second_factor

Make = Callable[..., Practice]
SHARE = "/ervaringen/delen/"


@pytest.fixture
def anna(content, anna) -> User:
    """Secretary of Heusden."""
    member(anna, Municipality.objects.get(name="Heusden"))
    return anna


@pytest.fixture
def bram(content, bram) -> User:
    """Secretary of Ermelo."""
    member(bram, Municipality.objects.get(name="Ermelo"))
    return bram


@pytest.fixture
def chris(content, chris) -> User:
    """Has an account and is no member: the outsider."""
    return chris


@pytest.fixture
def els(els) -> User:
    """An editor, with the second factor that the desk asks for."""
    second_factor(els)
    return els


def hidden(page: str, name: str) -> str:
    """What the form sends along in the field with this name."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def answers(**changes) -> dict:
    """What a member fills in at /ervaringen/delen/."""
    lesson = LessonPage.objects.get(number=2)
    typed = {
        "kind": Kind.WORKED,
        "title": "De wijkagent aan de keukentafel",
        "matter": "Niemand wist wie hij kon bellen.",
        "action": "We gaven iedere straat een vast gezicht.",
        "result": "Het aantal klachten halveerde.",
        "otherwise": "Eerder beginnen.",
        "residents": Residents.NOT_ASKED,
        "residents_view": "",
        "lessons": [str(lesson.pk)],
        "topics": "buurthuizen, toezicht",
        "municipality": str(Municipality.objects.get(name="Heusden").pk),
        "audience": Audience.MEMBERS,
        "token": str(uuid4()),
        "version": "0",
        "send": "1",
    }
    return typed | changes


@pytest.fixture
def share(content) -> Make:
    """Send one in: ``share(by=anna, audience="openbaar")``."""

    def send(*, by: User, token=None, practice=None, now=None, **changes) -> Practice:
        place = by.memberships.first().municipality
        filled_in = {
            "kind": Kind.WORKED,
            "title": "De wijkagent aan de keukentafel",
            "matter": "Niemand wist wie hij kon bellen.",
            "action": "We gaven iedere straat een vast gezicht.",
            "result": "Het aantal klachten halveerde.",
            "residents": Residents.NOT_ASKED,
            "municipality": place,
            "audience": Audience.MEMBERS,
            "lessons": [LessonPage.objects.get(number=2)],
        }
        return submission.submit(
            token=token or uuid4(),
            content=Content(**filled_in | changes),
            by=by,
            now=now or timezone.now(),
            practice=practice,
        )

    return send


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Of the practices of the test before."""
    kept.forget_all()


@pytest.fixture
def logged_in(client) -> Callable:
    """A client with this person logged in."""

    def log_in(person: User):
        client.force_login(person)
        return client

    return log_in


@pytest.fixture
def crowd(content) -> Callable[..., list[User]]:
    """Members of so many more municipalities of a size: ``crowd(5, "middelgroot")``."""

    def gather(count: int, size: str, **membership) -> list[User]:
        taken = Membership.objects.values("municipality")
        places = Municipality.objects.current().exclude(pk__in=taken).order_by("name")
        found = [place for place in places if place.size_class.key == size][:count]
        people = []
        for place in found:
            people.append(User.objects.create_user(f"{place.slug}@example.org", place.slug))
            member(people[-1], place, **membership)
        return people

    return gather
