"""Meetings whose moment comes: a reminder, the beginning, and who met whom."""

from datetime import datetime, timedelta
from itertools import combinations

from django.db import transaction
from django.utils import timezone

from members.batch import for_each_isolated

from .. import emails
from ..models import Encounter, Meeting, Participant, PeerGroup, Round
from ..models.round import State
from . import invitations

REMIND_BEFORE = timedelta(days=2)


def remind_due(*, now: datetime) -> int:
    """Once, two days ahead; who planned the meeting later than that just heard of it."""
    due = _standing().filter(
        starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE, reminded_at__isnull=True
    )
    return for_each_isolated(_remind, due, now=now)


def begin_due(*, now: datetime) -> int:
    """The first meeting of a round begins, also while another group still looks for a date."""
    begun = _standing().filter(starts_at__lte=now).values("group__round")
    waiting = Round.objects.filter(state__in=(State.CHOOSING_DATE, State.PLANNED), pk__in=begun)
    return waiting.update(state=State.MEETING)


def note_due(*, now: datetime) -> int:
    """Who met is kept, so that they meet others next time, also when all else is destroyed."""
    over = _standing().filter(ends_at__lte=now, noted_at__isnull=True)
    return for_each_isolated(_note, over, now=now)


def note_early(group: PeerGroup, *, now: datetime) -> None:
    """Before a group is destroyed: it met, though the planned end may lie ahead."""
    for meeting in _standing().filter(group=group, starts_at__lte=now, noted_at__isnull=True):
        _note(meeting, now)


def _standing():
    running = PeerGroup.objects.running()
    return Meeting.objects.filter(cancelled_at__isnull=True, group__in=running)


@transaction.atomic
def _remind(meeting: Meeting, now: datetime) -> int:
    unclaimed = Meeting.objects.filter(pk=meeting.pk, reminded_at__isnull=True)
    if not unclaimed.update(reminded_at=now):
        return 0
    if meeting.changed_at < meeting.starts_at - REMIND_BEFORE:
        for person in invitations.attendees(meeting):
            emails.meets_soon(person)
    return 1


@transaction.atomic
def _note(meeting: Meeting, now: datetime) -> int:
    unclaimed = Meeting.objects.filter(pk=meeting.pk, noted_at__isnull=True)
    if not unclaimed.update(noted_at=now):
        return 0
    people = Participant.objects.current().filter(group=meeting.group_id)
    ids = sorted(people.values_list("person", flat=True))
    day = timezone.localdate(meeting.starts_at)
    Encounter.objects.bulk_create(
        [Encounter(one_id=one, other_id=other, met_on=day) for one, other in combinations(ids, 2)],
        update_conflicts=True,
        unique_fields=["one", "other"],
        update_fields=["met_on"],
    )
    return 1
