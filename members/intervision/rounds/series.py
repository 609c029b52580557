"""Groups that go on: when a round is over, the same people choose their next date."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from members.batch import for_each_isolated

from .. import emails
from ..models import DateOption, Enrolment, Meeting, Participant, PeerGroup, Round
from ..models.enrolment import EnrolmentState
from ..models.round import State
from . import lifecycle

# The next date, and what else the group may choose: in days from it.
CHOICES = (0, 1, 7)


def continue_due(*, now: datetime) -> int:
    """Every round of which all meetings are over, and that goes on for a while."""
    going_on = Round.objects.filter(
        repeat_weeks__isnull=False,
        continued_at__isnull=True,
        repeat_until__gte=timezone.localdate(now),
    ).exclude(state__in=(State.CANCELLED, State.DRAFT, State.OPEN, State.MATCHING))
    return for_each_isolated(_continue, going_on, now=now)


@transaction.atomic
def _continue(one: Round, now: datetime) -> int:
    one = Round.objects.locked(one.pk)
    # A group that never found a date does not keep the others.
    met = PeerGroup.objects.filter(round=one, meeting__isnull=False)
    groups = list(met.select_related("meeting"))
    if one.continued_at is not None or not groups or not all(_is_over(g, now) for g in groups):
        return 0
    one.continued_at = now
    one.save(update_fields=["continued_at"])
    groups = [group for group in groups if _next_start(group, one) is not None]
    if not groups:
        return 0
    sequel = _sequel(one, now)
    for group in groups:
        _go_on(group, sequel, now)
    log(sequel, "intervision.continue")
    return 1


def _is_over(group: PeerGroup, now: datetime) -> bool:
    return group.meeting.ends_at <= now or group.meeting.is_cancelled


def _next_start(group: PeerGroup, one: Round) -> datetime | None:
    """At the same time of the day, summer or winter; nothing after the last day."""
    start = _later(group.meeting.starts_at, timedelta(weeks=one.repeat_weeks or 0))
    goes_on = one.repeat_until and timezone.localdate(start) <= one.repeat_until
    return start if goes_on else None


def _later(moment: datetime, by: timedelta) -> datetime:
    """By the clock on the wall: 14.00 stays 14.00 when summer time begins in between."""
    local = timezone.localtime(moment)
    return timezone.make_aware(local.replace(tzinfo=None) + by)


def _sequel(one: Round, now: datetime) -> Round:
    fields = {name: getattr(one, name) for name in lifecycle.COPIED}
    sequel = Round(
        **fields | {"capacity": None},
        slug=lifecycle.free_slug(one.title),
        state=State.CHOOSING_DATE,
        sign_up_until=now,
        made_at=now,
        opened_at=now,
        made_from=one,
        series=one.series or one,
        repeat_weeks=one.repeat_weeks,
        repeat_until=one.repeat_until,
    )
    lifecycle.save_new(sequel)
    sequel.lessons.set(one.lessons.all())
    return sequel


def _go_on(group: PeerGroup, sequel: Round, now: datetime) -> None:
    new = PeerGroup.objects.create(
        round=sequel,
        number=group.number,
        method=group.method,
        made_at=now,
        poll_until=now + timedelta(days=sequel.poll_days),
    )
    for old in Participant.objects.current().filter(group=group).select_related("person"):
        Participant.objects.create(
            group=new, person=old.person, joined_at=now, is_facilitator=old.is_facilitator
        )
        emails.choose_date(old.person)
    # Somebody from outside, who only led the group, did not sign up.
    people = Participant.objects.filter(group=new).values("person")
    for earlier in Enrolment.objects.filter(round=group.round, person__in=people):
        Enrolment.objects.create(
            round=sequel,
            person_id=earlier.person_id,
            state=EnrolmentState.PLACED,
            can_facilitate=earlier.can_facilitate,
            made_at=now,
            changed_at=now,
        )
    _offer_dates(group.meeting, new, now)


def _offer_dates(meeting: Meeting, new: PeerGroup, now: datetime) -> None:
    weeks = timedelta(weeks=new.round.repeat_weeks or 0)
    for days in CHOICES:
        by = weeks + timedelta(days=days)
        DateOption.objects.create(
            group=new,
            starts_at=_later(meeting.starts_at, by),
            ends_at=_later(meeting.ends_at, by),
            made_at=now,
        )
