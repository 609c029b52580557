"""Municipalities in chained words: ``Municipality.objects.current().in_province("Limburg")``."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from .lineage import Lineage
from .size_classes import SizeClass

if TYPE_CHECKING:
    from .models import Municipality


@dataclass(slots=True)
class Story:
    """What a municipality brings to the map: how many examples, and its first lesson's hue."""

    examples: int
    hue: int | None


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def valid_on(self, day: date) -> Self:
        """Those that exist on that day; a merger that is only planned ends nothing."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun).exclude(_ended_on(day))

    def current(self) -> Self:
        return self.valid_on(localdate())

    def in_province(self, province: str) -> Self:
        return self.filter(province=province)

    def in_size_class(self, size_class: SizeClass) -> Self:
        large_enough = self.filter(inhabitants__gte=size_class.at_least)
        if size_class.below is None:
            return large_enough
        return large_enough.filter(inhabitants__lt=size_class.below)

    def with_other_names(self) -> "list[Municipality]":
        """All at once: a prefetch would build a queryset for each, though few have other names."""
        found = list(self)
        alias: Any = self.model._meta.get_field("aliases").related_model
        names = defaultdict(list)
        for municipality, name in alias.objects.values_list("municipality_id", "name"):
            names[municipality].append(name)
        for municipality in found:
            municipality.other_names = names[municipality.pk]
        return found

    def lineage_on(self, day: date) -> Lineage:
        ended = self.model._default_manager.filter(_ended_on(day), successor__isnull=False)
        return Lineage(dict(ended.values_list("pk", "successor_id")))

    def published_examples(self) -> Any:
        """Asked of the relation, because this app does not know the lessons that stand above it."""
        example_page: Any = self.model._meta.get_field("examples").related_model
        return example_page.objects.live().public()

    def stories(self, lineage: Lineage | None = None) -> dict[int, Story]:
        """By municipality of today; the examples of one that ended count for its successor."""
        lineage = lineage or self.lineage_on(localdate())
        rows = (
            self.published_examples()
            .filter(municipality__isnull=False)
            .order_by(F("lessons__number").asc(nulls_last=True))
            .values_list("municipality_id", "pk", "lessons__hue")
        )
        return _stories((lineage.heir(municipality), *rest) for municipality, *rest in rows)

    def examples_of(self, family: set[int]) -> Any:
        return self.published_examples().filter(municipality__in=family)

    def bordering(self, family: set[int], lineage: Lineage) -> Self:
        """The neighbours of a municipality and of all that went on in it, as they are today."""
        borders = self.model.neighbours.through.objects.filter(from_municipality__in=family)
        touched = borders.values_list("to_municipality", flat=True)
        return self.current().filter(pk__in={lineage.heir(pk) for pk in touched} - family)

    def taking_part(self) -> Self:
        """Municipalities of today with a published example to read."""
        return self.current().filter(pk__in=self.stories())


def _ended_on(day: date) -> Q:
    return Q(end_confirmed=True, valid_to__lte=day)


def _stories(rows: Iterable[tuple[int, int, int | None]]) -> dict[int, Story]:
    seen: set[tuple[int, int]] = set()
    stories: dict[int, Story] = {}
    for municipality, example, hue in rows:
        story = stories.setdefault(municipality, Story(examples=0, hue=hue))
        story.examples += (municipality, example) not in seen
        seen.add((municipality, example))
    return stories
