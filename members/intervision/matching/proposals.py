"""What an editor changes by hand in groups that are a draft."""

from collections.abc import Callable

from django.db import transaction

from members.people.models import User

from ..models import ProposedGroup, ProposedSeat, Round, RoundProposal
from ..models.proposal import ProposalState
from ..rules.matching import Edit, Problem, Proposal, move, swap
from ..rules.matching.cost import cost_of_all
from . import proposal_rows
from .problem_builder import group_of, problem_of, rows_of


class StaleError(Exception):
    """A colleague changed the groups meanwhile, or they are not there any more."""


class LockedError(Exception):
    """The group stays as it is until it is unlocked."""


@transaction.atomic
def swap_two(proposal: RoundProposal, one: ProposedSeat, other: ProposedSeat, *, seen: int) -> None:
    """Two people take each other's place. ``seen`` is the version that the editor looked at."""
    people = (one.enrolment.person_id, other.enrolment.person_id)
    _edit(proposal, seen, lambda problem, before: swap(problem, before, *people))


@transaction.atomic
def move_one(
    proposal: RoundProposal, seat: ProposedSeat, to: ProposedGroup | None, *, seen: int
) -> None:
    """To another group, or to those without one."""
    person = seat.enrolment.person_id

    def act(problem: Problem, before: Proposal) -> Edit:
        return move(problem, before, person, group_of(to) if to else None)

    _edit(proposal, seen, act)


@transaction.atomic
def lock_group(row: ProposedGroup, *, is_locked: bool, seen: int) -> None:
    """A locked group stays when the rest is made anew."""
    _claim(row.proposal, seen)
    ProposedGroup.objects.filter(pk=row.pk).update(is_locked=is_locked)


@transaction.atomic
def give_facilitator(row: ProposedGroup, person: User | None, *, seen: int) -> None:
    """Somebody from outside the round; otherwise the group finds one among itself."""
    _claim(row.proposal, seen)
    ProposedGroup.objects.filter(pk=row.pk).update(facilitator=person)


def as_proposal(rows: list[ProposedGroup], problem: Problem) -> Proposal:
    groups = tuple(group_of(row) for row in rows)
    placed = {member for group in groups for member in group.members}
    waiting = tuple(sorted(one.id for one in problem.people if one.id not in placed))
    return Proposal(groups=groups, waiting=waiting, cost=cost_of_all(problem, groups))


def _claim(proposal: RoundProposal, seen: int) -> RoundProposal:
    """One editor at a time, and each on what they saw."""
    Round.objects.locked(proposal.round_id)
    changed = RoundProposal.objects.filter(
        pk=proposal.pk, version=seen, state=ProposalState.READY
    ).update(version=seen + 1)
    if not changed:
        raise StaleError
    return RoundProposal.objects.select_related("round").get(pk=proposal.pk)


def _edit(proposal: RoundProposal, seen: int, act: Callable[[Problem, Proposal], Edit]) -> None:
    proposal = _claim(proposal, seen)
    problem, rows = problem_of(proposal), rows_of(proposal)
    known = {one.id for one in problem.people}
    if any(member not in known for row in rows for member in group_of(row).members):
        raise StaleError
    before = as_proposal(rows, problem)
    after = act(problem, before).proposal
    _refuse_locked(rows, after)
    _keep(proposal, problem, rows, after)


def _refuse_locked(rows: list[ProposedGroup], after: Proposal) -> None:
    if any(row.is_locked and group_of(row) not in after.groups for row in rows):
        raise LockedError


def _keep(
    proposal: RoundProposal, problem: Problem, rows: list[ProposedGroup], after: Proposal
) -> None:
    """Each group keeps its row: the one with which it shares most people."""
    seats = {seat.enrolment.person_id: seat for seat in _seats(proposal)}
    left = list(rows)
    for group in sorted(after.groups, key=lambda one: one not in {group_of(row) for row in rows}):
        row = max(left, key=lambda one: len(set(group_of(one).members) & set(group.members)))
        left.remove(row)
        if group_of(row) == group:
            continue
        proposal_rows.describe(row, problem, group)
        for person in group.members:
            _sit(seats[person], row, "")
    for person in after.waiting:
        _sit(seats[person], None, proposal_rows.why(problem, person))
    ProposedGroup.objects.filter(pk__in=[row.pk for row in left]).delete()
    # An edit drops the bound: groups that cost less would tell that they break a private wish.
    proposal.waiting, proposal.cost, proposal.bound = len(after.waiting), after.cost, after.bound
    proposal.save(update_fields=["waiting", "cost", "bound"])


def _seats(proposal: RoundProposal):
    return ProposedSeat.objects.filter(proposal=proposal).select_related("enrolment")


def _sit(seat: ProposedSeat, row: ProposedGroup | None, reason: str) -> None:
    seat.group, seat.why_waiting = row, reason
    seat.save(update_fields=["group", "why_waiting"])
