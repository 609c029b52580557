"""Marking what was opened or read, and choosing how often a mail may come."""

from datetime import datetime

from django.db import transaction

from members.people.models import User
from members.practices.models import Practice

from .models import Reading
from .notifications import LOOKS_BACK


@transaction.atomic
def read_all(person: User, *, until: datetime, now: datetime) -> None:
    """Up to what was on the screen: what came since stays new. It never goes back."""
    until = min(until, now)
    reading, is_new = Reading.objects.get_or_create(person=person, defaults={"read_until": until})
    if not is_new:
        Reading.objects.filter(pk=reading.pk, read_until__lt=until).update(
            read_until=until, opened={}
        )


@transaction.atomic
def open_practice(person: User, practice: Practice, *, until: datetime, now: datetime) -> None:
    """What was on the screen about this practice is read; about others it stays new."""
    Reading.objects.get_or_create(person=person, defaults={"read_until": now - LOOKS_BACK})
    reading = Reading.objects.select_for_update().get(person=person)
    reading.opened[str(practice.pk)] = min(until, now).isoformat()
    reading.save(update_fields=["opened"])


@transaction.atomic
def choose_rhythm(person: User, rhythm: str, *, now: datetime) -> None:
    Reading.objects.update_or_create(
        person=person,
        defaults={"rhythm": rhythm},
        create_defaults={"rhythm": rhythm, "read_until": now - LOOKS_BACK},
    )
