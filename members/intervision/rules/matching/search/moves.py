"""Changes of whole tables that can be tried, with a limit as in seating.py."""

from collections.abc import Sequence

from .assignment import TOO_MUCH, Seating, Table
from .instance import ENOUGH, Day, Member, has_case, has_facilitator


def found(seating: Seating, day: Day, pool: Sequence[Member], size: int, limit: float) -> bool:
    """A new table of people from the pool, at most one from each table that there is."""
    added, founders = _gather(seating, day, pool, size)
    if len(founders) < size or added + seating.board.size[size] + seating.thrift > limit:
        return False
    table = Table(day)
    seating.tables_on[day].append(table)
    for one in founders:
        seating.seat(one, table)
    return True


def dissolve(seating: Seating, table: Table, limit: float) -> bool:
    """Everyone at this table goes to the other one where that costs least."""
    members = tuple(table.members)
    added = -seating.board.cost((table.day, members)) - seating.thrift
    for one in members:
        cost, home = _best_home(seating, one, table)
        if home is None:
            added = TOO_MUCH
            break
        added += cost
        seating.seat(one, home)
    if added <= limit:
        seating.tables_on[table.day].remove(table)
        return True
    for one in members:
        seating.seat(one, table)
    return False


def redate(seating: Seating, table: Table, day: Day, limit: float) -> bool:
    """The whole table goes to another day."""
    attend = seating.board.attend
    if sum(attend[one][day] - attend[one][table.day] for one in table.members) > limit:
        return False
    seating.tables_on[table.day].remove(table)
    seating.tables_on[day].append(table)
    table.day = day
    return True


def _gather(
    seating: Seating, day: Day, pool: Sequence[Member], size: int
) -> tuple[float, list[Member]]:
    """One by one whoever costs least there, first of all those who bring what is needed."""
    board = seating.board
    costs = {
        one: board.attend[one][day] - seating.staying(one)
        for one in pool
        if seating.can_be_missed(one)
    }
    founders: list[Member] = []
    added, brings = 0.0, 0
    while len(founders) < size:
        useful = [
            one for one in costs if costs[one] < TOO_MUCH and _helps(board.brings[one], brings)
        ]
        if not useful:
            break
        one = min(useful, key=costs.__getitem__)
        founders.append(one)
        added += costs[one]
        brings += board.brings[one]
        table = seating.table_of[one]
        costs = {
            other: cost + board.pair[one][other]
            for other, cost in costs.items()
            if other != one and (table is None or seating.table_of[other] is not table)
        }
    return added, founders


def _helps(brings: int, brought: int) -> bool:
    """Whether someone who brings this adds what the table misses, if it misses anything."""
    return (
        ENOUGH[brought]
        or (has_case(brings) and not has_case(brought))
        or (has_facilitator(brings) and not has_facilitator(brought))
    )


def _best_home(seating: Seating, one: Member, left: Table) -> tuple[float, Table | None]:
    best, home = TOO_MUCH, None
    for day in seating.board.days_of(one):
        for table in seating.tables_on[day]:
            if table is not left:
                cost = seating.joining(one, table)
                if cost < best:
                    best, home = cost, table
    return best, home
