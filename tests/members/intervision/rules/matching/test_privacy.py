"""Nothing that anyone can read or try out gives a private wish away."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from members.intervision.rules.matching import (
    Group,
    Problem,
    Proposal,
    Rule,
    Steps,
    make_groups,
    may_be_confirmed,
    move,
    objections,
    obstacles,
    options,
    reasons,
    swap,
    why_waiting,
)
from members.intervision.rules.matching.cost import cost_of_all
from tests.members.intervision.rules.matching.rounds import DATES, crowd, problems, without_wishes


@st.composite
def rounds_with_groups(draw) -> tuple[Problem, Proposal]:
    """A round and any groups at all: an editor may try whatever comes to mind."""
    problem = draw(problems())
    ids = draw(st.permutations([person.id for person in problem.people]))
    groups = []
    while ids and draw(st.booleans()):
        size = draw(st.integers(1, 9))
        groups.append(Group(draw(st.sampled_from(DATES)), tuple(sorted(ids[:size]))))
        ids = ids[size:]
    proposal = Proposal(tuple(sorted(groups)), tuple(sorted(ids)), cost_of_all(problem, groups))
    return problem, proposal


def all_that_can_be_seen(problem: Problem, proposal: Proposal) -> list:
    ids = [person.id for person in problem.people]
    seen: list = [obstacles(problem), obstacles(problem, proposal), proposal.cost]
    seen += [why_waiting(problem, one) for one in ids]
    for group in proposal.groups:
        seen += [reasons(problem, group), objections(problem, group)]
        seen += [options(problem, group.members), move(problem, proposal, ids[0], group)]
    return seen + [swap(problem, proposal, ids[0], other) for other in ids[1:]]


@given(rounds_with_groups())
@settings(max_examples=300, deadline=None)
def test_the_same_groups_look_the_same_with_and_without_wishes(drawn):
    problem, proposal = drawn
    open_problem = without_wishes(problem)
    assert all_that_can_be_seen(problem, proposal) == all_that_can_be_seen(open_problem, proposal)


def unwilling() -> Problem:
    """Zero would rather not meet one, so that twelve people can be two groups in fewer ways."""
    zero, *others = crowd(12)
    return Problem(people=(replace(zero, not_with=frozenset({1})), *others), dates=DATES)


def test_a_wish_counts_when_groups_are_confirmed_and_only_then():
    problem = unwilling()
    against = Group(1, (0, 1, 2, 3, 4, 5))
    assert objections(problem, against) == ()
    assert not may_be_confirmed(problem, [against])
    assert may_be_confirmed(without_wishes(problem), [against])


def test_after_an_edit_nothing_tells_that_it_costs_less_than_a_wish_allows():
    problem = unwilling()
    proposal = make_groups(problem, go_on=Steps(200))
    assert proposal.bound is not None
    edit = swap(problem, proposal, 1, 5)
    assert (edit.proposal.bound, edit.proposal.steps) == (None, 0)


def test_no_editor_can_relax_a_wish():
    problem = replace(unwilling(), relaxed=frozenset(Rule))
    for group in make_groups(problem, go_on=Steps(200)).groups:
        assert not {0, 1} <= set(group.members)
