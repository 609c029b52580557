"""Meetings in one's own time: every deadline goes on by itself, and everybody hears of it."""

from datetime import datetime

from django.db import transaction

from members.batch import for_each_isolated

from .. import emails
from ..models import Sitting
from ..rules.meeting import Phase
from ..rules.methods import Pace
from . import meetings


def advance(*, now: datetime) -> int:
    due = Sitting.objects.filter(
        pace=Pace.SLOW, phase=Phase.RUNNING, ends_at__lte=now, is_trial=False
    )
    return for_each_isolated(_go_on, due.select_related("group__round"), now=now)


@transaction.atomic
def _go_on(sitting: Sitting, now: datetime) -> int:
    """Whoever of two runs kept it, tells."""
    if not meetings.settle(sitting, now=now):
        return 0
    people = [one.person for one in meetings.current_people(sitting)]
    emails.something_waits(person for person in people if person.is_active)
    return 1
