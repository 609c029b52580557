"""Finds groups that cost less than their members are worth.

A solver gives every person a price: what it takes to place this person as things stand. A group
whose members are worth more than it costs can make the whole better; if there is none, nothing
can. There are millions of groups, so whole families of them are skipped as soon as even the best
of the family would be too dear.
"""

from heapq import heappush, heappushpop
from math import inf
from typing import NamedTuple, TypeAlias

from .instance import ENOUGH, FORBIDDEN, Board, Circle, Day, Member

Bargain: TypeAlias = tuple[float, Circle]  # what the group costs above the price of its members
Candidate: TypeAlias = tuple[float, Member]  # what somebody adds to the members so far

# So many families, and the hunt is called off: among people who are all alike no family stands out.
MOST_FAMILIES = 20_000


class Hunt(NamedTuple):
    bargains: list[Bargain]  # the cheapest first
    reach: float  # every group that costs less than this above its price is among them


def hunt(board: Board, day: Day, prices: list[float], below: float, limit: int) -> Hunt:
    """The groups of this day that cost less than ``below`` above their price: the cheapest few.

    A price of -inf leaves somebody out; ``below`` is negative when real bargains are sought.
    """
    hunter = _Hunter(board, below, limit)
    attend = [(board.attend[one][day] - prices[one], one) for one in board.members]
    hunter.look_at((), 0, 0, sorted(each for each in attend if each[0] < FORBIDDEN / 2))
    bargains = [(-excess, (day, tuple(sorted(members)))) for excess, members in hunter.kept]
    return Hunt(sorted(bargains), hunter.reach)


class _Hunter:
    def __init__(self, board: Board, below: float, limit: int) -> None:
        self.board, self.below, self.limit = board, below, limit
        self.largest = board.problem.sizes.largest
        self.kinds = [person.size_class for person in board.people]
        self.same_kind = board.problem.weights.same_size
        self.families = 0
        self.kept: list[tuple[float, tuple[Member, ...]]] = []  # a heap, the dearest on top

    @property
    def reach(self) -> float:
        if self.families > MOST_FAMILIES:
            return -inf
        return self.below

    def look_at(
        self, members: tuple[Member, ...], brings: int, value: float, candidates: list[Candidate]
    ) -> None:
        """The family of all groups that have these members and some of the candidates.

        ``value`` is what the members cost above their price, but for the size of the group. The
        candidates stand in order of what they add.
        """
        self.families += 1
        if ENOUGH[brings]:
            self._keep(value + self.board.size[len(members)], members)
        for number, (added, one) in enumerate(candidates):
            rest = candidates[number:]
            if self.families > MOST_FAMILIES or self._least(members, value, rest) >= self.below:
                break
            ties = self.board.pair[one]
            with_one = (
                (more + ties[other], other) for more, other in rest[1:] if ties[other] < FORBIDDEN
            )
            brought = brings + self.board.brings[one]
            self.look_at((*members, one), brought, value + added, sorted(with_one))

    def _least(
        self, members: tuple[Member, ...], value: float, candidates: list[Candidate]
    ) -> float:
        """What the best of the family costs at least, if somebody joins.

        Everyone adds what they add now, and with every earlier one of the same kind a bit more.
        """
        room = self.largest - len(members)
        number_of: dict[str, int] = {}
        adds = []
        for added, one in candidates:
            number = number_of.get(self.kinds[one], 0)
            if number < room:
                number_of[self.kinds[one]] = number + 1
                adds.append(added + self.same_kind * number)
        adds.sort()
        least = inf
        for size, added in enumerate(adds[:room], start=len(members) + 1):
            value += added
            least = min(least, value + self.board.size[size])
        return least

    def _keep(self, excess: float, members: tuple[Member, ...]) -> None:
        if excess >= self.below:
            return
        if len(self.kept) < self.limit:
            heappush(self.kept, (-excess, members))
        else:
            heappushpop(self.kept, (-excess, members))
        if len(self.kept) == self.limit:
            self.below = -self.kept[0][0]
