"""The moment a draft becomes groups: once, whoever presses the button, and everyone is told."""

from datetime import datetime, timedelta

from django.db import transaction
from wagtail.log_actions import log

from members.people.models import User

from .. import emails
from ..models import (
    DateOption,
    Enrolment,
    Participant,
    PeerGroup,
    ProposedGroup,
    ProposedSeat,
    Round,
    RoundProposal,
)
from ..models.enrolment import EnrolmentState
from ..models.proposal import ProposalState
from ..models.round import State
from ..rounds import enrolments
from ..rules.matching import Group, Problem, may_be_confirmed, objections, options
from ..scheduling import appointments
from .problem_builder import group_of, problem_of, rows_of
from .proposals import StaleError


class NotAllowedError(Exception):
    """These groups break a rule. ``texts`` says which, as far as an editor may know."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__("groups break a rule")
        self.texts = texts


@transaction.atomic
def confirm(proposal: RoundProposal, *, seen: int, by: User, now: datetime) -> Round:
    """Groups, dates or polls, a waiting list, and a mail to everyone, all or nothing.

    Raises :class:`StaleError` for the second of two editors, and :class:`NotAllowedError`.
    """
    one = Round.objects.locked(proposal.round_id)
    ready = RoundProposal.objects.filter(pk=proposal.pk, version=seen, state=ProposalState.READY)
    current = ready.select_related("round").first()
    if one.state != State.MATCHING or current is None:
        raise StaleError
    problem, rows = problem_of(current), rows_of(current)
    _check(problem, [group_of(row) for row in rows])
    groups = [_make(one, number, row, problem, now) for number, row in enumerate(rows, start=1)]
    _let_wait(one, current)
    current.delete()
    one.state = State.PLANNED if _all_planned(groups) else State.CHOOSING_DATE
    one.save(update_fields=["state"])
    log(one, "intervision.confirm_groups", user=by, data={"groups": len(groups)})
    return one


def _check(problem: Problem, groups: list[Group]) -> None:
    known = {person.id for person in problem.people}
    if not groups or any(member not in known for group in groups for member in group.members):
        raise StaleError
    texts = [found.text for group in groups for found in objections(problem, group)]
    if texts or not may_be_confirmed(problem, groups):
        raise NotAllowedError(texts)


def _make(
    one: Round, number: int, row: ProposedGroup, problem: Problem, now: datetime
) -> PeerGroup:
    group = PeerGroup.objects.create(
        round=one, number=number, method=one.method, made_at=now, reasons=row.reasons
    )
    seats = list(ProposedSeat.objects.filter(group=row).select_related("enrolment__person"))
    seated = [seat.enrolment for seat in seats]
    leader = _facilitator(row, seated)
    people = {enrolment.person_id for enrolment in seated} | ({leader} if leader else set())
    Participant.objects.bulk_create(
        Participant(group=group, person_id=one, joined_at=now, is_facilitator=one == leader)
        for one in sorted(people)
    )
    Enrolment.objects.filter(pk__in=[found.pk for found in seated]).update(
        state=EnrolmentState.PLACED
    )
    _give_date(group, row, options(problem, group_of(row).members), now)
    for enrolment in seated:
        emails.placed(enrolment.person)
    return group


def _facilitator(row: ProposedGroup, enrolments: list[Enrolment]) -> int | None:
    """From outside, or else who said they can, rather not somebody with a case."""
    if row.facilitator_id:
        return row.facilitator_id
    able = sorted(
        (one for one in enrolments if one.can_facilitate), key=lambda one: (one.brings_case, one.pk)
    )
    return able[0].person_id if able else None


def _give_date(
    group: PeerGroup, row: ProposedGroup, possible: tuple[int, ...], now: datetime
) -> None:
    """The matched date, or a poll when there is more than one on which all can."""
    dates = {date.pk: date for date in group.round.dates.all()}
    if len(possible) <= 1:
        date = dates[row.date_id]
        appointments.plan(group, starts_at=date.starts_at, ends_at=date.ends_at, now=now)
        return
    DateOption.objects.bulk_create(
        DateOption(
            group=group, starts_at=dates[pk].starts_at, ends_at=dates[pk].ends_at, made_at=now
        )
        for pk in possible
    )
    group.poll_until = now + timedelta(days=group.round.poll_days)
    group.save(update_fields=["poll_until"])


def _all_planned(groups: list[PeerGroup]) -> bool:
    return all(group.poll_until is None for group in groups)


def _let_wait(one: Round, proposal: RoundProposal) -> None:
    """Who has no group stays on the waiting list, and can read why."""
    seats = ProposedSeat.objects.filter(proposal=proposal, group__isnull=True)
    for seat in seats.select_related("enrolment__person").order_by("enrolment"):
        enrolment = seat.enrolment
        enrolment.state, enrolment.why_waiting = EnrolmentState.WAITING, seat.why_waiting
        if enrolment.waiting_number is None:
            enrolment.waiting_number = enrolments.next_number(one)
        enrolment.save(update_fields=["state", "why_waiting", "waiting_number"])
        emails.not_placed(enrolment.person)
