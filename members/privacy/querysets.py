"""Handovers in chained words."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from .models import Handover  # noqa: F401 - named in quotes below


class HandoverQuerySet(QuerySet["Handover"]):
    def waiting(self) -> Self:
        """What still lies there, and may still be changed or taken back."""
        return self.filter(opened_at__isnull=True)

    def with_something_in_it(self) -> Self:
        return self.filter(nothing=False)
