"""What falls short in a group that breaks no rule, in points. Less is better."""

from collections.abc import Collection
from itertools import combinations

from .problem import DateId, Group, Person, Problem

# Years in office up to which someone is new, and from which someone is experienced.
NEW_UP_TO, EXPERIENCED_FROM = 2, 6


def tenure(person: Person) -> str:
    if person.years_in_office <= NEW_UP_TO:
        return "new"
    return "experienced" if person.years_in_office >= EXPERIENCED_FROM else "settled"


def cost_of_pair(problem: Problem, one: Person, other: Person) -> int:
    weights = problem.weights
    return (
        weights.repeat * (frozenset((one.id, other.id)) in problem.met)
        + weights.same_size * (one.size_class == other.size_class)
        + weights.same_province * (one.province == other.province)
        + weights.same_tenure * (tenure(one) == tenure(other))
    )


def cost_of_date(problem: Problem, person: Person, date: DateId) -> int:
    return 0 if date in person.dates else problem.weights.if_needed


def cost_of_size(problem: Problem, size: int) -> int:
    return problem.weights.off_size * (size - problem.sizes.ideal) ** 2


def cost_of_group(problem: Problem, group: Group) -> int:
    people = [problem.person(member) for member in group.members]
    return (
        cost_of_size(problem, len(people))
        + sum(cost_of_date(problem, person, group.date) for person in people)
        + sum(cost_of_pair(problem, one, other) for one, other in combinations(people, 2))
    )


def cost_of_all(problem: Problem, groups: Collection[Group]) -> int:
    """The cost of these groups, and of everyone who is in none of them."""
    unplaced = len(problem.people) - sum(len(group.members) for group in groups)
    placed = sum(cost_of_group(problem, group) for group in groups)
    return placed + problem.weights.unplaced * unplaced
