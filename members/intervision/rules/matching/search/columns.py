"""All groups at once, without looking at all of them: column generation.

A solver mixes the groups it knows as well as it can, and so prices everyone. A hunt for bargains
at these prices brings it better groups, until there are none. What the mix costs then is a bound:
no grouping at all can cost less.
"""

from collections.abc import Callable, Iterable
from math import inf

from .instance import ALONE, Board, Circle, Member
from .pricing import Hunt, hunt
from .solver import Mix, Partition

BARGAINS = 20  # per day, for each new mix
ALMOST, NOTHING = 0.999, 1e-6


class GivesUpError(Exception):
    """The caller's time is up, or there is no end to the groups to look at."""


class Columns:
    """The groups that the solver knows."""

    def __init__(self, board: Board, go_on: Callable[[], bool]) -> None:
        self.board, self.go_on = board, go_on
        self.partition = Partition(len(board.people))
        self.known: list[Circle] = []
        self.offer((ALONE, (one,)) for one in board.members)

    def offer(self, circles: Iterable[Circle]) -> None:
        for circle in circles:
            self.known.append(circle)
            self.partition.add(self.board.cost(circle), circle[1])

    def mix(self, free: set[Member]) -> Mix:
        """The best mix of all groups of these people, also of those that were not known yet."""
        known = set(self.known)
        while True:
            mix = self.partition.mix()
            prices = [price if one in free else -inf for one, price in enumerate(mix.prices)]
            hunts = self._hunt(prices, -NOTHING, BARGAINS)
            new = {circle for hunt in hunts for _, circle in hunt.bargains} - known
            if not new and min(hunt.reach for hunt in hunts) < -NOTHING:
                raise GivesUpError
            if not new:
                return mix
            self.offer(sorted(new))
            known |= new

    def preferred(self, mix: Mix, free: set[Member]) -> list[Circle]:
        """The groups of these people that count in full, or else the one that counts most.

        From now on each mix has them.
        """
        open_groups = [
            (mix.shares[group], group)
            for group, (_, members) in enumerate(self.known)
            if mix.shares[group] > NOTHING and free.issuperset(members)
        ]
        in_full = [group for share, group in open_groups if share > ALMOST]
        preferred = in_full or [group for _, group in sorted(open_groups)[-1:]]
        for group in preferred:
            self.partition.insist(group)
        return [self.known[group] for group in preferred]

    def near(self, mix: Mix, below: float, width: int) -> tuple[list[Circle], float]:
        """Groups that cost less than ``below`` above their price, at most so many per day.

        Also how far they reach: whatever has another group costs that much more than the mix.
        """
        hunts = self._hunt(mix.prices, below, width)
        unplaced = self.board.problem.weights.unplaced
        waiting: list[Circle] = [
            (ALONE, (one,)) for one, price in enumerate(mix.prices) if unplaced - price < below
        ]
        near = [circle for hunt in hunts for _, circle in hunt.bargains]
        return waiting + near, min(hunt.reach for hunt in hunts)

    def _hunt(self, prices: list[float], below: float, limit: int) -> list[Hunt]:
        hunts = []
        for day in self.board.days:
            if not self.go_on():
                raise GivesUpError
            hunts.append(hunt(self.board, day, prices, below, limit))
        return hunts
