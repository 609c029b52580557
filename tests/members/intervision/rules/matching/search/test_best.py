"""Of a handful of people the best groups are found, and proven to be; also without a solver."""

import sys
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import combinations
from unittest.mock import patch

from hypothesis import example, given, settings

from members.intervision.rules.matching import Problem, Sizes, Weights, make_groups
from members.intervision.rules.matching.search import solver
from tests.members.intervision.rules.matching.brute_force import least
from tests.members.intervision.rules.matching.rounds import crowd, problem_from, problems

# So that a handful of people can be several groups.
SMALL = Sizes(smallest=2, ideal=3, largest=4)
HANDFUL = 9


def without_solver() -> AbstractContextManager:
    """As on a machine where it is not installed: to import it fails."""
    return patch.dict(sys.modules, {"highspy": None})


@given(problem=problems(HANDFUL))
@settings(max_examples=60, deadline=None)
def test_best_groups_are_found_and_proven(problem):
    problem = replace(problem, sizes=SMALL)
    proposal = make_groups(problem)
    assert proposal.cost == least(problem)
    assert proposal.is_best
    # A place for everyone comes before new faces, and these before all else.
    met = sum(
        frozenset(pair) in problem.met
        for group in proposal.groups
        for pair in combinations(group.members, 2)
    )
    first_goals = replace(problem, weights=Weights(1_000, 1, 0, 0, 0, 0, 0))
    assert 1_000 * len(proposal.waiting) + met == least(first_goals)


@given(problem=problems(HANDFUL))
# Five who all fit, of whom the search by trial and error left one out.
@example(problem=problem_from(5, 1028188))
@settings(max_examples=60, deadline=None)
def test_everyone_has_a_place_when_that_is_possible_even_without_a_solver(problem):
    problem = replace(problem, sizes=SMALL)
    with without_solver():
        proposal = make_groups(problem)
    assert proposal.cost == least(problem)
    assert proposal.is_best
    # Somebody who waits costs more than everything else together.
    assert len(proposal.waiting) == least(problem) // problem.weights.unplaced


def test_nothing_is_proven_without_a_solver():
    with without_solver():
        assert not solver.is_available()
        proposal = make_groups(Problem(people=crowd(12), dates=(1,)))
    assert proposal.waiting == ()
    assert (proposal.bound, proposal.is_best) == (None, False)
