"""What a member did with a practice, in one question to the database."""

from typing import NamedTuple, Self

from django.db.models import Count, Exists, OuterRef, Q

from members.people.models import User

from .models import Plan
from .querysets import PracticeQuerySet


class Marks(NamedTuple):
    pk: int
    """Of the practice."""
    recognised: int
    """By how many members."""
    is_recognised: bool
    is_planned: bool

    @classmethod
    def of(cls, found: PracticeQuerySet, person: User) -> Self | None:
        """On the one practice that was found, if there is one."""
        plans = Plan.objects.filter(practice=OuterRef("pk"), person=person.pk)
        rows = found.values_list("pk").annotate(
            recognised=Count("recognitions"),
            is_recognised=Count("recognitions", filter=Q(recognitions__person=person.pk)),
            is_planned=Exists(plans),
        )
        return next((cls(*row) for row in rows), None)
