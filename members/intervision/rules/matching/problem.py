"""What making groups depends on, and what comes out of it: plain values, no database."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

PersonId: TypeAlias = int
DateId: TypeAlias = int


class Rule(StrEnum):
    """What must hold in every group. An editor may relax all of them but a wish."""

    SIZE = "size"
    DATE = "date"
    MUNICIPALITY = "municipality"
    NEIGHBOURS = "neighbours"
    ORGANISATION = "organisation"
    SUCCESSION = "succession"
    WISH = "wish"
    CASE = "case"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signed up, as far as making groups goes."""

    id: PersonId
    municipality: str
    province: str
    size_class: str
    years_in_office: int = 0
    # The dates answered with "ja", and those answered with "als het moet".
    dates: frozenset[DateId] = frozenset()
    dates_if_needed: frozenset[DateId] = frozenset()
    brings_case: bool = False
    can_facilitate: bool = False
    # A staff organisation that several municipalities share; empty for one's own.
    organisation: str = ""
    # Private: counts in either direction, and is never shown or named.
    not_with: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Sizes:
    smallest: int = 4
    ideal: int = 6
    largest: int = 8


@dataclass(frozen=True, slots=True)
class Weights:
    """What each shortcoming costs.

    Each goal weighs more than all that can be gained from the next ones by giving in once.
    """

    unplaced: int = 20_000  # per person
    repeat: int = 1_000  # per pair that has met before
    if_needed: int = 60  # per person who said "als het moet"
    same_size: int = 3  # per pair
    same_province: int = 2  # per pair
    same_tenure: int = 1  # per pair
    off_size: int = 4  # times the square of the distance to the ideal size


@dataclass(frozen=True, slots=True, order=True)
class Group:
    date: DateId
    members: tuple[PersonId, ...]


@dataclass(frozen=True)
class Problem:
    """One round, when signing up has ended. A pair is a frozenset of two."""

    people: tuple[Person, ...]
    dates: tuple[DateId, ...]
    neighbours: frozenset[frozenset[str]] = frozenset()  # municipalities
    successions: frozenset[frozenset[PersonId]] = frozenset()
    met: frozenset[frozenset[PersonId]] = frozenset()
    sizes: Sizes = field(default_factory=Sizes)
    weights: Weights = field(default_factory=Weights)
    needs_facilitator: bool = False
    # These groups stay as they are; only the other people are matched.
    locked: tuple[Group, ...] = ()
    relaxed: frozenset[Rule] = frozenset()

    @cached_property
    def _people_by_id(self) -> dict[PersonId, Person]:
        return {person.id: person for person in self.people}

    def person(self, person_id: PersonId) -> Person:
        return self._people_by_id[person_id]

    def holds(self, rule: Rule) -> bool:
        """Whether the rule counts in this round."""
        if rule is Rule.FACILITATOR and not self.needs_facilitator:
            return False
        return rule is Rule.WISH or rule not in self.relaxed

    def can_attend(self, person: Person, date: DateId) -> bool:
        possible = date in person.dates or date in person.dates_if_needed
        return possible or not self.holds(Rule.DATE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft for the editor."""

    groups: tuple[Group, ...]
    waiting: tuple[PersonId, ...]
    # The sum of all shortcomings (see Weights).
    cost: int
    # No grouping at all costs less than this; None when nobody can tell.
    bound: int | None = None
    # How often the search asked whether to go on; see Steps.
    steps: int = 0

    @property
    def is_best(self) -> bool:
        """Whether it is proven that no grouping is better."""
        return self.bound is not None and self.cost <= self.bound
