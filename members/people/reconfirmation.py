"""Every half year: are you still there? Two mails, and then the membership is suspended."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from members.batch import for_each_isolated

from . import emails
from .models import Membership
from .models.membership import Suspension

HALF_A_YEAR = timedelta(days=182)
TIME_TO_ANSWER = timedelta(days=14)


def advance(*, now: datetime) -> int:
    """Do what this day asks; returns how many memberships moved on. Safe to run twice."""
    today = timezone.localdate(now)
    steps = (_suspend, _ask_again, _ask)
    return sum(for_each_isolated(step, _due(step, today), today=today) for step in steps)


def membership_for(key: str) -> Membership | None:
    """The membership that a mailed link asks about, as long as it still waits for an answer."""
    try:
        pk, asked_on = signing.loads(key, salt=emails.CONFIRM_SALT)
    except signing.BadSignature:
        return None
    found = Membership.objects.select_related("person", "municipality")
    return found.filter(pk=pk, asked_on=asked_on, person__is_active=True).first()


def _due(step, today: date):
    running = Membership.objects.running(today).not_suspended().filter(person__is_active=True)
    conditions: dict[Any, dict[str, Any]] = {
        _ask: {"asked_on__isnull": True, "confirmed_on__lte": today - HALF_A_YEAR},
        _ask_again: {"asked_again_on__isnull": True, "asked_on__lte": today - TIME_TO_ANSWER},
        _suspend: {"asked_again_on__lte": today - TIME_TO_ANSWER},
    }
    return running.filter(**conditions[step]).select_related("person")


@transaction.atomic
def _ask(membership: Membership, today: date) -> bool:
    if not _claim(membership, {"asked_on": None}, {"asked_on": today}):
        return False
    emails.confirm_membership(membership, again=False)
    return True


@transaction.atomic
def _ask_again(membership: Membership, today: date) -> bool:
    if not _claim(membership, {"asked_again_on": None}, {"asked_again_on": today}):
        return False
    emails.confirm_membership(membership, again=True)
    return True


@transaction.atomic
def _suspend(membership: Membership, today: date) -> bool:
    suspension = {"suspended_on": today, "suspension": Suspension.UNCONFIRMED}
    if not _claim(membership, {"suspended_on": None}, suspension):
        return False
    log(membership, "people.membership.suspend", data={"reason": str(Suspension.UNCONFIRMED)})
    emails.suspended(membership)
    return True


def _claim(membership: Membership, was: dict, becomes: dict) -> bool:
    """Only one process gets to do it, and only while it still has to be done."""
    # An answer that came in meanwhile moves confirmed_on, and then nothing is claimed.
    was = was | {"confirmed_on": membership.confirmed_on, "asked_on": membership.asked_on}
    conditions: dict[str, Any] = {
        (f"{name}__isnull" if value is None else name): (True if value is None else value)
        for name, value in was.items()
    }
    if not Membership.objects.filter(pk=membership.pk, **conditions).update(**becomes):
        return False
    for name, value in becomes.items():
        setattr(membership, name, value)
    return True
