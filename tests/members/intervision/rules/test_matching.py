"""No hard rule is ever broken, nobody disappears, and the same seed gives the same groups."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.intervision.rules.matching.making import make_groups
from members.intervision.rules.matching.problem import Group, Person, Problem

DATES = (1, 2, 3)
PLACES = ("Ede", "Epe", "Ermelo", "Heusden", "Hulst", "Nijmegen", "Urk", "Vught")
NEIGHBOURS = frozenset({frozenset({"Ede", "Epe"}), frozenset({"Heusden", "Vught"})})
FEW_TICKS = 30


class Ticks:
    """Lets the search go on for a number of ticks: a clock that is the same on every machine."""

    def __init__(self, most: int = FEW_TICKS) -> None:
        self.left = most

    def __call__(self, _progress) -> bool:
        self.left -= 1
        return self.left > 0


@st.composite
def problems(draw) -> Problem:
    count = draw(st.integers(0, 24))
    people = tuple(
        Person(
            id=number,
            municipality=draw(st.sampled_from(PLACES)) + str(number % 4),
            province=draw(st.sampled_from(("Gelderland", "Noord-Brabant"))),
            size_class=draw(st.sampled_from(("klein", "groot"))),
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
        needs_facilitator=draw(st.booleans()),
    )


def may_meet(one: Person, other: Person) -> bool:
    return not (
        one.municipality == other.municipality
        or frozenset({one.municipality, other.municipality}) in NEIGHBOURS
        or (one.organisation and one.organisation == other.organisation)
        or one.id in other.not_with
        or other.id in one.not_with
    )


@given(problem=problems(), seed=st.integers(0, 3))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_group_keeps_every_hard_rule_and_nobody_disappears(problem, seed):
    proposal = make_groups(problem, seed=seed, tick=Ticks())
    known = {person.id: person for person in problem.people}
    placed = [member for group in proposal.groups for member in group.members]
    assert sorted([*placed, *proposal.waiting]) == sorted(known)
    for group in proposal.groups:
        members = [known[member] for member in group.members]
        assert 4 <= len(members) <= 8
        assert all(person.can_attend(group.date) for person in members)
        assert any(person.brings_case for person in members)
        assert not problem.needs_facilitator or any(p.can_facilitate for p in members)
        assert all(may_meet(one, other) for one, other in combinations(members, 2))


def crowd(count: int, **fields) -> tuple[Person, ...]:
    """People who can all meet each other on the first date."""
    fields = {"dates": frozenset({1}), "brings_case": True} | fields
    return tuple(
        Person(id=n, municipality=f"M{n}", province="P", size_class="S", **fields)
        for n in range(count)
    )


@pytest.mark.parametrize(
    "people",
    [
        pytest.param(crowd(0), id="nobody"),
        pytest.param(crowd(3), id="three people"),
        pytest.param(crowd(12, brings_case=False), id="nobody brings a case"),
        pytest.param(crowd(12, dates=frozenset()), id="nobody can come"),
    ],
)
def test_impossible_round_leaves_everybody_waiting(people):
    proposal = make_groups(Problem(people=people, dates=DATES), tick=Ticks())
    assert proposal.groups == ()
    assert len(proposal.waiting) == len(people)


def test_everybody_is_placed_when_everybody_can_meet():
    assert make_groups(Problem(people=crowd(30), dates=DATES), tick=Ticks()).waiting == ()


def test_same_problem_and_seed_give_the_same_groups():
    problem = Problem(people=crowd(20), dates=DATES)
    first, second = (make_groups(problem, seed=7, tick=Ticks()) for _ in range(2))
    assert first == second


def test_those_who_met_before_are_kept_apart_while_it_can_be_avoided():
    met = frozenset(frozenset({n, n + 1}) for n in range(0, 12, 2))
    problem = Problem(people=crowd(12), dates=DATES, met=met)
    for group in make_groups(problem, tick=Ticks(500)).groups:
        assert not any(frozenset(pair) in met for pair in combinations(group.members, 2))


def test_locked_group_stays_and_the_rest_is_matched_around_it():
    locked = Group(date=1, members=(0, 1, 2, 3))
    problem = Problem(people=crowd(10), dates=DATES, locked=(locked,))
    proposal = make_groups(problem, tick=Ticks())
    assert locked in proposal.groups
    assert proposal.waiting == ()
