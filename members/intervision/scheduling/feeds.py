"""Giving out, renewing and taking back the secret address of one's own calendar."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from members.audit.security_log import Action, record
from members.people.models import User

from ..models import CalendarFeed, Meeting, PeerGroup

# 256 bits.
SECRET_BYTES = 32
# What was goes out of the feed, and so out of the calendars that follow it.
LOOKS_BACK = timedelta(days=30)


@transaction.atomic
def renew(*, by: User, now: datetime) -> str:
    """A new secret, told this once; an older one stops working at once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    fields = {"secret_hash": _hash(secret), "made_at": now}
    feed, _ = CalendarFeed.objects.update_or_create(person=by, defaults=fields)
    transaction.on_commit(partial(record, Action.KEY, feed, by=by, detail="made"))
    return secret


def revoke(*, by: User) -> bool:
    """Whether there was one to take back."""
    found, _ = CalendarFeed.objects.filter(person=by).delete()
    if found:
        record(Action.KEY, "calendar feed", by=by, detail="revoked")
    return bool(found)


def person_of(secret: str) -> User | None:
    found = CalendarFeed.objects.filter(secret_hash=_hash(secret), person__is_active=True)
    feed = found.select_related("person").first()
    return feed.person if feed else None


def meetings_of(person: User, *, now: datetime) -> QuerySet[Meeting]:
    """Of the groups that someone is in now; what was called off still says so."""
    groups = PeerGroup.objects.visible_to(person)
    return Meeting.objects.filter(group__in=groups, ends_at__gt=now - LOOKS_BACK)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
