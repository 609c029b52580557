"""Made-up rounds: small ones by hand, and whatever hypothesis comes up with."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from members.intervision.rules.matching import Person, Problem

DATES = (1, 2, 3)
PLACES = ("Ede", "Epe", "Ermelo", "Heusden", "Hulst", "Nijmegen", "Urk", "Vught")
NEIGHBOURS = frozenset(
    frozenset({f"{one}{number}", f"{other}{number}"})
    for one, other in (("Ede", "Epe"), ("Heusden", "Vught"))
    for number in range(4)
)


def crowd(count: int, **fields) -> tuple[Person, ...]:
    """People who can all meet each other on the first date."""
    alike = {"province": "P", "size_class": "S", "dates": frozenset({1}), "brings_case": True}
    return tuple(
        Person(**{"id": n, "municipality": f"M{n}"} | alike | fields) for n in range(count)
    )


def problems(most: int = 24) -> st.SearchStrategy[Problem]:
    """Rounds with neighbours, wishes, earlier encounters and too few of everything."""
    seeds = st.integers(0, 2**32 - 1)  # to let hypothesis draw every answer takes far longer
    return st.builds(problem_from, st.integers(0, most), seeds)


def problem_from(count: int, seed: int) -> Problem:
    random = Random(seed)  # noqa: S311, repeatable on purpose
    return Problem(
        people=tuple(_person(number, count, random) for number in range(count)),
        dates=DATES,
        neighbours=NEIGHBOURS,
        successions=_pairs(count, random),
        met=_pairs(count, random),
        needs_facilitator=random.random() < 1 / 2,
    )


def _person(number: int, count: int, random: Random) -> Person:
    def some(of: Sequence[int], share: float) -> frozenset[int]:
        return frozenset(one for one in of if random.random() < share)

    return Person(
        id=number,
        municipality=f"{random.choice(PLACES)}{number % 4}",
        province=random.choice(("Gelderland", "Noord-Brabant")),
        size_class=random.choice(("klein", "groot")),
        years_in_office=random.randint(0, 9),
        dates=some(DATES, random.random()),
        dates_if_needed=some(DATES, 0.1),
        brings_case=random.random() < 1 / 2,
        can_facilitate=random.random() < 1 / 2,
        organisation=random.choice(("", "", "", "Samen")),
        not_with=some(range(count), random.choice((0, 1 / count))) - {number},
    )


def _pairs(count: int, random: Random) -> frozenset[frozenset[int]]:
    return frozenset(
        frozenset(random.sample(range(count), 2)) for _ in range(random.randint(0, count // 2))
    )


def without_wishes(problem: Problem) -> Problem:
    people = tuple(replace(person, not_with=frozenset()) for person in problem.people)
    return replace(problem, people=people)
