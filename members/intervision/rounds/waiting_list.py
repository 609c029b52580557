"""Leaving a group, and who takes the seat: the first of the waiting list who fits."""

from datetime import datetime
from functools import partial

from django.db import transaction
from wagtail.log_actions import log

from members.people.models import User

from .. import emails
from ..harvest import destruction
from ..matching.problem_builder import able, problem_among
from ..models import CandidateDate, Enrolment, Meeting, Participant, PeerGroup
from ..models.enrolment import EnrolmentState
from ..room import departure
from ..rules.matching import Group, Problem, Rule, may_be_confirmed
from ..scheduling import date_polls, invitations

# A group that lost its only case or facilitator may still take in somebody without.
ROLES = frozenset({Rule.CASE, Rule.FACILITATOR})


@transaction.atomic
def leave(participant: Participant, *, by: User | None, now: datetime, keep_words: bool) -> bool:
    """Out at once; ``keep_words`` is about what somebody wrote in the room.

    False when they were out already, also because the group is gone.
    """
    try:
        group = PeerGroup.objects.held(participant.group_id)
    except PeerGroup.DoesNotExist:
        return False
    if not Participant.objects.current().filter(pk=participant.pk).exists():
        return False
    departure.leave(participant, keep_words=keep_words, now=now)
    Enrolment.objects.filter(round=group.round, person=participant.person_id).update(
        state=EnrolmentState.WITHDRAWN,
        withdrawn_at=now,
        brings_case=False,
        sealed_sentence=b"",
        sealed_access_needs=b"",
    )
    log(participant, "intervision.leave_group", user=by)
    meeting = Meeting.objects.filter(group=group).first()
    if meeting is None or meeting.starts_at > now:
        if meeting is not None and not meeting.is_cancelled:
            invitations.call_off_for(participant.person, meeting)
        fill(group, now=now)
    # Maybe they were the last who wanted to keep what stands in the room. After the commit: a key
    # that is destroyed does not come back with what is rolled back.
    # Should it fail then, ``destroying.advance`` finds the group.
    check = partial(destruction.destroy_when_all_want, group, now=now)
    transaction.on_commit(check, robust=True)
    return True


def fill(group: PeerGroup, *, now: datetime) -> Participant | None:
    """Needs the group held. Who came first and breaks no rule, a private wish included."""
    if group.round.is_over:
        return None
    waiting = list(able(Enrolment.objects.filter(round=group.round).waiting()))
    seated = list(_seated(group))
    if not waiting or len(seated) >= group.round.largest:
        return None
    dates = _dates(group, now)
    for relaxed in (frozenset[Rule](), ROLES):
        problem = problem_among(
            [*seated, *waiting],
            group.round,
            smallest=1,
            largest=group.round.largest,
            relaxed=relaxed,
        )
        for enrolment in waiting:
            if _fits(problem, seated, enrolment, dates):
                return _seat(group, enrolment, now)
    return None


def _fits(
    problem: Problem, seated: list[Enrolment], enrolment: Enrolment, dates: list[int]
) -> bool:
    members = tuple(sorted(one.person_id for one in [*seated, enrolment]))
    return any(may_be_confirmed(problem, [Group(date, members)]) for date in dates)


def _seated(group: PeerGroup):
    people = Participant.objects.current().filter(group=group).values("person")
    placed = Enrolment.objects.filter(round=group.round, state=EnrolmentState.PLACED)
    return able(placed.filter(person__in=people)).order_by("pk")


def _dates(group: PeerGroup, now: datetime) -> list[int]:
    """The dates of the round on which this group meets, or may meet."""
    meeting = Meeting.objects.filter(group=group).first()
    chosen = [meeting] if meeting else list(date_polls.standing_options(group))
    times = {(one.starts_at, one.ends_at) for one in chosen}
    dates = CandidateDate.objects.filter(round=group.round, starts_at__gt=now)
    return [one.pk for one in dates if (one.starts_at, one.ends_at) in times]


def _seat(group: PeerGroup, enrolment: Enrolment, now: datetime) -> Participant:
    enrolment.state, enrolment.why_waiting = EnrolmentState.PLACED, ""
    enrolment.save(update_fields=["state", "why_waiting"])
    participant, _ = Participant.objects.update_or_create(
        group=group, person=enrolment.person, defaults={"joined_at": now, "left_at": None}
    )
    log(participant, "intervision.take_seat")
    meeting = Meeting.objects.filter(group=group, cancelled_at__isnull=True).first()
    if meeting is None:
        emails.placed(enrolment.person)
    else:
        invitations.invite_one(enrolment.person, meeting)
    return participant
