"""What the search found, as rows that an editor can see and change."""

from collections.abc import Iterable

from ..models import Enrolment, ProposedGroup, ProposedSeat, RoundProposal
from ..rules.matching import (
    Group,
    Problem,
    Proposal,
    Relaxation,
    objections,
    obstacles,
    reasons,
    why_waiting,
)
from ..rules.matching.cost import cost_of_group

# To somebody who signed up, but since then paused or left.
SET_ASIDE = "U hebt nu een pauze, of uw lidmaatschap loopt niet meer."


def keep(
    proposal: RoundProposal, problem: Problem, found: Proposal, advice: Iterable[Relaxation]
) -> None:
    """Replace every group that is not locked. Needs a lock on the round."""
    enrolments = _enrolments(proposal)
    locked = list(ProposedGroup.objects.filter(proposal=proposal, is_locked=True))
    fixed = set(problem.locked)
    ProposedGroup.objects.filter(proposal=proposal, is_locked=False).delete()
    ProposedSeat.objects.filter(proposal=proposal, group__isnull=True).delete()
    number = max((row.number for row in locked), default=0)
    known = {person.id for person in problem.people}
    for group in found.groups:
        # Whoever withdrew while the search ran is in no group.
        members = tuple(one for one in group.members if one in known and one in enrolments)
        if group in fixed or not members:
            continue
        number += 1
        row = ProposedGroup(proposal=proposal, number=number)
        describe(row, problem, Group(group.date, members))
        _seat(proposal, row, [enrolments[person] for person in members])
    _let_wait(proposal, problem, enrolments)
    proposal.obstacles = list(obstacles(problem, found))
    proposal.relaxations = [_advice(one) for one in advice]
    proposal.waiting, proposal.cost, proposal.bound = len(found.waiting), found.cost, found.bound
    proposal.save(update_fields=["obstacles", "relaxations", "waiting", "cost", "bound"])


def describe(row: ProposedGroup, problem: Problem, group: Group) -> None:
    """The date, the points and the sentences of a group."""
    row.date_id, row.cost = group.date, cost_of_group(problem, group)
    row.reasons = list(reasons(problem, group))
    row.breaches = [objection.text for objection in objections(problem, group)]
    row.save()


def why(problem: Problem, person: int) -> str:
    known = any(one.id == person for one in problem.people)
    return why_waiting(problem, person) if known else SET_ASIDE


def _enrolments(proposal: RoundProposal) -> dict[int, Enrolment]:
    rows = Enrolment.objects.filter(round=proposal.round_id).signed_up()
    return {row.person_id: row for row in rows}


def _seat(proposal: RoundProposal, row: ProposedGroup, enrolments: Iterable[Enrolment]) -> None:
    ProposedSeat.objects.bulk_create(
        ProposedSeat(proposal=proposal, enrolment=one, group=row) for one in enrolments
    )


def _let_wait(proposal: RoundProposal, problem: Problem, enrolments: dict[int, Enrolment]) -> None:
    seated = set(ProposedSeat.objects.filter(proposal=proposal).values_list("enrolment", flat=True))
    ProposedSeat.objects.bulk_create(
        ProposedSeat(proposal=proposal, enrolment=one, why_waiting=why(problem, person))
        for person, one in enrolments.items()
        if one.pk not in seated
    )


def _advice(one: Relaxation) -> dict[str, object]:
    return {
        "text": one.text,
        "relaxed": sorted(one.relaxed),
        "smallest": one.sizes.smallest,
        "largest": one.sizes.largest,
    }
