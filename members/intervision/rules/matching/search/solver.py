"""The little that making groups asks of HiGHS, a solver. The site works without it."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from math import inf
from typing import Any, NamedTuple

# After so many steps the best choice so far counts.
MOST_STEPS = 200
WHOLE = 1 / 2  # a group counts, and not only nearly so


class Mix(NamedTuple):
    """The best that is possible when groups may count in part."""

    cost: float
    prices: list[float]  # per person: what it takes to place this person
    shares: list[float]  # per group: how far it counts


class Choice(NamedTuple):
    groups: list[int]  # empty when no choice costs less than asked
    is_certain: bool  # that nothing costs less; not if the search was broken off


def is_available() -> bool:
    return find_spec("highspy") is not None


class Partition:
    """Groups to choose from, so that everyone is in exactly one."""

    def __init__(self, people: int) -> None:
        self.highs = new_model()
        for _ in range(people):
            self.highs.addRow(1, 1, 0, [], [])

    def add(self, cost: float, members: Sequence[int]) -> None:
        self.highs.addCol(cost, 0, inf, len(members), list(members), [1.0] * len(members))

    def insist(self, group: int) -> None:
        """This group counts in full, and so no group that shares people with it can."""
        self.highs.changeColBounds(group, 1, 1)

    def mix(self) -> Mix:
        self.highs.run()
        solution = self.highs.getSolution()
        cost = self.highs.getInfo().objective_function_value
        return Mix(cost, list(solution.row_dual), list(solution.col_value))

    def choose(self, below: float, go_on: Callable[[], bool]) -> Choice:
        """The whole groups that together cost least, if that is less than ``below``."""
        highs, groups = self.highs, self.highs.getNumCol()
        highs.changeColsIntegrality(groups, list(range(groups)), [1] * groups)
        highs.setOptionValue("mip_allow_restart", False)  # it only costs time here
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_max_nodes", MOST_STEPS)
        highs.cbMipInterrupt.subscribe(lambda event: event.interrupt(not go_on()))
        highs.run()
        return Choice(self._chosen(below), self._is_certain())

    def _chosen(self, below: float) -> list[int]:
        if not self.highs.getInfo().objective_function_value < below:
            return []
        shares = self.highs.getSolution().col_value
        return [group for group, share in enumerate(shares) if share > WHOLE]

    def _is_certain(self) -> bool:
        return self.highs.getModelStatus().name in {"kOptimal", "kInfeasible"}


def new_model() -> Any:
    """A silent HiGHS that takes the same steps every time."""
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802, the solver's own name
            self.silent()  # before it introduces itself
            super().enableCallbacks()

    highs = Quiet()
    highs.setOptionValue("parallel", "off")
    return highs
