"""Why a group may not be, in words for an editor."""

from collections.abc import Iterable
from dataclasses import dataclass

from .constraints import Breach, breaches
from .problem import Group, PersonId, Problem, Rule
from .words import number

TEXTS = {
    Rule.DATE: "Niet iedereen in deze groep kan op deze datum.",
    Rule.MUNICIPALITY: "Twee mensen in deze groep komen uit dezelfde gemeente.",
    Rule.NEIGHBOURS: "Twee mensen in deze groep komen uit buurgemeenten.",
    Rule.ORGANISATION: "De gemeenten van twee mensen in deze groep delen hun ambtenaren.",
    Rule.SUCCESSION: "In deze groep zitten een voorganger en een opvolger.",
    Rule.CASE: "Niemand in deze groep heeft een inbreng.",
    Rule.FACILITATOR: "Niemand in deze groep kan begeleiden.",
}


@dataclass(frozen=True, slots=True, order=True)
class Objection:
    text: str
    people: tuple[PersonId, ...] = ()  # whom it is about


def objections(problem: Problem, group: Group) -> tuple[Objection, ...]:
    """What an editor may know about the rules that this group breaks.

    That is everything but private wishes: somebody who could look what happens if two people are
    put together would soon know who wishes what. See ``may_be_confirmed``.
    """
    return tuple(
        _objection(problem, breach)
        for breach in breaches(problem, group)
        if breach.rule is not Rule.WISH
    )


def may_be_confirmed(problem: Problem, groups: Iterable[Group]) -> bool:
    """Whether these groups keep every rule, private wishes too.

    To be asked when groups are confirmed for good and never before: then trying out who wishes
    what would cost a real round. When the answer is no though there are no objections, say only
    that these groups cannot be, and offer to make them anew.
    """
    return not any(breaches(problem, group) for group in groups)


def _objection(problem: Problem, breach: Breach) -> Objection:
    if breach.rule is Rule.SIZE:
        return Objection(_about_size(problem, len(breach.people)))
    return Objection(TEXTS[breach.rule], breach.people)


def _about_size(problem: Problem, size: int) -> str:
    smallest, largest = problem.sizes.smallest, problem.sizes.largest
    if size > largest:
        return f"Een groep heeft hooguit {number(largest)} mensen. Deze heeft er {number(size)}."
    return f"Een groep heeft minstens {number(smallest)} mensen. Deze heeft er {number(size)}."
