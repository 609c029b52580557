"""/intervisie/groep/<key>/inbreng/: what members bring, and which of it the group starts with.

The one screen outside the room with something of a case on it. So it asks what the room asks: to
be in the group, a second factor, and a proof of this moment.
"""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from members.people.decorators import PersonalRequest, posted_from

from ..models import CaseVote, Enrolment, Participant
from ..posted_data import posted_data
from ..scheduling.views import View, in_group
from . import case_choice
from .access import missing_proof
from .case_forms import CaseForm

SET_UP_FIRST = (
    "Wat uw groep inbrengt, leest u met een tweede stap bij het inloggen. Stel die hier in. "
    "Daarna vindt u uw groep terug bij ‘Mijn’."
)


def _at_the_door(view: View) -> View:
    """First whether there is such an address for this person; only then the proofs."""

    @in_group
    @wraps(view)
    def guarded(request: PersonalRequest, seat: Participant, **path: Any) -> HttpResponse:
        here = reverse("cases", args=[seat.group.key])
        missing = missing_proof(request, seat, way_back=here, set_up_first=SET_UP_FIRST)
        if missing:
            _rescue(request, seat)
        return missing or view(request, seat, **path)

    return guarded


def _rescue(request: PersonalRequest, seat: Participant) -> None:
    """What was typed is kept sealed. allauth would keep it readable, in the session."""
    form = CaseForm(request.POST)
    if "sentence" in request.POST and form.is_valid():
        case_choice.bring(seat, form.cleaned_data["sentence"], now=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@_at_the_door
def cases(request: PersonalRequest, seat: Participant) -> HttpResponse:
    """What there is to choose from, and one's own sentence."""
    mine = Enrolment.objects.filter(round=seat.group.round_id, person=request.user).first()
    form = CaseForm(posted_data(request), initial={"sentence": mine.sentence if mine else ""})
    if request.method == "POST" and form.is_valid():
        case_choice.bring(seat, form.cleaned_data["sentence"], now=timezone.now())
        messages.success(request, "Uw inbreng is bewaard. Alleen uw groep leest haar.")
        return redirect("cases", key=seat.group.key)
    context = {
        "group": seat.group,
        "cases": case_choice.cases(seat.group),
        "chosen": CaseVote.objects.filter(voter=seat).values_list("choice", flat=True).first(),
        "form": form,
    }
    return render(request, "intervision/cases.html", context)


@posted_from("cases", "key")
@_at_the_door
def choose_case(request: PersonalRequest, seat: Participant) -> HttpResponse:
    number = request.POST.get("inbreng", "")
    others = Participant.objects.current().filter(group=seat.group)
    choice = others.filter(pk=number).first() if number.isdecimal() and len(number) < 15 else None
    if choice is None:
        raise Http404
    if case_choice.vote(seat, choice, now=timezone.now()):
        messages.success(request, "Uw keuze is bewaard.")
    else:
        messages.warning(request, "Kiezen kan niet meer: de groep heeft al gekozen.")
    return redirect("cases", key=seat.group.key)
