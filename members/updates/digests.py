"""A mail that something is new: never what, and no more often than somebody chose."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from members import mail
from members.batch import for_each_isolated
from members.people.models import User

from .models import Follow, Reading, Rhythm
from .notifications import news_for, reading_of, unread

EVERY = {
    Rhythm.AT_ONCE: timedelta(days=7),
    Rhythm.DAILY: timedelta(days=1),
    Rhythm.WEEKLY: timedelta(days=7),
}
UNSUBSCRIBE_SALT = "updates.unsubscribe"
MOST_AT_ONCE = 500


def advance(*, now: datetime) -> int:
    """Mail whoever has news that was not mailed yet; once per rhythm, in two places at once too."""
    return for_each_isolated(_mail, _due(now)[:MOST_AT_ONCE], now=now)


def unsubscribe_key(person: User) -> str:
    return signing.dumps(person.pk, salt=UNSUBSCRIBE_SALT)


def person_of(key: str) -> User | None:
    try:
        pk = signing.loads(key, salt=UNSUBSCRIBE_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()


def _due(now: datetime):
    # Whoever hears at once of what colleagues say, waits only for news of what they follow.
    follows = Q(pk__in=Follow.objects.values("person"))
    waits = Q(reading__isnull=True) & follows
    for rhythm, pause in EVERY.items():
        long_ago = Q(reading__mailed_at__isnull=True) | Q(reading__mailed_at__lte=now - pause)
        of_rhythm = Q(reading__rhythm=rhythm) & long_ago
        waits |= of_rhythm & follows if rhythm == Rhythm.AT_ONCE else of_rhythm
    return User.objects.members().filter(waits).order_by("pk")


@transaction.atomic
def _mail(person: User, now: datetime) -> int:
    reading = reading_of(person, now=now)
    since = max(filter(None, [reading.read_until, reading.mailed_at]))
    if not _claim(person, reading, now):
        return 0
    at_once = reading.rhythm == Rhythm.AT_ONCE
    if not unread(news_for(person, since=since, besides_mailed=at_once), reading):
        return 0
    path = reverse("unsubscribe", args=[unsubscribe_key(person)])
    mail.send("updates/news", [person.email], one_click=path, name=person.name, path=path)
    return 1


def _claim(person: User, reading: Reading, now: datetime) -> bool:
    """Say when the next one may go before sending this one: a second run finds it said."""
    if reading.pk is None:
        _made, is_new = Reading.objects.get_or_create(
            person=person, defaults={"read_until": reading.read_until, "mailed_at": now}
        )
        return is_new
    same = Reading.objects.filter(pk=reading.pk, mailed_at=reading.mailed_at)
    return bool(same.update(mailed_at=now))
