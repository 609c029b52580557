"""What a member hides makes no difference to any screen: not in lists, counts, filters or choices.

Two worlds differ only in what is hidden; colleagues must see the same bytes in both.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lessons.models import LessonPage
from members.people.models import Membership, Photo, Profile, User
from members.people.models.profile import HIDEABLE
from tests import people

pytestmark = pytest.mark.django_db
SCREENS = (
    "/leden/",
    "/leden/anna/",
    "/leden/anna/foto/",
    *(f"/leden/?helpt={number}" for number in (1, 2)),
    *(f"/leden/?zoekt={number}" for number in (1, 2)),
    *(f"/leden/?q={words}" for words in ("anna", "heusden", "zwolle", "buurthuis", "example")),
    *(f"/leden/?provincie={name}" for name in ("Noord-Brabant", "Overijssel")),
    *(f"/leden/?grootte={size}" for size in ("klein", "middelgroot", "groot", "stad")),
    *(f"/leden/?functie={role}" for role in ("gemeentesecretaris", "loco-secretaris")),
    *(f"/leden/?onderwerp={slug}" for slug in ("buurthuis", "inspraak")),
)


@pytest.fixture
def anna(anna) -> User:
    people.member(anna, people.municipality("Heusden"))
    lessons = [people.lesson(number) for number in (1, 2)]
    anna.profile.offers.set(lessons[:1])
    anna.profile.seeks.set(lessons[:1])
    anna.profile.working_on = "Een buurthuis"
    anna.profile.save()
    anna.profile.topics.set(["buurthuis"])
    return anna


@pytest.fixture
def colleague(chris) -> Client:
    people.member(chris, people.municipality("Ermelo"))
    return people.logged_in(chris)


def _move(anna: User) -> None:
    place = people.municipality("Zwolle", province="Overijssel", inhabitants=130_000)
    Membership.objects.filter(person=anna).update(municipality=place, role="loco-secretaris")


def _longer(anna: User) -> None:
    Membership.objects.filter(person=anna).update(start=timezone.localdate() - timedelta(days=3000))


def _other_lessons(name: str) -> Callable[[User], None]:
    def change(anna: User) -> None:
        getattr(anna.profile, name).set(LessonPage.objects.filter(number=2))

    return change


def _other_work(anna: User) -> None:
    Profile.objects.filter(person=anna).update(working_on="Inspraak")
    anna.profile.topics.set(["inspraak"])


def _other_address(anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(email="anna@zwolle.example")


def _portrait(anna: User) -> None:
    Photo.objects.create(profile=anna.profile, jpeg=b"\xff\xd8")


CHANGES = {
    "municipality": _move,
    "since": _longer,
    "offers": _other_lessons("offers"),
    "seeks": _other_lessons("seeks"),
    "working_on": _other_work,
    "email": _other_address,
    "photo": _portrait,
}


def seen(colleague: Client) -> dict[str, tuple[int, str]]:
    """Every screen, without what differs each time."""
    answers = {path: colleague.get(path) for path in SCREENS}
    return {
        path: (
            answer.status_code,
            re.sub(
                r'value="[A-Za-z0-9]{64}"|Kenmerk: <b>[^<]+|[A-Z0-9]{4}-[A-Z0-9]{4}',
                "",
                answer.text,
            ),
        )
        if "text" in answer["Content-Type"]
        else (answer.status_code, "")
        for path, answer in answers.items()
    }


def differing(colleague: Client, anna: User, field: str) -> list[str]:
    before = seen(colleague)
    CHANGES[field](anna)
    after = seen(colleague)
    return [path for path in SCREENS if before[path] != after[path]]


def test_every_field_that_can_be_hidden_is_tried():
    assert set(CHANGES) == set(HIDEABLE)


@pytest.mark.parametrize("field", HIDEABLE)
def test_hidden_field_makes_no_difference_to_any_screen(colleague, anna, field):
    Profile.objects.filter(person=anna).update(**{f"hide_{field}": True})
    assert differing(colleague, anna, field) == []


@pytest.mark.parametrize("field", HIDEABLE)
def test_shown_field_does_make_a_difference(colleague, anna, field):
    """Otherwise the test above would prove nothing."""
    assert differing(colleague, anna, field) != []
