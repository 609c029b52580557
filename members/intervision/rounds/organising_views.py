"""/intervisie/organiseren/: rounds from draft to groups, for editors and for who hosts one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import registry

from members.people.decorators import PersonalRequest, permission_required
from members.permissions import may_run_every_round, may_run_rounds, runs_round_q

from ..models import Enrolment, PeerGroup, Round
from ..models.enrolment import EnrolmentState
from ..models.round import State
from ..posted_data import posted_data
from ..scheduling.forms import PeriodFormSet
from . import lifecycle
from .forms import CancelForm, RoundForm

View = Callable[..., HttpResponse]
CHANGED = (
    "Deze ronde veranderde terwijl u bezig was. Wat u typte, staat hieronder nog. Kijk het na. "
    "Bewaart u daarna opnieuw, dan geldt dat."
)


def of_round(view: View) -> View:
    """Somebody's own rounds; to editors all are."""

    @permission_required(may_run_rounds)
    @wraps(view)
    def guarded(request: PersonalRequest, pk: int, **path: Any) -> HttpResponse:
        mine = Round.objects.filter(runs_round_q(request.user)).select_related("method", "host")
        return view(request, get_object_or_404(mine, pk=pk), **path)

    return guarded


@require_safe
@permission_required(may_run_rounds)
def run_rounds(request: PersonalRequest) -> HttpResponse:
    standing = Q(enrolments__state__in=(EnrolmentState.SIGNED_UP, EnrolmentState.PLACED))
    waiting = Q(enrolments__state=EnrolmentState.WAITING)
    mine = (
        Round.objects.filter(runs_round_q(request.user))
        .select_related("host")
        .annotate(
            taken=Count("enrolments", filter=standing), queue=Count("enrolments", filter=waiting)
        )
        .order_by("-made_at")[:100]
    )
    over = (State.DESTROYED, State.CANCELLED)
    context = {
        "going": [one for one in mine if one.state not in over],
        "over": [one for one in mine if one.state in over],
        "runs_every_round": may_run_every_round(request.user),
    }
    return render(request, "intervision/running/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(may_run_rounds)
def new_round(request: PersonalRequest) -> HttpResponse:
    form = RoundForm(posted_data(request), by=request.user)
    periods = PeriodFormSet(posted_data(request), prefix="dates")
    if request.method == "POST" and all([form.is_valid(), periods.is_valid()]):
        one = lifecycle.make(
            form.save(commit=False),
            by=request.user,
            now=timezone.now(),
            lessons=form.cleaned_data["lessons"],
            periods=[form.period() for form in periods],
        )
        messages.success(request, "De ronde staat klaar als concept. Nog niemand ziet haar.")
        return redirect("run_round", pk=one.pk)
    return _form_page(request, form, periods)


@require_http_methods(["GET", "HEAD", "POST"])
@of_round
def edit_round(request: PersonalRequest, one: Round) -> HttpResponse:
    """Everything while it is a draft; afterwards only what nobody counted on."""
    # Of the row that the form is filled with, and before the form puts in what was typed.
    seen = request.POST.get("seen", "") or lifecycle.digest(one)
    form = RoundForm(posted_data(request), instance=one, by=request.user)
    periods = _periods(request, one)
    valid = form.is_valid() and (periods is None or periods.is_valid())
    if request.method == "POST" and valid:
        try:
            lifecycle.edit(
                form.save(commit=False),
                seen=seen,
                by=request.user,
                lessons=form.cleaned_data["lessons"],
                periods=None if periods is None else [form.period() for form in periods],
            )
        except lifecycle.ChangedError:
            messages.error(request, CHANGED)
            now = Round.objects.get(pk=one.pk)
            seen, theirs = lifecycle.digest(now), form.differences(now)
            return _form_page(request, form, periods, one, seen=seen, theirs=theirs)
        messages.success(request, "De ronde is bewaard.")
        return redirect("run_round", pk=one.pk)
    return _form_page(request, form, periods, one, seen=seen)


@require_safe
@of_round
def run_round(request: PersonalRequest, one: Round) -> HttpResponse:
    """How it stands, and the one thing to do next. No sentence of anyone, no private wish."""
    enrolments = Enrolment.objects.filter(round=one).standing().select_related("person")
    people = list(enrolments.prefetch_related("person__memberships__municipality"))
    groups = PeerGroup.objects.filter(round=one).select_related("meeting")
    context = {
        "round": one,
        "dates": _with_counts(one),
        "taking_part": [each for each in people if each.state != EnrolmentState.WAITING],
        "waiting": sorted(
            (each for each in people if each.state == EnrolmentState.WAITING),
            key=lambda each: each.waiting_number or 0,
        ),
        "groups": groups.prefetch_related("participants__person"),
        "lessons": one.lessons.all(),
        "trail": registry.get_logs_for_instance(one).select_related("user")[:30],
        "may_edit": not one.is_over,
    }
    return render(request, "intervision/running/round.html", context)


@require_POST
@of_round
def open_round(request: PersonalRequest, one: Round) -> HttpResponse:
    try:
        lifecycle.open_sign_up(one, by=request.user, now=timezone.now())
        messages.success(request, "Aanmelden kan nu. De ronde staat op de site.")
    except lifecycle.NotReadyError as reason:
        messages.error(request, str(reason))
    return redirect("run_round", pk=one.pk)


@require_POST
@of_round
def close_round(request: PersonalRequest, one: Round) -> HttpResponse:
    if lifecycle.close_sign_up(one, by=request.user, now=timezone.now()):
        messages.success(request, "Aanmelden kan niet meer. U kunt nu groepen maken.")
    return redirect("run_round", pk=one.pk)


@require_POST
@of_round
def copy_round(request: PersonalRequest, one: Round) -> HttpResponse:
    fresh = lifecycle.copy(one, by=request.user, now=timezone.now())
    messages.success(request, "Dit is een nieuw concept. Vul de data in.")
    return redirect("edit_round", pk=fresh.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_round
def cancel_round(request: PersonalRequest, one: Round) -> HttpResponse:
    form = CancelForm(posted_data(request))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if lifecycle.cancel(one, form.cleaned_data["reason"], by=request.user, now=now):
            messages.success(request, "De ronde gaat niet door. Iedereen krijgt bericht.")
        return redirect("run_round", pk=one.pk)
    return render(request, "intervision/running/cancel.html", {"form": form, "round": one})


def _periods(request: PersonalRequest, one: Round):
    """The dates, as long as nobody could answer them yet."""
    if one.state != State.DRAFT:
        return None
    known = [
        {
            "day": timezone.localtime(date.starts_at).date(),
            "starts": timezone.localtime(date.starts_at).time(),
            "ends": timezone.localtime(date.ends_at).time(),
        }
        for date in one.dates.all()
    ]
    return PeriodFormSet(posted_data(request), prefix="dates", initial=known)


def _form_page(
    request: PersonalRequest,
    form: RoundForm,
    periods: Any,
    one: Round | None = None,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "periods": periods, "round": one, **more}
    return render(request, "intervision/running/form.html", context)


def _with_counts(one: Round):
    def said(answer: str) -> Count:
        return Count("availabilities", filter=Q(availabilities__answer=answer))

    return one.dates.annotate(yes=said("ja"), if_needed=said("als het moet"))
