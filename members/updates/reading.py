"""Marking what was read, and choosing how often a mail may come."""

from datetime import datetime

from django.db import transaction

from members.people.models import User

from .models import Reading
from .news import LOOKS_BACK


@transaction.atomic
def read_all(person: User, *, until: datetime, now: datetime) -> None:
    """Up to what was on the screen: what came since stays new. It never goes back."""
    until = min(until, now)
    reading, is_new = Reading.objects.get_or_create(person=person, defaults={"read_until": until})
    if not is_new:
        Reading.objects.filter(pk=reading.pk, read_until__lt=until).update(read_until=until)


@transaction.atomic
def choose_rhythm(person: User, rhythm: str, *, now: datetime) -> None:
    Reading.objects.update_or_create(
        person=person,
        defaults={"rhythm": rhythm},
        create_defaults={"rhythm": rhythm, "read_until": now - LOOKS_BACK},
    )
