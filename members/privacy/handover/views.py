"""Leaving a post: the last day, and what the successor gets. Others get 404, editors included."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.people.decorators import PersonalRequest, anybody, permission_required
from members.people.models import Membership
from members.people.models.membership import EndReason

from ..forms import HandoverForm, LeaveForm
from ..models import Handover
from . import handovers
from .items import KINDS
from .successors import successor_of

TOO_LATE = "Uw opvolger heeft uw bruidsschat al geopend. U kunt hem niet meer veranderen."

KEPT = "Uw laatste dag is bewaard."
CANCELLED = "U hebt opgezegd. U bent lid tot en met {}. Uw opvolger kunt u nog iets meegeven."
# What the link to cancelling one's membership asks for.
CANCEL = "opzeggen"


@require_safe
@permission_required(anybody)
def leaving(request: PersonalRequest) -> HttpResponse:
    """My posts with what I can still do for whoever comes next, and what I received."""
    person = request.user
    context = {
        "posts": person.memberships.select_related("municipality", "handover"),
        "running": person.memberships.running().select_related("municipality"),
        "received": handovers.readable_by(person, today=timezone.localdate()),
    }
    return render(request, "privacy/leaving.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(anybody)
def last_day(request: PersonalRequest, pk: int) -> HttpResponse:
    running = Membership.objects.running().select_related("municipality")
    membership = get_object_or_404(running, pk=pk, person=request.user)
    cancels = request.GET.get("reden") == CANCEL
    form = LeaveForm(request.POST or None, membership=membership, cancels=cancels)
    if request.method == "POST" and form.is_valid():
        handovers.leave(membership, by=request.user, **form.cleaned_data)
        messages.success(request, _kept(form.cleaned_data))
        return redirect("give_handover", pk=pk)
    context = {"form": form, "membership": membership, "cancels": cancels}
    return render(request, "privacy/last_day.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(anybody)
def give(request: PersonalRequest, pk: int) -> HttpResponse:
    """Choose what the successor gets; possible until they open it."""
    membership = _ended(request, pk)
    given = Handover.objects.filter(membership=membership).first()
    if given and given.is_opened:
        return render(request, "privacy/handover_opened.html", {"handover": given})
    form = HandoverForm(request.POST or None, giver=request.user, role=membership.role, given=given)
    if request.method == "POST" and form.is_valid():
        return _keep(request, membership, form)
    successor = successor_of(given, today=timezone.localdate()) if given else None
    context = {"form": form, "membership": membership, "given": given, "successor": successor}
    return render(request, "privacy/give.html", context)


@require_POST
@permission_required(anybody)
def withdraw(request: PersonalRequest, pk: int) -> HttpResponse:
    try:
        handovers.withdraw(_ended(request, pk), by=request.user)
    except handovers.AlreadyOpenedError:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, "Uw bruidsschat is ingetrokken.")
    return redirect("leaving")


@require_http_methods(["GET", "POST"])
@permission_required(anybody)
def handover(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """For the successor: first closed, then for good."""
    mine = handovers.readable_by(request.user, today=timezone.localdate())
    found = next((one for one in mine if one.pk == pk), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        handovers.open_(found, by=request.user, now=timezone.now())
        return redirect("handover", pk=pk)
    if not found.is_opened:
        return render(request, "privacy/handover_closed.html", {"handover": found})
    items = [(f"privacy/items/{kind.name}.html", kind.given(found)) for kind in KINDS]
    return render(request, "privacy/handover.html", {"handover": found, "items": items})


def _kept(told: dict[str, Any]) -> str:
    if told["reason"] != EndReason.CANCELLED:
        return KEPT
    return CANCELLED.format(date_format(told["on"], "j F Y"))


def _keep(request: PersonalRequest, membership: Membership, form: HandoverForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        given = handovers.give(
            membership,
            role=data["role"],
            letter=data["letter"],
            items=form.items(),
            by=request.user,
            now=timezone.now(),
        )
    except handovers.AlreadyOpenedError:
        messages.error(request, TOO_LATE)
        return redirect("leaving")
    kept = "U geeft niets mee." if given.nothing else "Uw bruidsschat staat klaar."
    messages.success(request, kept)
    return redirect("leaving")


def _ended(request: PersonalRequest, pk: int) -> Membership:
    """Of one's own posts only one that ended, or of which the last day is known."""
    mine = Membership.objects.filter(until__isnull=False).select_related("municipality")
    return get_object_or_404(mine, pk=pk, person=request.user)
