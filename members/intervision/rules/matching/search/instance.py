"""The problem as numbers: people and dates become indices, every rule becomes a cost.

All searches work on a board. What is forbidden simply costs more than anything else can.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from ..constraints import keeps_apart
from ..cost import cost_of_date, cost_of_pair, cost_of_size
from ..problem import DateId, Group, Person, Problem, Rule

Member: TypeAlias = int  # the index of a person on the board
Day: TypeAlias = int  # the index of a date
Circle: TypeAlias = tuple[Day, tuple[Member, ...]]  # a group on the board

ALONE: Day = -1  # the day of a circle of one: somebody who waits
FORBIDDEN = 1_000_000


# What people bring is one number that adds up over a group: 1 for a case, 16 for a facilitator.
CASE, FACILITATOR = 1, 16


def has_case(brings: int) -> bool:
    return brings % FACILITATOR >= CASE


def has_facilitator(brings: int) -> bool:
    return brings >= FACILITATOR


# By that sum: whether the group has both.
ENOUGH = [has_case(brings) and has_facilitator(brings) for brings in range(FACILITATOR**2)]


@dataclass(frozen=True, slots=True)
class Board:
    problem: Problem
    people: list[Person]
    pair: list[list[float]]
    attend: list[list[float]]  # per person, per day
    brings: list[int]
    size: list[float]  # per number of members

    @property
    def members(self) -> range:
        return range(len(self.people))

    @property
    def days(self) -> range:
        return range(len(self.problem.dates))

    def days_of(self, member: Member) -> list[Day]:
        return [day for day in self.days if self.attend[member][day] < FORBIDDEN]

    def has_enough(self, members: Sequence[Member]) -> bool:
        """Whether somebody brings a case and somebody can facilitate, as far as that is asked."""
        return ENOUGH[sum(self.brings[member] for member in members)]

    def cost(self, circle: Circle) -> float:
        day, members = circle
        if day == ALONE:
            return self.problem.weights.unplaced
        pairs = sum(self.pair[one][other] for one in members for other in members) / 2
        return self.size[len(members)] + pairs + sum(self.attend[one][day] for one in members)

    def total(self, circles: Sequence[Circle]) -> int:
        """The cost of these circles and of everyone who is in none of them."""
        unplaced = len(self.people) - sum(len(members) for _, members in circles)
        return round(sum(map(self.cost, circles)) + self.problem.weights.unplaced * unplaced)

    def group(self, circle: Circle) -> Group:
        day, members = circle
        ids = sorted(self.people[member].id for member in members)
        return Group(self.problem.dates[day], tuple(ids))

    def part(self, members: Sequence[Member], crumbs: Random | None = None) -> "Board":
        """The board of only these people, in this order.

        ``crumbs`` adds a little to every pair, less than half a point in all, so that hardly any
        two groups cost exactly the same.
        """
        pair = [[self.pair[one][other] for other in members] for one in members]
        if crumbs:
            _scatter(crumbs, pair, 1 / (len(members) * self.problem.sizes.largest))
        return replace(
            self,
            people=[self.people[one] for one in members],
            pair=pair,
            attend=[self.attend[one] for one in members],
            brings=[self.brings[one] for one in members],
        )


def lay_out(problem: Problem) -> Board:
    """The board of everyone who is not in a locked group."""
    locked = {member for group in problem.locked for member in group.members}
    free = [person for person in problem.people if person.id not in locked]
    free.sort(key=lambda person: person.id)
    return Board(
        problem=problem,
        people=free,
        pair=_pairs(problem, free),
        attend=[[_attend(problem, person, date) for date in problem.dates] for person in free],
        brings=[_brings(problem, person) for person in free],
        size=[_size(problem, size) for size in range(problem.sizes.largest + 2)],
    )


def _pairs(problem: Problem, people: list[Person]) -> list[list[float]]:
    pair: list[list[float]] = [[0] * len(people) for _ in people]
    for row, one in enumerate(people):
        for column, other in enumerate(people[:row]):
            apart = keeps_apart(problem, one, other)
            cost = FORBIDDEN if apart else cost_of_pair(problem, one, other)
            pair[row][column] = pair[column][row] = cost
    return pair


def _attend(problem: Problem, person: Person, date: DateId) -> int:
    possible = problem.can_attend(person, date)
    return cost_of_date(problem, person, date) if possible else FORBIDDEN


def _brings(problem: Problem, person: Person) -> int:
    """A rule that does not hold asks nothing: then it is as if everyone had it."""
    case = person.brings_case or not problem.holds(Rule.CASE)
    facilitator = person.can_facilitate or not problem.holds(Rule.FACILITATOR)
    return CASE * case + FACILITATOR * facilitator


def _size(problem: Problem, size: int) -> int:
    possible = problem.sizes.smallest <= size <= problem.sizes.largest
    return cost_of_size(problem, size) if possible else FORBIDDEN


def _scatter(crumbs: Random, pair: list[list[float]], most: float) -> None:
    for one, row in enumerate(pair):
        for other in range(one):
            row[other] = pair[other][one] = row[other] + crumbs.random() * most
