"""May a meeting begin now? Not without a date, and not by a slip of the finger on another day."""

from datetime import datetime

from django.utils import timezone

from ..models import Meeting, PeerGroup
from ..rules.meeting import Move, NotNowError


class NoDateError(NotNowError):
    """The group has to choose a date first."""


class AnotherDayError(NotNowError):
    """The facilitator has to say that beginning today is meant."""


def planned(group: PeerGroup) -> Meeting | None:
    return Meeting.objects.filter(group=group, cancelled_at__isnull=True).first()


def is_its_day(meeting: Meeting, now: datetime) -> bool:
    days = [timezone.localdate(one) for one in (meeting.starts_at, meeting.ends_at)]
    return days[0] <= timezone.localdate(now) <= days[1]


def check(group: PeerGroup, *, now: datetime, on_purpose: bool) -> None:
    meeting = planned(group)
    if meeting is None:
        raise NoDateError(Move.BEGIN)
    if not (on_purpose or is_its_day(meeting, now)):
        raise AnotherDayError(Move.BEGIN)
