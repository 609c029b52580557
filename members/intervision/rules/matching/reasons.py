"""Why a group is a good one, in plain Dutch for its members. Gives away no private wish."""

from collections.abc import Iterator
from itertools import combinations

from .cost import tenure
from .problem import Group, Person, Problem, Rule
from .words import number, of_you


def reasons(problem: Problem, group: Group) -> tuple[str, ...]:
    people = [problem.person(member) for member in group.members]
    return (
        _about_the_date(group, people),
        _about_meeting_before(problem, people),
        *_about_the_mix(people),
        *_about_roles(problem, people),
    )


def _about_the_date(group: Group, people: list[Person]) -> str:
    reluctant = sum(group.date not in person.dates for person in people)
    if not reluctant:
        return "U kunt allemaal op dezelfde datum."
    return (
        f"U kunt allemaal op dezelfde datum. Voor {number(reluctant)} van u is het ‘als het moet’."
    )


def _about_meeting_before(problem: Problem, people: list[Person]) -> str:
    pairs = combinations([person.id for person in people], 2)
    met = sum(frozenset(pair) in problem.met for pair in pairs)
    if not met:
        return "Niemand van u zat eerder samen in een groep."
    if met == 1:
        return "Twee van u zaten eerder samen in een groep."
    return f"Van u zaten {number(met)} tweetallen eerder samen in een groep."


def _about_the_mix(people: list[Person]) -> Iterator[str]:
    provinces = len({person.province for person in people})
    if provinces > 1:
        yield f"U komt uit {number(provinces)} provincies."
    if len({person.size_class for person in people}) > 1:
        yield "Uw gemeenten verschillen in grootte."
    if {"new", "experienced"} <= {tenure(person) for person in people}:
        yield "Sommigen van u zijn nieuw in het vak, anderen ervaren."


def _about_roles(problem: Problem, people: list[Person]) -> Iterator[str]:
    cases = sum(person.brings_case for person in people)
    if cases:
        yield f"{of_you(cases, 'heeft', 'hebben')} een inbreng."
    facilitators = sum(person.can_facilitate for person in people)
    if facilitators and problem.holds(Rule.FACILITATOR):
        yield f"{of_you(facilitators, 'kan', 'kunnen')} de groep begeleiden."
