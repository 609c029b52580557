"""What it would bring to let go of one rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from .problem import Problem, Proposal, Rule, Sizes
from .search.instance import lay_out
from .search.local_search import search
from .search.solve import GoOn
from .words import number

CYCLES = 2  # of the local search: an impression is enough here
MORE_SEATS = 2

# A wish is private and a succession delicate: those two are never up for discussion.
WITHOUT = {
    Rule.DATE: "Met een datum waarop iedereen kan,",
    Rule.CASE: "Als een groep zonder inbreng mag,",
    Rule.FACILITATOR: "Als een groep zonder begeleider mag,",
    Rule.NEIGHBOURS: "Als buurgemeenten samen mogen,",
    Rule.ORGANISATION: "Als gemeenten die ambtenaren delen samen mogen,",
    Rule.MUNICIPALITY: "Als mensen uit dezelfde gemeente samen mogen,",
}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What to change in the problem, and what that brings."""

    relaxed: frozenset[Rule]
    sizes: Sizes
    placed_more: int  # at least; a longer search might place even more
    text: str


def relaxations(
    problem: Problem, proposal: Proposal, *, seed: int = 0, go_on: GoOn = lambda: True
) -> tuple[Relaxation, ...]:
    """Every rule that keeps people on the waiting list by itself, the most of them first.

    Searches anew for each rule, which takes seconds in a large round.
    """
    if not proposal.waiting:
        return ()
    found = []
    for condition, variant in _variants(problem):
        more = len(proposal.waiting) - _waiting(variant, seed, go_on)
        if more > 0:
            people = "krijgt nog één persoon" if more == 1 else f"krijgen nog {number(more)} mensen"
            text = f"{condition} {people} een plek."
            found.append(Relaxation(variant.relaxed, variant.sizes, more, text))
    return tuple(sorted(found, key=lambda relaxation: -relaxation.placed_more))


def _variants(problem: Problem) -> Iterator[tuple[str, Problem]]:
    for rule, condition in WITHOUT.items():
        if problem.holds(rule):
            yield condition, replace(problem, relaxed=problem.relaxed | {rule})
    fewer, more = problem.sizes.smallest - 1, problem.sizes.largest + MORE_SEATS
    if fewer > 1:
        smaller = replace(problem.sizes, smallest=fewer)
        yield f"Met groepen vanaf {number(fewer)} mensen", replace(problem, sizes=smaller)
    larger = replace(problem.sizes, largest=more)
    yield f"Met groepen tot {number(more)} mensen", replace(problem, sizes=larger)


def _waiting(problem: Problem, seed: int, go_on: GoOn) -> int:
    board = lay_out(problem)
    random = Random(seed)  # noqa: S311, repeatable on purpose
    return min(
        len(board.people) - sum(len(members) for _, members in circles)
        for circles in islice(search(board, random, go_on), CYCLES)
    )
