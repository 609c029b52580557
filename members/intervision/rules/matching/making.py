"""Makes groups: quick ones first, then ever better ones, as long as the caller lets it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import TypeAlias

from . import solver
from .board import Board, Circle, lay_out
from .bound import least_cost
from .composing import compose
from .cost import cost_of_group
from .exchange import exchange
from .local_search import search
from .problem import Problem, Proposal

# Up to so many people all groups are made at once, and mostly proven to be the best.
AT_ONCE = 60
# How often the local search begins anew; more often when nothing comes after it.
CYCLES, CYCLES_WITHOUT_SOLVER = 5, 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How good the best groups so far are, for the editor who waits."""

    waiting: int
    cost: int
    bound: int | None


# Called every few milliseconds; returns whether to go on. The caller knows the time, not we.
Tick: TypeAlias = Callable[[Progress], bool]


def make_groups(problem: Problem, *, seed: int = 0, tick: Tick = lambda progress: True) -> Proposal:
    """The best groups that were found when the search ended, or when ``tick`` ended it.

    Unless ``tick`` ends it, the same problem and seed always give the same groups.
    """
    board = lay_out(problem)
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    best = _Best(board, tick)
    improve = solver.is_available() and bool(board.people and board.days)
    cycles = CYCLES if improve else CYCLES_WITHOUT_SOLVER
    for circles in islice(search(board, random, best.go_on), cycles):
        best.consider(circles)
    if improve:
        _improve(best, random)
    return best.proposal()


class _Best:
    """The best groups so far, and what no groups can cost less than, if that is known."""

    def __init__(self, board: Board, tick: Tick) -> None:
        self.board, self.tick = board, tick
        self.circles: list[Circle] = []
        self.cost = board.total(self.circles)
        self.bound: int | None = None
        self.ended = False

    def go_on(self) -> bool:
        waiting = len(self.board.people) - sum(len(members) for _, members in self.circles)
        self.ended = (
            self.ended
            or self.cost == self.bound
            or not self.tick(Progress(waiting, self.cost, self.bound))
        )
        return not self.ended

    def consider(self, circles: list[Circle]) -> None:
        cost = self.board.total(circles)
        if cost < self.cost:
            self.circles, self.cost = circles, cost

    def raise_bound(self, bound: int) -> None:
        self.bound = min(self.cost, max(bound, self.bound or 0))

    def proposal(self) -> Proposal:
        problem = self.board.problem
        groups = (*problem.locked, *map(self.board.group, self.circles))
        placed = {member for group in groups for member in group.members}
        fixed = sum(cost_of_group(problem, group) for group in problem.locked)
        return Proposal(
            groups=tuple(sorted(groups)),
            waiting=tuple(sorted(one.id for one in problem.people if one.id not in placed)),
            cost=fixed + self.cost,
            bound=None if self.bound is None else fixed + self.bound,
        )


def _improve(best: _Best, random: Random) -> None:
    best.raise_bound(least_cost(best.board))
    if len(best.board.people) <= AT_ONCE:
        circles, bound = compose(best.board, best.circles, random, best.go_on)
        best.consider(circles)
        best.raise_bound(bound)
    else:
        for circles in exchange(best.board, best.circles, random, best.go_on):
            best.consider(circles)
