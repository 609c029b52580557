"""What an editor changes in a proposal by hand, and what stands in the way of it."""

from collections.abc import Callable
from dataclasses import dataclass

from .cost import cost_of_all
from .dates import options
from .objections import Objection, objections
from .problem import Group, PersonId, Problem, Proposal

LOCKED = Objection("Deze groep staat vast. Maak de groep eerst los.")


@dataclass(frozen=True, slots=True)
class Edit:
    """The proposal as it would be. With objections it may be looked at, not confirmed."""

    proposal: Proposal
    objections: tuple[Objection, ...]


def swap(problem: Problem, proposal: Proposal, one: PersonId, other: PersonId) -> Edit:
    """Two people take each other's place, in a group or on the waiting list."""
    instead = {one: other, other: one}
    return _edit(
        problem, proposal, lambda group: [instead.get(member, member) for member in group.members]
    )


def move(problem: Problem, proposal: Proposal, one: PersonId, to: Group | None) -> Edit:
    """Someone goes to another group, or to the waiting list."""

    def members(group: Group) -> list[PersonId]:
        others = [member for member in group.members if member != one]
        return [*others, one] if group == to else others

    return _edit(problem, proposal, members)


def _edit(problem: Problem, proposal: Proposal, members: Callable[[Group], list[PersonId]]) -> Edit:
    edited = [_on_a_date(problem, group, sorted(members(group))) for group in proposal.groups]
    changed = set(proposal.groups) - set(edited)
    groups = sorted(group for group in edited if group.members)
    placed = {member for group in groups for member in group.members}
    after = Proposal(
        groups=tuple(groups),
        waiting=tuple(sorted(one.id for one in problem.people if one.id not in placed)),
        cost=cost_of_all(problem, groups),
    )
    locked = [LOCKED] if changed & set(problem.locked) else []
    found = [objection for group in groups for objection in objections(problem, group)]
    return Edit(after, (*locked, *found))


def _on_a_date(problem: Problem, group: Group, members: list[PersonId]) -> Group:
    """On the same date if everyone can, or else on the best one on which they can."""
    possible = options(problem, members)
    date = group.date if group.date in possible else (*possible, group.date)[0]
    return Group(date, tuple(members))
