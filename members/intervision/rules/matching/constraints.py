"""The rules that no group may break."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from .problem import Group, Person, PersonId, Problem, Rule


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule and the people it is about."""

    rule: Rule
    people: tuple[PersonId, ...]


def breaches(problem: Problem, group: Group) -> tuple[Breach, ...]:
    """Every rule that this group breaks; empty for a group that may be."""
    people = [problem.person(member) for member in group.members]
    return (
        *_of_size(problem, group),
        *_of_date(problem, group, people),
        *_of_pairs(problem, people),
        *_of_roles(problem, people),
    )


def keeps_apart(problem: Problem, one: Person, other: Person) -> Rule | None:
    """The first rule that forbids these two the same group."""
    return next((rule for rule in _rules_between(problem, one, other) if problem.holds(rule)), None)


def _rules_between(problem: Problem, one: Person, other: Person) -> Iterator[Rule]:
    if one.municipality == other.municipality:
        yield Rule.MUNICIPALITY
    if frozenset((one.municipality, other.municipality)) in problem.neighbours:
        yield Rule.NEIGHBOURS
    if one.organisation and one.organisation == other.organisation:
        yield Rule.ORGANISATION
    if frozenset((one.id, other.id)) in problem.successions:
        yield Rule.SUCCESSION
    if other.id in one.not_with or one.id in other.not_with:
        yield Rule.WISH


def _of_size(problem: Problem, group: Group) -> Iterator[Breach]:
    if not problem.sizes.smallest <= len(group.members) <= problem.sizes.largest:
        yield Breach(Rule.SIZE, group.members)


def _of_date(problem: Problem, group: Group, people: list[Person]) -> Iterator[Breach]:
    absent = tuple(person.id for person in people if not problem.can_attend(person, group.date))
    if absent:
        yield Breach(Rule.DATE, absent)


def _of_pairs(problem: Problem, people: list[Person]) -> Iterator[Breach]:
    for one, other in combinations(people, 2):
        rule = keeps_apart(problem, one, other)
        if rule:
            yield Breach(rule, (one.id, other.id))


def _of_roles(problem: Problem, people: list[Person]) -> Iterator[Breach]:
    if problem.holds(Rule.CASE) and not any(person.brings_case for person in people):
        yield Breach(Rule.CASE, ())
    if problem.holds(Rule.FACILITATOR) and not any(person.can_facilitate for person in people):
        yield Breach(Rule.FACILITATOR, ())
