"""Klopt dit nog? A yearly question to the author; unanswered twice is shown to readers."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from members.batch import for_each_isolated
from members.people.models import User

from . import emails
from .models import Kind, Practice

HOLDS_FOR = timedelta(days=365)
ANSWER_WITHIN = timedelta(days=30)
MOST_TIMES = 2
MOST_AT_ONCE = 500
FRESH = {"asked_on": None, "times_asked": 0, "unconfirmed": False}


@transaction.atomic
def confirm(practice: Practice, *, by: User, now: datetime) -> None:
    """It still holds; the year begins anew."""
    for name, value in FRESH.items():
        setattr(practice, name, value)
    practice.last_confirmed = timezone.localdate(now)
    # Saved, not updated: pages that were kept for the public hear of it.
    practice.save(update_fields=["last_confirmed", *FRESH])
    log(practice, "practices.confirm", user=by)


def advance(*, now: datetime) -> int:
    """Ask, ask again, and in the end show that nobody answered."""
    today = timezone.localdate(now)
    asked = for_each_isolated(_ask, _to_ask(today)[:MOST_AT_ONCE], today=today)
    return asked + for_each_isolated(_mark, _to_mark(today)[:MOST_AT_ONCE])


def _experiences() -> QuerySet[Practice]:
    """Questions do not have to stay true."""
    return Practice.objects.filter(live=True, unconfirmed=False).exclude(kind=Kind.QUESTION)


def _waits(today: date) -> Q:
    return Q(asked_on__lte=today - ANSWER_WITHIN)


def _to_ask(today: date) -> QuerySet[Practice]:
    old = _experiences().filter(last_confirmed__lte=today - HOLDS_FOR, author__isnull=False)
    due = old.filter(Q(times_asked=0) | Q(times_asked__lt=MOST_TIMES) & _waits(today))
    return due.select_related("author")


def _to_mark(today: date) -> QuerySet[Practice]:
    return _experiences().filter(_waits(today), times_asked__gte=MOST_TIMES)


@transaction.atomic
def _ask(practice: Practice, today: date) -> int:
    # Claimed: a second run at the same moment finds it asked already.
    claimed = Practice.objects.filter(pk=practice.pk, times_asked=practice.times_asked).update(
        times_asked=F("times_asked") + 1, asked_on=today
    )
    if claimed and practice.author:
        emails.does_it_hold(practice.author)
    return claimed


@transaction.atomic
def _mark(practice: Practice) -> int:
    practice.unconfirmed = True
    practice.save(update_fields=["unconfirmed"])
    return 1
