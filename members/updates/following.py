"""Follow and no longer follow: a lesson, a topic, a municipality, a practice or a colleague."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Model, QuerySet

from lessons.models import LessonPage, Topic
from lessons.municipalities.models import Municipality
from members.people.models import User
from members.practices.models import Practice

from .models import Follow

# The word in the address, the field, and what this person may follow of it.
KINDS: dict[str, tuple[str, Callable[[User], QuerySet]]] = {
    "les": ("lesson", lambda person: LessonPage.objects.live().public()),
    "onderwerp": ("topic", lambda person: Topic.objects.all()),
    "gemeente": ("municipality", lambda person: Municipality.objects.current()),
    "ervaring": ("practice", lambda person: Practice.objects.visible_to(person)),
    "collega": ("colleague", lambda person: User.objects.members().exclude(pk=person.pk)),
}


@transaction.atomic
def follow(person: User, field: str, target: Model, *, now: datetime) -> None:
    Follow.objects.get_or_create(person=person, **{field: target}, defaults={"since": now})


@transaction.atomic
def unfollow(person: User, field: str, target: Model) -> None:
    Follow.objects.filter(person=person, **{field: target}).delete()


def is_followed(person: User, field: str, target: Model) -> bool:
    return Follow.objects.filter(person=person, **{field: target}).exists()
