"""/intervisie/: what it is, which rounds are open, the methods; and signing up for one round."""

from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.people.accounts.second_factor import second_factors_of
from members.people.decorators import PersonalRequest, permission_required, unlisted
from members.permissions import may_enrol, may_run_round, may_run_rounds, may_see_hosts

from ..models import Enrolment, Method, Participant, Round
from ..models.enrolment import EnrolmentState
from ..posted_data import posted_data
from ..rules.method_choice import choose, why_none
from . import eligibility, enrolments
from .enrolment_forms import EnrolmentForm
from .method_forms import ChooserForm, as_rule

MOST_ADVISED = 3
SIGNED_UP = "U bent aangemeld. Tot de sluitingsdag kunt u alles nog veranderen."
WAITING = "Alle plaatsen zijn bezet. U staat op de wachtlijst."
CHANGED = "Uw aanmelding is bijgewerkt."
WITHDRAWN = "U bent afgemeld."
TOO_LATE = "Afmelden kan hier niet meer: de groepen zijn gemaakt. Ga naar uw groep bij ‘Mijn’."


@require_safe
def intervision(request: HttpRequest) -> HttpResponse:
    """Everything but names is the same for everyone."""
    now = timezone.now()
    rounds = Round.objects.open().filter(sign_up_until__gt=now).order_by("sign_up_until")
    context = {
        "rounds": rounds.select_related("method", "host").prefetch_related("dates", "lessons"),
        "sees_hosts": may_see_hosts(request.user),
        "joined": _joined_by(request.user),
        "may_run": may_run_rounds(request.user),
        "methods": Method.objects.filter(is_offered=True),
    }
    return render(request, "intervision/intervision.html", context)


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """All of them, and for who answers five questions the ones that fit."""
    offered = list(Method.objects.filter(is_offered=True).prefetch_related("steps"))
    asked = bool(request.GET)
    form = ChooserForm(request.GET if asked else None, initial={"mensen": 6, "minuten": 90})
    context: dict[str, Any] = {"methods": offered, "form": form}
    if asked and form.is_valid():
        known, situation = [as_rule(method) for method in offered], form.situation()
        context["advice"] = choose(known, situation)[:MOST_ADVISED]
        context["in_the_way"] = why_none(known, situation)
    response = render(request, "intervision/methods.html", context)
    if asked:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The round; for members also the form, filled in with what they answered before."""
    visible = Round.objects.visible_to(request.user).select_related("method", "host")
    one = get_object_or_404(visible, slug=slug)
    if not may_enrol(request.user):
        if request.method == "POST":
            raise Http404
        return _shown(request, one, _about(request, one))
    return unlisted(_for_member(cast(PersonalRequest, request), one))


@require_http_methods(["GET", "POST"])
@permission_required(may_enrol)
def withdraw(request: PersonalRequest, slug: str) -> HttpResponse:
    """Asks first: the place may go to somebody else at once."""
    one = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    enrolment = get_object_or_404(Enrolment, round=one, person=request.user)
    may = enrolment.is_standing and one.state in enrolments.WITHDRAWABLE
    if request.method != "POST" and may:
        context = {"round": one, "enrolment": enrolment}
        return render(request, "intervision/confirm/withdraw.html", context)
    if request.method == "POST" and enrolments.withdraw(
        enrolment, by=request.user, now=timezone.now()
    ):
        messages.success(request, WITHDRAWN)
    elif enrolment.is_standing:
        messages.warning(request, TOO_LATE)
    return redirect(one)


def _joined_by(user: Any) -> set[int]:
    """The rounds for which somebody signed up; a reader who is not logged in costs no query."""
    if not user.is_authenticated:
        return set()
    return set(Enrolment.objects.standing().filter(person=user).values_list("round", flat=True))


def _for_member(request: PersonalRequest, one: Round) -> HttpResponse:
    enrolment = Enrolment.objects.filter(round=one, person=request.user).first()
    context = _about(request, one) | _of_mine(request, one, enrolment)
    context["lacks_second_factor"] = not second_factors_of(request.user).exists()
    if context["hindrance"]:
        return _shown(request, one, context, status=409 if request.method == "POST" else 200)
    form = EnrolmentForm(posted_data(request), one=one, person=request.user, before=enrolment)
    if request.method == "POST" and form.is_valid():
        try:
            kept = enrolments.enrol(one, form.answers(), by=request.user, now=timezone.now())
        except enrolments.HinderedError as late:
            return _shown(request, one, context | {"hindrance": late.hindrance}, status=409)
        _tell(request, enrolment, kept)
        return redirect(one)
    return _shown(request, one, context | {"form": form})


def _shown(
    request: HttpRequest, one: Round, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "intervision/round.html", context | {"round": one}, status=status)


def _about(request: HttpRequest, one: Round) -> dict[str, Any]:
    return {
        "hindrance": eligibility.of(request.user, one, now=timezone.now()),
        "dates": (dates := list(one.dates.all())),
        "has_time_left": any(
            date.ends_at - date.starts_at > timedelta(minutes=one.method.minutes) for date in dates
        ),
        "lessons": one.lessons.all(),
        "sees_hosts": may_see_hosts(request.user),
        "may_run": may_run_rounds(request.user) and may_run_round(request.user, one),
    }


def _of_mine(request: PersonalRequest, one: Round, enrolment: Enrolment | None) -> dict[str, Any]:
    """How it stands with somebody's own enrolment, and their group if there is one."""
    if enrolment is None or not enrolment.is_standing:
        return {}
    seat = Participant.objects.current().filter(group__round=one, person=request.user)
    return {
        "enrolment": enrolment,
        "place": enrolments.waiting_place(enrolment) if enrolment.waiting_number else None,
        "seat": seat.select_related("group").first(),
        "may_withdraw": one.state in enrolments.WITHDRAWABLE,
    }


def _tell(request: PersonalRequest, before: Enrolment | None, kept: Enrolment) -> None:
    if before is not None and before.is_standing:
        messages.success(request, CHANGED)
    elif kept.state == EnrolmentState.WAITING:
        messages.info(request, WAITING)
    else:
        messages.success(request, SIGNED_UP)
