"""The date of a group: planned, moved, cancelled; and what the round makes of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from members.people.models import User

from .. import emails
from ..models import DateOption, DateVote, Meeting, Participant, PeerGroup, Round, Sitting
from ..models.enrolment import Answer
from ..models.round import State
from . import invitations

# The group knows its case so long before it meets.
CASE_BEFORE = timedelta(days=2)


def plan(group: PeerGroup, *, starts_at: datetime, ends_at: datetime, now: datetime) -> Meeting:
    """A group gets its date, for the first time or another one; calendars follow."""
    known = Meeting.objects.select_for_update().filter(group=group).first()
    if known is None:
        meeting = Meeting.objects.create(
            group=group,
            starts_at=starts_at,
            ends_at=ends_at,
            place=group.round.place,
            made_at=now,
            changed_at=now,
        )
    else:
        meeting = _moved(known, starts_at, ends_at, now)
    group.poll_until = None
    group.case_until = max(now, starts_at - CASE_BEFORE)
    group.save(update_fields=["poll_until", "case_until"])
    _ask_who_said_no(meeting, now)
    invitations.invite(meeting)
    return meeting


@transaction.atomic
def move(meeting: Meeting, option: DateOption, *, by: User, now: datetime) -> Meeting | None:
    """To another date of the poll; who said no to it is asked whether it can be done.

    None when that is too late: the round was cancelled or the date dropped since somebody looked,
    or the group met. What was said then is destroyed so long after that date, and not later.
    """
    group = _held(meeting)
    standing = DateOption.objects.filter(pk=option.pk, group=group, withdrawn_at__isnull=True)
    if group is None or _has_met(group) or not standing.filter(starts_at__gt=now).exists():
        return None
    moved = plan(group, starts_at=option.starts_at, ends_at=option.ends_at, now=now)
    log(moved, "intervision.move_meeting", user=by)
    return moved


@transaction.atomic
def cancel(meeting: Meeting, *, by: User, now: datetime) -> bool:
    """Only this meeting; the group may choose another date. False when it is off already."""
    return _held(meeting) is not None and cancel_held(meeting, by=by, now=now)


def cancel_held(meeting: Meeting, *, by: User, now: datetime) -> bool:
    """Needs the round held: also for a round that is being cancelled as a whole."""
    standing = Meeting.objects.filter(pk=meeting.pk, cancelled_at__isnull=True)
    fields = {"cancelled_at": now, "changed_at": now, "sequence": F("sequence") + 1}
    if not standing.update(**fields):
        return False
    meeting.refresh_from_db()
    log(meeting, "intervision.cancel_meeting", user=by)
    invitations.call_off(meeting)
    return True


def settle_round(one: Round) -> None:
    """When every group has a date, the round is planned."""
    undecided = PeerGroup.objects.filter(round=one, meeting__isnull=True)
    if one.state == State.CHOOSING_DATE and not undecided.exists():
        one.state = State.PLANNED
        one.save(update_fields=["state"])


def _held(meeting: Meeting) -> PeerGroup | None:
    """The group for us alone; None when it or its round is off since somebody looked."""
    try:
        group = PeerGroup.objects.held(meeting.group_id)
    except PeerGroup.DoesNotExist:
        return None
    return None if group.round.is_over else group


def _has_met(group: PeerGroup) -> bool:
    return Sitting.objects.filter(group=group, is_trial=False, begun_at__isnull=False).exists()


def _moved(meeting: Meeting, starts_at: datetime, ends_at: datetime, now: datetime) -> Meeting:
    if (meeting.starts_at, meeting.ends_at) == (starts_at, ends_at) and not meeting.is_cancelled:
        return meeting
    meeting.starts_at, meeting.ends_at, meeting.changed_at = starts_at, ends_at, now
    meeting.sequence += 1
    meeting.cancelled_at = meeting.reminded_at = None
    meeting.save()
    return meeting


def _ask_who_said_no(meeting: Meeting, now: datetime) -> None:
    chosen = DateVote.objects.filter(
        option__group=meeting.group,
        option__starts_at=meeting.starts_at,
        option__ends_at=meeting.ends_at,
        answer=Answer.NO,
    )
    current = Participant.objects.current()
    for vote in chosen.filter(participant__in=current).select_related("participant__person"):
        vote.asked_at = now
        vote.save(update_fields=["asked_at"])
        emails.can_you_after_all(vote.participant.person)
