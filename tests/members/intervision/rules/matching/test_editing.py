"""An editor changes groups by hand and sees at once what would be wrong."""

from dataclasses import replace

from members.intervision.rules.matching import Group, Problem, Proposal, make_groups, move, swap
from members.intervision.rules.matching.cost import cost_of_all
from members.intervision.rules.matching.editing import LOCKED
from tests.members.intervision.rules.matching.rounds import DATES, crowd

FIRST, SECOND = Group(1, (0, 1, 2, 3, 4)), Group(1, (5, 6, 7, 8))
PROBLEM = Problem(people=crowd(10), dates=DATES)
PROPOSAL = Proposal((FIRST, SECOND), (9,), cost=0, bound=0, steps=3)


def test_two_people_swap_groups_and_the_cost_is_counted_anew():
    edit = swap(PROBLEM, PROPOSAL, 0, 5)
    groups = (Group(1, (0, 6, 7, 8)), Group(1, (1, 2, 3, 4, 5)))
    assert edit.proposal == Proposal(groups, (9,), cost_of_all(PROBLEM, groups))
    assert edit.objections == ()


def test_someone_who_waits_swaps_with_someone_in_a_group():
    edit = swap(PROBLEM, PROPOSAL, 9, 0)
    assert edit.proposal.groups == (Group(1, (1, 2, 3, 4, 9)), SECOND)
    assert edit.proposal.waiting == (0,)


def test_someone_moves_to_another_group():
    edit = move(PROBLEM, PROPOSAL, 0, SECOND)
    assert edit.proposal.groups == (Group(1, (0, 5, 6, 7, 8)), Group(1, (1, 2, 3, 4)))
    assert edit.objections == ()


def test_moving_away_from_too_small_a_group_is_objected_to():
    edit = move(PROBLEM, PROPOSAL, 5, None)
    assert edit.proposal.waiting == (5, 9)
    assert [each.text for each in edit.objections] == [
        "Een groep heeft minstens vier mensen. Deze heeft er drie."
    ]


def test_a_group_without_people_is_gone():
    proposal = Proposal((FIRST, Group(1, (5,))), (6, 7, 8, 9), cost=0)
    assert move(PROBLEM, proposal, 5, FIRST).proposal.groups == (Group(1, (0, 1, 2, 3, 4, 5)),)


def test_a_changed_group_meets_when_everyone_can():
    first, *others = crowd(10, dates=frozenset({1, 2}))
    problem = replace(PROBLEM, people=(replace(first, dates=frozenset({2})), *others))
    assert move(problem, PROPOSAL, 0, SECOND).proposal.groups == (
        Group(1, (1, 2, 3, 4)),
        Group(2, (0, 5, 6, 7, 8)),
    )


def test_a_locked_group_cannot_be_changed():
    problem = replace(PROBLEM, locked=(SECOND,))
    assert LOCKED in swap(problem, PROPOSAL, 0, 5).objections
    assert LOCKED not in swap(problem, PROPOSAL, 0, 9).objections


def test_after_locking_the_rest_is_made_anew():
    locked = swap(PROBLEM, PROPOSAL, 0, 5).proposal.groups[0]
    again = make_groups(replace(PROBLEM, locked=(locked,)))
    assert locked in again.groups
    assert again.waiting == ()
