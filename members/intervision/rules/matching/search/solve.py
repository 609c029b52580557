"""Makes groups: quick ones first, then ever better ones, as long as the caller lets it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import TypeAlias

from ..cost import cost_of_all
from ..problem import Problem, Proposal
from . import exhaustive, neighbourhood_search, solver
from .bound import least_cost
from .exact import compose
from .instance import Board, Circle, lay_out
from .local_search import search

# Up to so many people all groups are made at once, and mostly proven to be the best.
AT_ONCE = 60
# How often the local search begins anew; more often when nothing comes after it.
CYCLES, CYCLES_WITHOUT_SOLVER = 5, 20

# Asked every few milliseconds. The caller knows the time, not we.
GoOn: TypeAlias = Callable[[], bool]


class Steps:
    """A budget that is the same on every machine: to go on for so many steps."""

    def __init__(self, most: int) -> None:
        self.left = most

    def __call__(self) -> bool:
        self.left -= 1
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How good the best groups so far are, for the editor who waits."""

    waiting: int
    cost: int
    bound: int | None


def make_groups(
    problem: Problem,
    *,
    seed: int = 0,
    go_on: GoOn = lambda: True,
    progress: Callable[[Progress], None] = lambda _progress: None,
) -> Proposal:
    """The best groups that were found when the search ended, or when ``go_on`` ended it.

    What the search does depends on the problem and the seed only, and ``go_on`` decides only where
    it ends. So without it the same problem and seed always give the same groups. With a clock they
    need not, but ``go_on=Steps(proposal.steps)`` gives the groups of that proposal once more.

    ``progress`` is called whenever there is something new to tell.
    """
    board = lay_out(problem)
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    best = _Best(board, go_on, progress)
    if not any(board.days_of(one) for one in board.members):
        best.raise_bound(best.cost)  # all wait, and there is nothing to look for
    if not solver.is_available() and len(board.people) <= exhaustive.HANDFUL and best.go_on():
        best.consider(exhaustive.best_circles(board))
        best.raise_bound(best.cost)
    cycles = CYCLES if solver.is_available() else CYCLES_WITHOUT_SOLVER
    for circles in islice(search(board, random, best.go_on), cycles):
        best.consider(circles)
    if solver.is_available() and best.go_on():
        _improve(best, random)
    return best.proposal()


class _Best:
    """The best groups so far, and what no groups can cost less than, if that is known."""

    def __init__(self, board: Board, go_on: GoOn, progress: Callable[[Progress], None]) -> None:
        self.board, self.ask, self.tell = board, go_on, progress
        self.circles: list[Circle] = []
        self.cost = board.total(self.circles)
        self.bound: int | None = None
        self.steps = 0
        self.ended = False

    def go_on(self) -> bool:
        if self.ended or self.cost == self.bound:
            return False
        self.ended = not self.ask()
        self.steps += not self.ended
        return not self.ended

    def consider(self, circles: list[Circle]) -> None:
        cost = self.board.total(circles)
        if cost < self.cost:
            self.circles, self.cost = circles, cost
            self._tell()

    def raise_bound(self, bound: int) -> None:
        bound = min(self.cost, bound)
        if self.bound is None or bound > self.bound:
            self.bound = bound
            self._tell()

    def _tell(self) -> None:
        waiting = len(self.board.people) - sum(len(members) for _, members in self.circles)
        self.tell(Progress(waiting, self.cost, self.bound))

    def proposal(self) -> Proposal:
        problem = self.board.problem
        groups = sorted((*problem.locked, *map(self.board.group, self.circles)))
        placed = {member for group in groups for member in group.members}
        cost = cost_of_all(problem, groups)
        return Proposal(
            groups=tuple(groups),
            waiting=tuple(sorted(one.id for one in problem.people if one.id not in placed)),
            cost=cost,
            bound=None if self.bound is None else cost - (self.cost - self.bound),
            steps=self.steps,
        )


def _improve(best: _Best, random: Random) -> None:
    best.raise_bound(least_cost(best.board))
    if len(best.board.people) > neighbourhood_search.PEOPLE:
        for circles in neighbourhood_search.exchange(best.board, best.circles, random, best.go_on):
            best.consider(circles)
    if len(best.board.people) <= AT_ONCE:
        circles, bound = compose(best.board, best.circles, random, best.go_on)
        best.consider(circles)
        best.raise_bound(bound)
