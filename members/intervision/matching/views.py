"""/intervisie/organiseren/<round>/groepen/: the search, its draft, and what one may change."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from members.people.decorators import PersonalRequest
from members.people.models import User
from members.permissions import Right

from ..models import ProposedGroup, ProposedSeat, Round, RoundProposal
from ..rounds.organising_views import of_round
from ..rules.matching import Rule
from . import confirmation, jobs, proposals

STALE = "De groepen zijn intussen veranderd. Kijk hoe het nu staat en kies opnieuw."
LOCKED = "Deze groep staat vast. Maak de groep eerst los."
NOT_ALLOWED = "Deze groepen kunnen zo niet. Verander iets, of laat de groepen opnieuw maken."
SECONDS_BETWEEN_LOOKS = 3


@require_safe
@of_round
def groups(request: PersonalRequest, one: Round) -> HttpResponse:
    proposal = RoundProposal.objects.filter(round=one).first()
    context: dict[str, Any] = {"round": one, "proposal": proposal}
    if proposal is None:
        return render(request, "intervision/running/groups.html", context)
    context["is_searching"] = jobs.is_searching(proposal, timezone.now())
    if not context["is_searching"]:
        context |= _draft(proposal)
    response = render(request, "intervision/running/groups.html", context)
    if context["is_searching"]:
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@require_POST
@of_round
def make_groups(request: PersonalRequest, one: Round) -> HttpResponse:
    known = {rule.value for rule in Rule} - {Rule.WISH.value, Rule.SUCCESSION.value}
    relaxed = tuple(rule for rule in request.POST.getlist("los") if rule in known)
    sizes = {
        name: int(value)
        for name, value in (
            ("smallest", request.POST.get("kleinste", "")),
            ("largest", request.POST.get("grootste", "")),
        )
        if value.isdecimal() and len(value) < 3 and 2 <= int(value) <= 12
    }
    jobs.ask(one, by=request.user, now=timezone.now(), relaxed=relaxed, **sizes)
    return redirect("round_groups", pk=one.pk)


@require_POST
@of_round
def stop_search(request: PersonalRequest, one: Round) -> HttpResponse:
    jobs.stop(get_object_or_404(RoundProposal, round=one), now=timezone.now())
    return redirect("round_groups", pk=one.pk)


@require_POST
@of_round
def arrange(request: PersonalRequest, one: Round) -> HttpResponse:
    """Swap, move, lock or unlock, give a facilitator: one change, on what the editor saw."""
    proposal = get_object_or_404(RoundProposal, round=one)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act(request, proposal, _number(request, "versie"))
    except proposals.StaleError:
        messages.warning(request, STALE)
    except proposals.LockedError:
        messages.warning(request, LOCKED)
    return redirect("round_groups", pk=one.pk)


@require_POST
@of_round
def confirm_groups(request: PersonalRequest, one: Round) -> HttpResponse:
    proposal = RoundProposal.objects.filter(round=one).first()
    try:
        if proposal is None:
            raise proposals.StaleError
        seen = _number(request, "versie")
        confirmation.confirm(proposal, seen=seen, by=request.user, now=timezone.now())
        messages.success(request, "De groepen staan vast. Iedereen krijgt bericht.")
        return redirect("run_round", pk=one.pk)
    except proposals.StaleError:
        messages.warning(request, STALE)
    except confirmation.NotAllowedError as broken:
        messages.error(request, " ".join([NOT_ALLOWED, *broken.texts[:3]]))
    return redirect("round_groups", pk=one.pk)


def _draft(proposal: RoundProposal) -> dict[str, Any]:
    rows = ProposedGroup.objects.filter(proposal=proposal).select_related("date", "facilitator")
    people = ProposedSeat.objects.filter(proposal=proposal)
    people = people.select_related("enrolment__person", "group")
    people = people.prefetch_related("enrolment__person__memberships__municipality")
    seats = sorted(people, key=lambda seat: seat.enrolment.person.name)
    return {
        "groups": [(row, [seat for seat in seats if seat.group_id == row.pk]) for row in rows],
        "seats": seats,
        "waiting": [seat for seat in seats if seat.group_id is None],
        "facilitators": User.objects.given(Right.LEAD_GROUPS),
        "has_breaches": any(row.breaches for row in rows),
    }


def _swap(request: PersonalRequest, proposal: RoundProposal, seen: int) -> None:
    one, other = (_seat(request, proposal, name) for name in ("een", "ander"))
    proposals.swap_two(proposal, one, other, seen=seen)


def _move(request: PersonalRequest, proposal: RoundProposal, seen: int) -> None:
    to = request.POST.get("naar", "")
    group = _row(request, proposal, "naar") if to else None
    proposals.move_one(proposal, _seat(request, proposal, "een"), group, seen=seen)


def _lock(request: PersonalRequest, proposal: RoundProposal, seen: int) -> None:
    row = _row(request, proposal, "groep")
    proposals.lock_group(row, is_locked=request.POST.get("vast") == "ja", seen=seen)


def _give_facilitator(request: PersonalRequest, proposal: RoundProposal, seen: int) -> None:
    person = User.objects.given(Right.LEAD_GROUPS).filter(pk=_number(request, "begeleider")).first()
    proposals.give_facilitator(_row(request, proposal, "groep"), person, seen=seen)


ACTS: dict[str, Callable[[PersonalRequest, RoundProposal, int], None]] = {
    "swap": _swap,
    "move": _move,
    "lock": _lock,
    "facilitator": _give_facilitator,
}


def _seat(request: PersonalRequest, proposal: RoundProposal, name: str) -> ProposedSeat:
    """Somebody who withdrew since is not there any more: then the editor saw old groups."""
    seats = ProposedSeat.objects.filter(proposal=proposal).select_related("enrolment")
    seat = seats.filter(pk=_number(request, name)).first()
    if seat is None:
        raise proposals.StaleError
    return seat


def _row(request: PersonalRequest, proposal: RoundProposal, name: str) -> ProposedGroup:
    rows = ProposedGroup.objects.filter(proposal=proposal).prefetch_related("seats__enrolment")
    row = rows.filter(pk=_number(request, name)).first()
    if row is None:
        raise proposals.StaleError
    return row


def _number(request: PersonalRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 15 else 0
