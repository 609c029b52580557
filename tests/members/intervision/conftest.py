"""Rounds with dates, and members of municipalities that do not border on each other."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.intervision.harvest import intentions
from members.intervision.matching import confirmation, jobs
from members.intervision.models import (
    CandidateDate,
    ContributionKind,
    Enrolment,
    Method,
    PeerGroup,
    Round,
    RoundProposal,
)
from members.intervision.room import contributions, meetings
from members.intervision.rounds import enrolments, lifecycle
from members.intervision.rules.meeting import Move
from members.people.models import User
from tests import people

from .room import people as room_people
from .room.people import seat, sitting

# Far apart, in different provinces and of different sizes.
PLACES = (
    *("Heusden", "Ermelo", "Nijmegen", "Vlissingen", "Emmen", "Hulst", "Venlo", "Texel", "Zwolle"),
    *("Almere", "Leiden", "Tilburg", "Assen", "Goes", "Breda", "Ede", "Hoorn", "Weert", "Zutphen"),
)


@pytest.fixture(autouse=True)
def _search_briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen people need no longer than this."""
    monkeypatch.setattr(jobs, "BUDGETS", ((400, 1),))
    monkeypatch.setattr(jobs, "RELAXATIONS_BUDGET", 1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def places(content) -> list[Municipality]:
    found = {one.name: one for one in Municipality.objects.current().filter(name__in=PLACES)}
    return [found[name] for name in PLACES if name in found]


@pytest.fixture
def members(places) -> list[User]:
    """A dozen members, each elsewhere."""
    return [new_member(number, place) for number, place in enumerate(places[:12], start=1)]


def new_member(number: int, place: Municipality) -> User:
    person = User.objects.create_user(f"lid{number}@example.org", f"Lid {number}")
    people.member(person, place)
    person.profile.slug = f"lid-{number}"
    person.profile.save()
    return person


@pytest.fixture
def make_round(content, els, now) -> Callable[..., Round]:
    def make(*, days: tuple[int, ...] = (30,), is_open: bool = True, **fields) -> Round:
        method = fields.pop("method", None) or Method.objects.get(slug="incidentmethode")
        one = Round(
            title=fields.pop("title", "Samen sterker"),
            method=method,
            sign_up_until=fields.pop("sign_up_until", now + timedelta(days=14)),
            **fields,
        )
        lifecycle.make(one, by=els, now=now)
        for day in days:
            start = (now + timedelta(days=day)).replace(minute=0, second=0, microsecond=0)
            CandidateDate.objects.create(
                round=one, starts_at=start, ends_at=start + timedelta(minutes=90)
            )
        if is_open:
            lifecycle.open_sign_up(one, by=els, now=now)
        return one

    return make


@pytest.fixture
def enrol(now) -> Callable[..., Enrolment]:
    def sign_up(one: Round, person: User, *, answer: str = "ja", **fields) -> Enrolment:
        dates = fields.pop("dates", None) or {date.pk: answer for date in one.dates.all()}
        moment = fields.pop("now", now)
        return enrolments.enrol(
            one, enrolments.Answers(dates=dates, **fields), by=person, now=moment
        )

    return sign_up


@pytest.fixture
def proposal(make_round, enrol, members, els, now) -> RoundProposal:
    """Twelve people, two dates, two of them with a case: ready for the editor."""
    one = make_round(days=(30, 37))
    for number, person in enumerate(members):
        enrol(one, person, brings_case=number < 4, can_facilitate=number > 8)
    return search(one, els, now)


def search(one: Round, by: User, now: datetime) -> RoundProposal:
    lifecycle.close_sign_up(one, by=by, now=now)
    asked = jobs.ask(one, by=by, now=now)
    assert asked is not None
    assert jobs.search(asked.pk)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def confirmed(proposal, els, now) -> Round:
    return confirmation.confirm(proposal, seen=proposal.version, by=els, now=now)


@pytest.fixture
def desk(els) -> Client:
    """Els, past the second factor that editors need."""
    people.second_factor(els)
    return people.logged_in(els)


# --- One group around its room: Anna facilitates, Bram and Daan think along, Chris is outside ----


@pytest.fixture
def daan(db) -> User:
    """A member who shares the group of Anna and Bram."""
    return User.objects.create_user("daan@example.org", "Daan")


@pytest.fixture
def group(anna, bram, chris, daan) -> PeerGroup:
    heusden = people.municipality("Heusden")
    for person in (anna, bram, chris, daan):
        people.member(person, heusden)
    return room_people.group(anna, bram, daan)


@pytest.fixture
def ended(group, anna, bram, daan, now) -> PeerGroup:
    """A meeting that ended, with a case and an evaluation in it."""
    Round.objects.update(state="bijeenkomst")
    for person in (anna, bram, daan):
        meetings.agree(seat(group, person), now=now)
    room, lead = sitting(group), seat(group, anna)
    case = {"kind": ContributionKind.CASE, "step": 0, "version": 0, "by": lead, "now": now}
    contributions.keep(room, "De burgemeester wil niet.", **case)
    contributions.share_case(room, by=lead, now=now)
    meetings.play(room, Move.BEGIN, by=lead, now=now)
    meetings.play(room, Move.END, by=lead, now=now)
    intentions.evaluate(lead, intentions.Told(5, 5, "Fijn"), now=now)
    return group
