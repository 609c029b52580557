"""Made-up rounds: small ones by hand, and whatever hypothesis comes up with."""

from dataclasses import replace

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


def pairs_of_people() -> st.SearchStrategy[frozenset[frozenset[int]]]:
    pair = st.frozensets(st.integers(0, 23), min_size=2, max_size=2)
    return st.frozensets(pair, max_size=6)


@st.composite
def problems(draw, most: int = 24) -> Problem:
    """Rounds with neighbours, wishes, earlier encounters and too few of everything."""
    count = draw(st.integers(0, most))
    people = tuple(
        Person(
            id=number,
            municipality=draw(st.sampled_from(PLACES)) + str(number % 4),
            province=draw(st.sampled_from(("Gelderland", "Noord-Brabant"))),
            size_class=draw(st.sampled_from(("klein", "groot"))),
            years_in_office=draw(st.integers(0, 9)),
            dates=draw(st.frozensets(st.sampled_from(DATES))),
            dates_if_needed=draw(st.frozensets(st.sampled_from(DATES), max_size=1)),
            brings_case=draw(st.booleans()),
            can_facilitate=draw(st.booleans()),
            organisation=draw(st.sampled_from(("", "", "", "Samen"))),
            not_with=draw(st.frozensets(st.integers(0, 23), max_size=2)) - {number},
        )
        for number in range(count)
    )
    return Problem(
        people=people,
        dates=DATES,
        neighbours=NEIGHBOURS,
        successions=draw(pairs_of_people()),
        met=draw(pairs_of_people()),
        needs_facilitator=draw(st.booleans()),
    )


def without_wishes(problem: Problem) -> Problem:
    people = tuple(replace(person, not_with=frozenset()) for person in problem.people)
    return replace(problem, people=people)
