"""Entries in chained words: ``Entry.objects.visible_to(user).holding(keys)``."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Case, Value, When

from members.permissions import may_read_members_content


class Audience(models.TextChoices):
    PUBLIC = "public", "iedereen"
    MEMBERS = "members", "leden"


class Place(models.IntegerChoices):
    """Where the words of a query stand in an entry; the best place comes first."""

    TITLE = 0, "titel"
    LEAD = 1, "titel en samenvatting"
    TEXT = 2, "tekst"


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """What this reader may find; the only way that search reads entries."""
        if may_read_members_content(user):
            return self
        return self.filter(audience=Audience.PUBLIC)

    def holding(self, keys: Collection[str]) -> Self:
        """Those that hold all keys, with the ``place`` where they all stand together."""
        if not keys:
            return self.annotate(place=Value(Place.TITLE))
        place = Case(
            When(title_words__holds=keys, then=Place.TITLE),
            When(lead_words__holds=keys, then=Place.LEAD),
            default=Place.TEXT,
        )
        return self.filter(words__holds=keys).annotate(place=place)

    def holding_in_title(self, keys: Collection[str]) -> Self:
        return self.filter(title_words__holds=keys).annotate(place=Value(Place.TITLE))
