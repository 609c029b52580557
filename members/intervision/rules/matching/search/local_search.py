"""Groups by trial and error, in plain Python: many small changes, ever pickier.

A change for the worse is accepted now and then, often at first and hardly ever in the end
("simulated annealing"), so that the search does not stay in the first valley it meets.
"""

from collections.abc import Callable, Iterator
from itertools import cycle
from math import log
from random import Random

from .assignment import Seating, Table
from .instance import Board, Circle, Day, Member
from .moves import dissolve, found, redate

HOT, COLD = 4.0, 0.2  # points that a change for the worse may cost, on average
# Each cycle begins anew: so many tries per person, and so much thrift with tables.
CYCLES = ((300, 0), (900, 0), (900, 4), (900, 8), (900, 12))
TRIES_BETWEEN_LOOKS = 1_000
TABLES, MOVES = 0.01, 0.14  # shares of the tries; the rest are swaps
FOUND, REDATE = 0.6, 0.2  # shares of what is tried with tables; the rest is dissolving
POOL = 40  # people among whom a new table looks for its members


def search(board: Board, random: Random, go_on: Callable[[], bool]) -> Iterator[list[Circle]]:
    """The groups that each cycle ends with, not always better ones than the cycle before."""
    for tries, thrift in cycle(CYCLES):
        one = LocalSearch(board, random, thrift)
        one.cool_down(tries * len(board.people), go_on)
        yield one.seating.circles
        if not go_on():
            break


class LocalSearch:
    def __init__(self, board: Board, random: Random, thrift: int) -> None:
        self.seating = Seating(board, thrift)
        self.random = random
        self.days_of = [board.days_of(one) for one in board.members]
        self.available = [one for one in board.members if self.days_of[one]]
        self.sizes = range(board.problem.sizes.smallest, board.problem.sizes.ideal + 1)

    def cool_down(self, tries: int, go_on: Callable[[], bool]) -> None:
        looks = tries // TRIES_BETWEEN_LOOKS + 1
        for look in range(looks):
            if not self.available or not go_on():
                break
            self._seat_the_waiting()
            warmth = HOT * (COLD / HOT) ** (look / looks)
            for _ in range(TRIES_BETWEEN_LOOKS):
                self._try_something(-warmth * log(1 - self.random.random()))

    def _seat_the_waiting(self) -> None:
        """New tables of those who wait, until that fails on every day."""
        seating, failed = self.seating, 0
        while len(seating.waiting) >= self.sizes.start and failed < len(seating.tables_on):
            day = self.random.choice(self.seating.board.days)
            pool = self._sample(seating.waiting)
            failed += not found(seating, day, pool, self.random.choice(self.sizes), 0)

    def _try_something(self, limit: float) -> None:
        """One person, and a table on a day that suits this person."""
        draw, seating = self.random.random, self.seating
        one = self.available[int(draw() * len(self.available))]
        days = self.days_of[one]
        day = days[int(draw() * len(days))]
        here, tables = seating.table_of[one], seating.tables_on[day]
        kind = draw()
        if kind < TABLES:
            self._try_with_table(here, day, limit)
        elif tables:
            there = tables[int(draw() * len(tables))]
            if here is there:
                return
            if kind < MOVES:
                seating.move(one, there, limit)
            else:
                self._try_to_swap(one, here, there, limit)

    def _try_to_swap(self, one: Member, here: Table | None, there: Table, limit: float) -> None:
        other = there.members[int(self.random.random() * len(there.members))]
        if here:
            self.seating.swap(one, here, other, there, limit)
        else:
            self.seating.relieve(one, other, there, limit)

    def _try_with_table(self, here: Table | None, day: Day, limit: float) -> None:
        kind = self.random.random()
        if kind < FOUND:
            pool = self._sample(self.seating.waiting) + self._sample(self.available)
            found(self.seating, day, pool, self.random.choice(self.sizes), limit)
        elif here and kind < FOUND + REDATE:
            redate(self.seating, here, day, limit)
        elif here and len(here.members) in self.sizes:
            dissolve(self.seating, here, limit)

    def _sample(self, members: list[Member]) -> list[Member]:
        """Sometimes a small one, or a few people would always lead to the same table."""
        return self.random.sample(members, min(POOL, self.random.randint(0, len(members))))
