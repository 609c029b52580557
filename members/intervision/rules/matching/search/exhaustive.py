"""All groups that a handful of people can make, tried one by one: so these are the best ones."""

from itertools import combinations

from .instance import FORBIDDEN, Board, Circle, Member

# Three to the power of so many people is what it takes: a moment, also in plain Python.
HANDFUL = 10


def best_circles(board: Board) -> list[Circle]:
    """For at most ``HANDFUL`` people."""
    cheapest = {members: _cheapest(board, members) for members in _candidates(board)}
    # By the set of people who are left: what they cost at least, and the first of their circles.
    found: dict[tuple[Member, ...], tuple[float, Circle | None]] = {(): (0, None)}
    for count in range(1, len(board.people) + 1):
        for left in combinations(board.members, count):
            found[left] = _first_choice(board, left, cheapest, found)
    circles, left = [], tuple(board.members)
    while left:
        circle = found[left][1]
        if circle is not None:
            circles.append(circle)
        gone = circle[1] if circle else left[:1]
        left = tuple(member for member in left if member not in gone)
    return circles


def _candidates(board: Board) -> list[tuple[Member, ...]]:
    sizes = range(board.problem.sizes.smallest, board.problem.sizes.largest + 1)
    return [members for size in sizes for members in combinations(board.members, size)]


def _cheapest(board: Board, members: tuple[Member, ...]) -> tuple[float, Circle] | None:
    """These people on the day that suits them best; None when no rule-abiding day is left."""
    if not board.has_enough(members):
        return None
    cost, circle = min((board.cost((day, members)), (day, members)) for day in board.days)
    return (cost, circle) if cost < FORBIDDEN else None


def _first_choice(
    board: Board,
    left: tuple[Member, ...],
    cheapest: dict[tuple[Member, ...], tuple[float, Circle] | None],
    found: dict[tuple[Member, ...], tuple[float, Circle | None]],
) -> tuple[float, Circle | None]:
    """What becomes of the first of these people: waiting, or a circle with some of the others."""
    first, *others = left
    best: tuple[float, Circle | None] = (
        board.problem.weights.unplaced + found[tuple(others)][0],
        None,
    )
    for size in range(board.problem.sizes.smallest, board.problem.sizes.largest + 1):
        for company in combinations(others, size - 1):
            choice = cheapest[first, *company]
            if choice is None:
                continue
            rest = tuple(member for member in others if member not in company)
            cost = choice[0] + found[rest][0]
            if cost < best[0]:
                best = (cost, choice[1])
    return best
