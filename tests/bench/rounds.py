"""Rounds as they will be: real municipalities and their neighbours, made-up people and answers.

Harder than most real ones: everybody was in all of the earlier rounds.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TypeAlias

from lessons.municipalities.size_classes import size_class_of
from members.intervision.rules.matching import Person, PersonId, Problem, Weights

DATA = Path(__file__).resolve().parents[2] / "lessons/municipalities/data"
DATES = tuple(range(8))
AVAILABLE = (0.3, 0.6)  # on which share of the dates somebody can come, at least and at most
BRING_A_CASE = 0.4
WISH = 0.1  # who would rather not meet somebody
EARLIER_ROUNDS, EARLIER_SIZE = 10, 6
# The cost that the targets are about.
WEIGHTS = Weights(unplaced=1_000, repeat=40, if_needed=0, same_tenure=0)

Pairs: TypeAlias = frozenset[frozenset[PersonId]]


@dataclass(frozen=True)
class Municipality:
    code: str
    province: str
    size_class: str


def a_round(count: int, random: Random) -> Problem:
    """So many people sign up: of different municipalities while there are any, then deputies."""
    municipalities = read_municipalities()
    everyone = random.sample(municipalities, len(municipalities))
    population = [everyone[number % len(everyone)] for number in range(max(count, len(everyone)))]
    people = tuple(
        Person(
            id=number,
            municipality=at.code,
            province=at.province,
            size_class=at.size_class,
            years_in_office=random.randint(0, 12),
        )
        for number, at in enumerate(population[:count])
    )
    met = _earlier_encounters(len(population), count, random)
    problem = Problem(people, DATES, read_neighbours(), met=met, weights=WEIGHTS)
    return with_new_answers(problem, random)


def with_new_answers(problem: Problem, random: Random) -> Problem:
    """The same people sign up for another round."""
    people = [_answer(person, len(problem.people), random) for person in problem.people]
    return replace(problem, people=tuple(people))


def encounters(groups: Iterable[Iterable[PersonId]]) -> Pairs:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(group, 2))


def read_municipalities() -> list[Municipality]:
    return [
        Municipality(row["code"], row["province"], size_class_of(int(row["inhabitants"])).key)
        for row in _read("municipalities.csv")
    ]


def read_neighbours() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((row["code_a"], row["code_b"])) for row in _read("neighbours.csv"))


def _answer(person: Person, count: int, random: Random) -> Person:
    available = random.uniform(*AVAILABLE)
    wishes = {random.randrange(count)} - {person.id} if random.random() < WISH else ()
    return replace(
        person,
        dates=frozenset(date for date in DATES if random.random() < available),
        brings_case=random.random() < BRING_A_CASE,
        not_with=frozenset(wishes),
    )


def _earlier_encounters(population: int, count: int, random: Random) -> Pairs:
    """Of those who sign up now; in each earlier round the whole population was mixed at will."""
    met: set[frozenset[PersonId]] = set()
    for _ in range(EARLIER_ROUNDS):
        mixed = random.sample(range(population), population)
        groups = (mixed[at : at + EARLIER_SIZE] for at in range(0, population, EARLIER_SIZE))
        met |= encounters([one for one in group if one < count] for group in groups)
    return frozenset(met)


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
