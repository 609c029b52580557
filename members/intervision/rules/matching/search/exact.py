"""The best groups for up to about sixty people, and the proof that none are better."""

from collections.abc import Callable, Sequence
from math import ceil
from random import Random

from .columns import Columns, GivesUpError
from .instance import ALONE, Board, Circle
from .solver import Partition

# Ties make the solver wander, and leave far too many groups close to the bound: so every pair
# costs a crumb more. All crumbs together stay below this (see Board.part).
CRUMBS = 0.5
PRECISION = 1e-6
# Groups per day to choose from, close to the bound: ever more, until the proof is there. Among even
# more the solver would lose itself, without asking whether to go on.
WIDTHS = (50, 200, 800)


def compose(
    board: Board,
    circles: list[Circle],
    random: Random,
    go_on: Callable[[], bool],
    widths: Sequence[int] = WIDTHS,
) -> tuple[list[Circle], int]:
    """Circles that cost less than these, or these; and what any circles cost at least."""
    composition = Composition(board, circles, random, go_on)
    try:
        composition.find_bound()
        composition.dive()
        for width in widths:
            composition.choose_from(width)
    except GivesUpError:
        pass
    return composition.best, composition.bound


class Composition:
    def __init__(
        self, board: Board, circles: list[Circle], random: Random, go_on: Callable[[], bool]
    ) -> None:
        self.board, self.go_on = board, go_on
        self.best, self.cost, self.bound = circles, board.total(circles), 0
        self.columns = Columns(board.part(board.members, random), go_on)
        self.columns.offer(circles)

    def find_bound(self) -> None:
        self.mix = self.columns.mix(set(self.board.members))
        self._raise_bound(self.mix.cost)

    def dive(self) -> None:
        """Goes along with the groups that the mix prefers, mixes the others anew, and so on."""
        mix, free = self.mix, set(self.board.members)
        chosen: list[Circle] = []
        while free and self.bound < self.cost:
            preferred = self.columns.preferred(mix, free)
            chosen += preferred
            free.difference_update(*(members for _, members in preferred))
            mix = self.columns.mix(free)
        self._consider(chosen)

    def choose_from(self, width: int) -> None:
        """Chooses whole groups from those that can be part of something better."""
        if self.bound >= self.cost:
            return
        better = self.cost - CRUMBS + 2 * PRECISION - self.mix.cost
        near, reach = self.columns.near(self.mix, better, width)
        partition = Partition(len(self.board.people))
        for circle in near:
            partition.add(self.board.cost(circle), circle[1])
        choice = partition.choose(self.cost - CRUMBS, self.go_on)
        self._consider([near[group] for group in choice.groups])
        if choice.is_certain:
            self._raise_bound(self.mix.cost + reach)

    def _consider(self, circles: list[Circle]) -> None:
        circles = [circle for circle in circles if circle[0] != ALONE]
        cost = self.board.total(circles)
        if cost < self.cost:
            self.best, self.cost = circles, cost

    def _raise_bound(self, cost: float) -> None:
        """Costs are whole points, so a bound may be rounded up."""
        if cost > self.bound:
            self.bound = min(self.cost, ceil(cost - CRUMBS - PRECISION))
