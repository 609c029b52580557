"""The best groups of a handful of people, by looking at all that can be."""

from functools import cache
from itertools import combinations

from members.intervision.rules.matching import Group, Problem
from members.intervision.rules.matching.constraints import breaches
from members.intervision.rules.matching.cost import cost_of_group


def least(problem: Problem) -> int:
    """What the best groups cost, with those who wait."""
    prices = {
        frozenset(group.members): cost
        for cost, group in sorted(
            ((cost_of_group(problem, group), group) for group in _groups(problem)), reverse=True
        )
    }  # on the cheapest of the dates on which these people can meet

    @cache
    def of(people: frozenset[int]) -> int:
        if not people:
            return 0
        first = min(people)
        costs = [problem.weights.unplaced + of(people - {first})]
        costs += [
            price + of(people - members)
            for members, price in prices.items()
            if first in members and members <= people
        ]
        return min(costs)

    return of(frozenset(person.id for person in problem.people))


def _groups(problem: Problem) -> list[Group]:
    ids = [person.id for person in problem.people]
    every = (
        Group(date, members)
        for date in problem.dates
        for size in range(problem.sizes.smallest, problem.sizes.largest + 1)
        for members in combinations(ids, size)
    )
    return [group for group in every if not breaches(problem, group)]
