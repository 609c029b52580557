"""Choosing a date within a group: voting, other dates, a reminder, and what it becomes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from wagtail.log_actions import log

from members.batch import for_each_isolated

from .. import emails
from ..models import Availability, DateOption, DateVote, Meeting, Participant, PeerGroup
from ..models.enrolment import Answer
from . import appointments

# Who did not vote is reminded so long before the deadline.
REMIND_BEFORE = timedelta(days=2)
MOST_OPTIONS = 12
POINTS = {Answer.YES: 0, Answer.IF_NEEDED: 1, Answer.NO: 100}
# Silence is no yes: else a date proposed in the last minute would beat all that people chose from.
UNANSWERED = 10


class TooManyOptionsError(Exception):
    """Choosing from more dates than this is no choice any more."""


@transaction.atomic
def vote(participant: Participant, answers: Mapping[int, str], *, now: datetime) -> None:
    """An answer per date; a date without an answer keeps the one it had."""
    group = PeerGroup.objects.held(participant.group_id)
    for option in standing_options(group):
        if option.pk in answers:
            DateVote.objects.update_or_create(
                option=option,
                participant=participant,
                defaults={"answer": answers[option.pk], "made_at": now, "asked_at": None},
            )
    if group.poll_until and not missing(group):
        settle(group, now=now)


@transaction.atomic
def propose(
    group: PeerGroup, *, starts_at: datetime, ends_at: datetime, by: Participant, now: datetime
) -> DateOption:
    """One more date. What was voted stays; a date that was taken back returns with its votes."""
    locked = PeerGroup.objects.held(group.pk)
    if standing_options(locked).count() >= MOST_OPTIONS:
        raise TooManyOptionsError
    option, _ = DateOption.objects.update_or_create(
        group=locked,
        starts_at=starts_at,
        ends_at=ends_at,
        defaults={"withdrawn_at": None},
        create_defaults={"made_at": now, "withdrawn_at": None},
    )
    DateVote.objects.update_or_create(
        option=option, participant=by, defaults={"answer": Answer.YES, "made_at": now}
    )
    log(option, "intervision.propose_date", user=by.person)
    return option


@transaction.atomic
def take_back(option: DateOption, *, by: Participant, now: datetime) -> bool:
    """The last date cannot be taken back: there would be nothing to choose."""
    group = PeerGroup.objects.held(option.group_id)
    others = standing_options(group).exclude(pk=option.pk)
    if not others.exists():
        return False
    DateOption.objects.filter(pk=option.pk).update(withdrawn_at=now)
    log(option, "intervision.take_back_date", user=by.person)
    return True


def standing_options(group: PeerGroup):
    return DateOption.objects.filter(group=group, withdrawn_at__isnull=True)


def missing(group: PeerGroup) -> list[Participant]:
    """Who is in the group now and has not answered every date."""
    options = standing_options(group).count()
    voted: dict[int, int] = {}
    votes = DateVote.objects.filter(option__group=group, option__withdrawn_at__isnull=True)
    for participant in votes.values_list("participant", flat=True):
        voted[participant] = voted.get(participant, 0) + 1
    current = Participant.objects.current().filter(group=group).select_related("person")
    return [one for one in current if voted.get(one.pk, 0) < options]


def answers_at_sign_up(group: PeerGroup) -> dict[tuple[int, int], Answer]:
    """By date and participant: what somebody said of the same hours when they signed up."""
    options = {(one.starts_at, one.ends_at): one.pk for one in standing_options(group)}
    current = Participant.objects.current().filter(group=group)
    seats = dict(current.values_list("person", "pk"))
    said = Availability.objects.filter(enrolment__round=group.round_id, enrolment__person__in=seats)
    return {
        (options[starts_at, ends_at], seats[person]): Answer(answer)
        for starts_at, ends_at, person, answer in said.values_list(
            "date__starts_at", "date__ends_at", "enrolment__person", "answer"
        )
        if (starts_at, ends_at) in options
    }


def best_option(group: PeerGroup, *, now: datetime) -> DateOption | None:
    """The date with the fewest "nee", then the fewest without an answer, then the fewest "als het
    moet", then the earliest. Of who did not answer here, what they said at sign-up counts."""
    current = set(Participant.objects.current().filter(group=group).values_list("pk", flat=True))
    options = standing_options(group).filter(starts_at__gt=now).prefetch_related("votes")
    earlier = answers_at_sign_up(group)

    def points(option: DateOption) -> int:
        answers = {one: said for (date, one), said in earlier.items() if date == option.pk}
        answers |= {one.participant_id: Answer(one.answer) for one in option.votes.all()}
        return sum(POINTS[answers[one]] if one in answers else UNANSWERED for one in current)

    return min(options, key=lambda option: (points(option), option.starts_at), default=None)


def settle(group: PeerGroup, *, now: datetime) -> Meeting | None:
    """Everybody answered, or the time to choose is over. Needs the group held."""
    if group.round.is_over:
        # Cancelled since somebody looked: nobody may be invited any more.
        return None
    option = best_option(group, now=now)
    if option is None:
        # All dates went by: the group gets more time, and can propose others.
        PeerGroup.objects.filter(pk=group.pk).update(
            poll_until=now + timedelta(days=group.round.poll_days), poll_reminded_at=None
        )
        return None
    meeting = appointments.plan(group, starts_at=option.starts_at, ends_at=option.ends_at, now=now)
    appointments.settle_round(group.round)
    return meeting


def settle_due(*, now: datetime) -> int:
    """Every poll of which the time is over."""
    due = PeerGroup.objects.filter(poll_until__lte=now).running()
    return for_each_isolated(_settle_one, due, now=now)


def remind_due(*, now: datetime) -> int:
    """Once per poll, and only who did not answer."""
    due = PeerGroup.objects.filter(
        poll_until__gt=now, poll_until__lte=now + REMIND_BEFORE, poll_reminded_at__isnull=True
    )
    return for_each_isolated(_remind_one, due.running(), now=now)


@transaction.atomic
def _settle_one(group: PeerGroup, now: datetime) -> int:
    group = PeerGroup.objects.held(group.pk)
    if group.poll_until is None or group.poll_until > now:
        return 0
    settle(group, now=now)
    return 1


@transaction.atomic
def _remind_one(group: PeerGroup, now: datetime) -> int:
    unclaimed = PeerGroup.objects.filter(pk=group.pk, poll_reminded_at__isnull=True)
    if not unclaimed.update(poll_reminded_at=now):
        return 0
    for participant in missing(group):
        emails.choose_date_soon(participant.person)
    return 1
