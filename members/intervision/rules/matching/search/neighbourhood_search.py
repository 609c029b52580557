"""Better groups in a large round: takes a few apart, composes them anew, and so on."""

from collections.abc import Callable, Iterator
from random import Random

from .exact import compose
from .instance import Board, Circle, Member

PEOPLE = 40  # who are looked at together
WAITING = 12  # of them, at most
PATIENCE = 10  # how often every group may be taken apart in vain


def exchange(
    board: Board, circles: list[Circle], random: Random, go_on: Callable[[], bool]
) -> Iterator[list[Circle]]:
    """Ever better circles, until that fails too often."""
    in_vain = 0
    while circles and go_on() and in_vain < PATIENCE * len(circles):
        people, few = _take_apart(board, circles, random)
        better = _compose(board, people, few, random, go_on)
        in_vain += len(few)
        if sum(map(board.cost, better)) < sum(map(board.cost, few)):
            circles = [circle for circle in circles if circle not in few] + better
            in_vain = 0
            yield circles


def _take_apart(
    board: Board, circles: list[Circle], random: Random
) -> tuple[list[Member], list[Circle]]:
    """Some of those who wait, and everyone of a few groups; with these groups."""
    waiting = sorted(set(board.members).difference(*(members for _, members in circles)))
    people = random.sample(waiting, min(WAITING, len(waiting)))
    few = []
    for day, members in random.sample(circles, len(circles)):
        if len(people) + len(members) > PEOPLE:
            break
        people += members
        few.append((day, members))
    return people, few


def _compose(
    board: Board, people: list[Member], few: list[Circle], random: Random, go_on: Callable[[], bool]
) -> list[Circle]:
    place = {one: number for number, one in enumerate(people)}
    part = [(day, tuple(place[one] for one in members)) for day, members in few]
    better, _ = compose(board.part(people), part, random, go_on, widths=())
    return [(day, tuple(people[number] for number in members)) for day, members in better]
