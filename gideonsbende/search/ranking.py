"""From a query to results: one order and the same counts on every database.

The database only tells which entries hold the words, and in which place; the order is made here,
out of a number of candidates that stays the same however much there is to find.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from django.db.models import Count, Model

from .facets import FACETS, Facet
from .models import Entry, Kind
from .query import Query
from .querysets import EntryQuerySet

# Nobody pages further than this; there are words and facets to look for less with.
MOST_RESULTS = 200
CHOICES_SHOWN = 8

KIND_ORDER = {kind.value: number for number, kind in enumerate(Kind)}


class Row(NamedTuple):
    pk: int
    object_id: int
    kind: str
    date: date | None
    place: int

    @property
    def rank(self) -> tuple:
        """Best place first, then kind, then newest; equal ones in the order of their originals."""
        newest = -self.date.toordinal() if self.date else 0
        return (self.place, KIND_ORDER[self.kind], newest, self.object_id)


class Found(NamedTuple):
    rows: list[Row]
    """The best in order, at most ``MOST_RESULTS``."""
    capped: bool
    """There are more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; ``address`` chooses it, or lets go of it when it is chosen."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetChoices:
    facet: Facet
    choices: list[Choice]
    capped: bool
    """Counted among the best only: there are more of each."""


def find(query: Query, user) -> Found:
    if query.text and not query.keys:
        # Signs without a word in them; not the same as no words at all.
        return Found([], capped=False)
    entries = _within(query, Entry.objects.visible_to(user))
    rows = set(_rows(entries.holding(query.keys)))
    if query.keys:
        # Those were the newest: what has the words in its title comes first at any age.
        rows.update(_rows(entries.holding_in_title(query.keys)))
    best = sorted(rows, key=lambda row: row.rank)
    return Found(best[:MOST_RESULTS], capped=len(best) > MOST_RESULTS)


def facet_choices(query: Query, user, found: Found) -> Iterator[FacetChoices]:
    """For each facet its values, with as many results as choosing that value would give."""
    for facet in FACETS:
        chosen = query.chosen.get(facet.name)
        counted = found if chosen is None else find(query.outside(facet.name), user)
        choices = list(_choices(facet, query, counted.rows))
        # What holds for every result narrows nothing down.
        if chosen is not None or any(choice.count < len(counted.rows) for choice in choices):
            yield FacetChoices(facet, choices, counted.capped)


def kinds(user) -> list[Choice]:
    """Every kind of which there is something to find."""
    entries = Entry.objects.visible_to(user)
    counted = dict(entries.values_list("kind").annotate(Count("pk")).order_by())
    return [
        Choice(kind.label, counted[kind], Query().within("soort", kind).address, chosen=False)
        for kind in Kind
        if kind in counted
    ]


def _within(query: Query, entries: EntryQuerySet) -> EntryQuerySet:
    for facet in FACETS:
        if facet.name in query.chosen:
            entries = entries.filter(**_chosen(facet, query.chosen[facet.name]))
    return entries


def _chosen(facet: Facet, value: str) -> dict[str, object]:
    """A lesson, topic or municipality by its number: of that the database knows how rare it is.

    By its slug PostgreSQL walks through every entry to find the ten that a rare topic has.
    """
    relation, _, name = facet.value.partition("__")
    if not name:
        return {relation: value}
    related = cast(type[Model], Entry._meta.get_field(relation).related_model)
    numbers = related._default_manager.filter(**{name: value}).values_list("pk", flat=True)
    return {f"{relation}__in": list(numbers)}


def _rows(entries: EntryQuerySet) -> list[Row]:
    fields = entries.order_by("-pk").values_list(*Row._fields)
    return [Row(*values) for values in fields[: MOST_RESULTS + 1]]


def _choices(facet: Facet, query: Query, rows: list[Row]) -> Iterator[Choice]:
    counted = _count(facet, rows)
    chosen = query.chosen.get(facet.name)
    if chosen is not None and chosen not in (value for value, _label, _count in counted):
        counted.append((chosen, facet.label_of(chosen), 0))
    for position, (value, label, count) in enumerate(counted):
        if value == chosen:
            yield Choice(label, count, query.outside(facet.name).address, chosen=True)
        elif position < CHOICES_SHOWN:
            yield Choice(label, count, query.within(facet.name, value).address, chosen=False)


def _count(facet: Facet, rows: list[Row]) -> list[tuple[str, str, int]]:
    """Value, label and number of entries; most entries first."""
    numbers = [row.pk for row in rows]
    entries = Entry.objects.filter(pk__among=numbers, **{f"{facet.value}__isnull": False})
    counted = entries.values_list(facet.value, facet.label).annotate(Count("pk")).order_by()
    found = [(str(value), facet.label_of(label), count) for value, label, count in counted]
    return sorted(found, key=lambda each: (-each[2], each[1]))
