"""Signing up for a round, changing one's mind, and withdrawing; places and the waiting list."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from lessons.models import LessonPage
from members.people.models import User

from .. import emails
from ..models import (
    Apart,
    Availability,
    CandidateDate,
    Enrolment,
    ProposedSeat,
    Round,
    RoundProposal,
)
from ..models.enrolment import Answer, EnrolmentState
from ..models.round import State
from . import eligibility
from .eligibility import Hindrance

# Until there are groups; who is in one leaves it there.
WITHDRAWABLE = (State.OPEN, State.MATCHING)


class HinderedError(Exception):
    """Somebody cannot sign up (any more): the round closed meanwhile, or a pause began."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance)
        self.hindrance = hindrance


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form asks. ``dates`` maps each candidate date to an answer."""

    dates: Mapping[int, str]
    brings_case: bool = False
    sentence: str = ""
    case_lessons: Collection[LessonPage] = ()
    can_facilitate: bool = False
    access_needs: str = ""
    apart: Collection[User] | None = field(default=None)


@transaction.atomic
def enrol(one: Round, answers: Answers, *, by: User, now: datetime) -> Enrolment:
    """Sign up, or change what was answered; a second click changes nothing more.

    Whoever comes when all places are taken gets the next number of the waiting list.
    """
    locked = _locked(one)
    if hindrance := eligibility.of(by, locked, now=now):
        raise HinderedError(hindrance)
    enrolment = Enrolment.objects.filter(round=locked, person=by).first()
    if enrolment is None or not enrolment.is_standing:
        enrolment = _give_place(enrolment or Enrolment(round=locked, person=by, made_at=now), now)
        log(enrolment, "intervision.enrol", user=by)
    _keep(enrolment, answers, now)
    if answers.apart is not None:
        keep_apart(answers.apart, by=by, now=now)
    return enrolment


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: User, now: datetime) -> bool:
    """Before there are groups. The first who waits gets the place, and is told."""
    one = _locked(enrolment.round)
    if one.state not in WITHDRAWABLE:
        return False
    standing = Enrolment.objects.filter(pk=enrolment.pk).standing()
    had_place = standing.filter(state=EnrolmentState.SIGNED_UP).exists()
    if not standing.update(
        state=EnrolmentState.WITHDRAWN,
        withdrawn_at=now,
        brings_case=False,
        sealed_sentence=b"",
        sealed_access_needs=b"",
    ):
        return False
    enrolment.case_lessons.clear()
    enrolment.availabilities.all().delete()
    _leave_proposal(enrolment)
    log(enrolment, "intervision.withdraw", user=by)
    if had_place:
        fill(one)
    return True


def fill(one: Round) -> None:
    """Give free places to who waits, in the order of their numbers."""
    while _has_place(one):
        first = Enrolment.objects.filter(round=one).waiting().select_related("person").first()
        if first is None:
            return
        first.state, first.why_waiting = EnrolmentState.SIGNED_UP, ""
        first.save(update_fields=["state", "why_waiting"])
        _join_proposal(first)
        log(first, "intervision.move_up")
        emails.place_came_free(first.person)


@transaction.atomic
def keep_apart(others: Collection[User], *, by: User, now: datetime) -> None:
    """Exactly these, from now on. Leaves no trace: nobody may learn of it."""
    wanted = {other.pk for other in others} - {by.pk}
    by.aparts.exclude(other__in=wanted).delete()
    Apart.objects.bulk_create(
        [Apart(person=by, other_id=other, made_at=now) for other in wanted], ignore_conflicts=True
    )


def waiting_place(enrolment: Enrolment) -> int:
    """How many wait before somebody, and they themselves: 1 is next."""
    return (
        Enrolment.objects.filter(round=enrolment.round_id)
        .waiting()
        .filter(waiting_number__lte=enrolment.waiting_number)
        .count()
    )


def _locked(one: Round) -> Round:
    """One at a time per round: places are counted, and counting needs the others to stand still."""
    return Round.objects.locked(one.pk)


def _has_place(one: Round) -> bool:
    if one.capacity is None:
        return True
    taken = Enrolment.objects.filter(round=one).signed_up().count()
    return taken < one.capacity


def _give_place(enrolment: Enrolment, now: datetime) -> Enrolment:
    enrolment.changed_at, enrolment.withdrawn_at = now, None
    enrolment.why_waiting = ""
    if _has_place(enrolment.round):
        enrolment.state = EnrolmentState.SIGNED_UP
    else:
        enrolment.state = EnrolmentState.WAITING
        enrolment.waiting_number = next_number(enrolment.round)
    enrolment.save()
    return enrolment


def next_number(one: Round) -> int:
    last = Enrolment.objects.filter(round=one).aggregate(last=Max("waiting_number"))["last"]
    return (last or 0) + 1


def _keep(enrolment: Enrolment, answers: Answers, now: datetime) -> None:
    enrolment.brings_case = answers.brings_case
    enrolment.sentence = answers.sentence if answers.brings_case else ""
    enrolment.can_facilitate = answers.can_facilitate
    enrolment.access_needs = answers.access_needs
    enrolment.changed_at = now
    enrolment.save()
    enrolment.case_lessons.set(answers.case_lessons if answers.brings_case else ())
    dates = CandidateDate.objects.filter(round=enrolment.round_id)
    for date in dates:
        answer = answers.dates.get(date.pk, Answer.NO)
        Availability.objects.update_or_create(
            enrolment=enrolment, date=date, defaults={"answer": answer}
        )


def _leave_proposal(enrolment: Enrolment) -> None:
    """Out of the groups that are being made; their editor sees that one is gone."""
    if ProposedSeat.objects.filter(enrolment=enrolment).delete()[0]:
        _changed(enrolment.round)


def _join_proposal(enrolment: Enrolment) -> None:
    proposal = RoundProposal.objects.filter(round=enrolment.round).first()
    if proposal is not None:
        ProposedSeat.objects.get_or_create(proposal=proposal, enrolment=enrolment)
        _changed(enrolment.round)


def _changed(one: Round) -> None:
    proposal = RoundProposal.objects.get(round=one)
    proposal.version += 1
    proposal.save(update_fields=["version"])
