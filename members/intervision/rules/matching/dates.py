"""On which dates a group can meet."""

from collections.abc import Iterable

from .cost import cost_of_date
from .problem import DateId, PersonId, Problem


def options(problem: Problem, members: Iterable[PersonId]) -> tuple[DateId, ...]:
    """The dates on which all of them can, those with the fewest "als het moet" first."""
    people = [problem.person(member) for member in members]

    def is_possible(date: DateId) -> bool:
        return all(problem.can_attend(person, date) for person in people)

    def cost(date: DateId) -> int:
        return sum(cost_of_date(problem, person, date) for person in people)

    return tuple(sorted(filter(is_possible, problem.dates), key=cost))
