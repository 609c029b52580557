"""What no groups can cost less than, in a round of any size, within a second.

It looks at each date as a whole: how many groups meet there, how large they are, and how many
people of each kind they seat. It forgets who met before and who must be kept apart, so the best
groups may cost more; groups that cost just this much are the best.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import ceil, inf
from typing import Any, TypeAlias

from ..cost import tenure
from .instance import Board, Member, has_case, has_facilitator
from .solver import new_model

# Terms of a model in HiGHS; the package is not there when types are checked everywhere.
Model: TypeAlias = Any
Amount: TypeAlias = Any

PRECISION = 1e-6


def least_cost(board: Board) -> int:
    model = new_model()
    for attending in _dates(model, board):
        _meet(model, board, attending)
    model.run()
    return ceil(model.getInfo().objective_function_value - PRECISION)


def _dates(model: Model, board: Board) -> list[dict[Member, Amount]]:
    """Per date how much of whom attends. Everyone is somewhere or waits, perhaps in parts."""
    dates: list[dict[Member, Amount]] = [{} for _ in board.days]
    for one in board.members:
        parts = [model.addVariable(0, 1, board.problem.weights.unplaced)]
        for day in board.days_of(one):
            dates[day][one] = model.addVariable(0, 1, board.attend[one][day])
            parts.append(dates[day][one])
        model.addConstr(model.qsum(parts) == 1)
    return dates


def _meet(model: Model, board: Board, attending: dict[Member, Amount]) -> None:
    """The people who attend one date sit in groups there."""
    sizes, weights = board.problem.sizes, board.problem.weights
    groups = model.addVariable(0, inf, board.size[sizes.smallest])
    steps = range(sizes.smallest, sizes.largest)
    more = _seats(model, groups, [board.size[size + 1] - board.size[size] for size in steps])
    model.addConstr(model.qsum(attending.values()) == sizes.smallest * groups + more)
    for has_role in (has_case, has_facilitator):
        having = [part for one, part in attending.items() if has_role(board.brings[one])]
        model.addConstr(model.qsum(having) >= groups)
    for kind, weight in (
        (lambda person: person.size_class, weights.same_size),
        (lambda person: person.province, weights.same_province),
        (tenure, weights.same_tenure),
    ):
        alike = defaultdict(list)
        for one, part in attending.items():
            alike[kind(board.people[one])].append(part)
        for parts in alike.values():
            seats = _seats(model, groups, [weight * before for before in range(sizes.largest)])
            model.addConstr(model.qsum(parts) == seats)


def _seats(model: Model, groups: Amount, costs: Sequence[float]) -> Amount:
    """Seats that every group has once, one of each cost; how many of them are taken."""
    seats = [model.addVariable(0, inf, cost) for cost in costs]
    for seat in seats:
        model.addConstr(seat <= groups)
    return model.qsum(seats)
