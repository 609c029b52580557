"""No hard rule is ever broken, nobody disappears, and the same seed gives the same groups."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members.intervision.rules.matching import (
    Group,
    Person,
    Problem,
    Progress,
    Steps,
    make_groups,
    obstacles,
)
from tests.members.intervision.rules.matching.rounds import DATES, crowd, problems

FEW = 30  # steps


def may_meet(problem: Problem, one: Person, other: Person) -> bool:
    """The rules once more, in other words than those of the source."""
    return not (
        one.municipality == other.municipality
        or {one.municipality, other.municipality} in problem.neighbours
        or (one.organisation and one.organisation == other.organisation)
        or {one.id, other.id} in problem.successions
        or one.id in other.not_with
        or other.id in one.not_with
    )


@given(problem=problems(), steps=st.integers(0, 5))
@settings(max_examples=2_000, deadline=None)
def test_every_group_keeps_every_hard_rule_and_nobody_disappears(problem, steps):
    proposal = make_groups(problem, go_on=Steps(steps))
    known = {person.id: person for person in problem.people}
    placed = [member for group in proposal.groups for member in group.members]
    assert sorted([*placed, *proposal.waiting]) == sorted(known)
    for group in proposal.groups:
        members = [known[member] for member in group.members]
        assert 4 <= len(members) <= 8
        assert all(group.date in person.dates | person.dates_if_needed for person in members)
        assert any(person.brings_case for person in members)
        assert not problem.needs_facilitator or any(p.can_facilitate for p in members)
        assert all(may_meet(problem, one, other) for one, other in combinations(members, 2))


@pytest.mark.parametrize(
    ("people", "dates", "why"),
    [
        pytest.param(crowd(0), DATES, "Niemand heeft zich aangemeld.", id="nobody"),
        pytest.param(
            crowd(3),
            DATES,
            "Er zijn drie aanmeldingen. Een groep heeft minstens vier mensen nodig.",
            id="three people",
        ),
        pytest.param(
            crowd(12, brings_case=False),
            DATES,
            "Niemand heeft een inbreng. Elke groep heeft een inbreng nodig.",
            id="nobody brings a case",
        ),
        pytest.param(
            crowd(12, dates=frozenset()),
            DATES,
            "Op geen enkele datum kunnen vier mensen. Op de beste datum kunnen er nul.",
            id="nobody can come",
        ),
        pytest.param(crowd(12), (), "Deze ronde heeft geen datum.", id="no dates"),
        pytest.param(
            crowd(12, municipality="Ermelo"),
            DATES,
            "Niet iedereen past in een groep die aan alle regels voldoet.",
            id="all from one municipality",
        ),
    ],
)
def test_impossible_round_leaves_everybody_waiting_and_says_why(people, dates, why):
    problem = Problem(people=people, dates=dates)
    proposal = make_groups(problem, go_on=Steps(FEW))
    assert proposal.groups == ()
    assert len(proposal.waiting) == len(people)
    assert obstacles(problem, proposal) == (why,)


def mixed(count: int) -> Problem:
    """A round of which the best groups are not found at once."""
    people = tuple(
        replace(
            person,
            province="ABCDE"[person.id * 7 % 5],
            size_class=("klein", "klein", "groot")[person.id % 3],
            dates=frozenset({person.id % 3, person.id // 3 % 4}),
        )
        for person in crowd(count)
    )
    met = frozenset(frozenset({n, n * n % (count - 1)}) for n in range(2, count))
    return Problem(people=people, dates=DATES, met=met)


def test_everybody_is_placed_when_everybody_can_meet():
    assert make_groups(Problem(people=crowd(30), dates=DATES), go_on=Steps(FEW)).waiting == ()


def test_same_problem_and_seed_give_the_same_groups():
    problem = Problem(people=crowd(20), dates=DATES)
    first, second = (make_groups(problem, seed=7, go_on=Steps(FEW)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("steps", [0, 1, 40, 150, 300])
def test_a_search_that_was_broken_off_can_be_repeated(steps):
    """Wherever a clock broke it off, even when the solver was at work."""
    problem = mixed(24)
    broken_off = make_groups(problem, go_on=Steps(steps))
    assert broken_off.steps <= steps
    assert make_groups(problem, go_on=Steps(broken_off.steps)) == broken_off


def test_progress_only_tells_of_better_groups_and_better_bounds():
    told: list[Progress] = []
    proposal = make_groups(mixed(24), go_on=Steps(300), progress=told.append)
    costs = [progress.cost for progress in told]
    bounds = [progress.bound for progress in told if progress.bound is not None]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds)
    assert len(set(told)) == len(told) > 1
    assert told[-1] == Progress(len(proposal.waiting), proposal.cost, proposal.bound)


def test_order_of_people_does_not_matter():
    problem = Problem(people=crowd(20), dates=DATES)
    turned = replace(problem, people=problem.people[::-1])
    assert make_groups(problem, go_on=Steps(FEW)) == make_groups(turned, go_on=Steps(FEW))


def test_those_who_met_before_are_kept_apart_while_it_can_be_avoided():
    met = frozenset(frozenset({n, n + 1}) for n in range(0, 12, 2))
    problem = Problem(people=crowd(12), dates=DATES, met=met)
    for group in make_groups(problem, go_on=Steps(500)).groups:
        assert not any(frozenset(pair) in met for pair in combinations(group.members, 2))


def test_locked_group_stays_and_the_rest_is_matched_around_it():
    locked = Group(date=1, members=(0, 1, 2, 3))
    problem = Problem(people=crowd(10), dates=DATES, locked=(locked,))
    proposal = make_groups(problem, go_on=Steps(FEW))
    assert locked in proposal.groups
    assert proposal.waiting == ()
