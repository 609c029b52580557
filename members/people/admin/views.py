"""The queue of applications and the list of memberships, at Wagtail's desk."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import registry

from members.permissions import may_decide_applications

from .. import application_review
from .. import memberships as verbs
from ..decorators import PersonalRequest, View
from ..domain_hint import hint_for
from ..models import Application, Membership
from ..models.application import OPEN_STATES
from ..models.membership import Suspension
from .forms import AskBackForm, DeclineForm, EndForm

PER_PAGE = 50
SOMEBODY_ELSE = "Een collega was u net voor. Er is niets dubbel gedaan."


def _editors_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_decide_applications(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@_editors_only
def applications(request: PersonalRequest) -> HttpResponse:
    queue = Application.objects.open().select_related("municipality", "invitation__inviter")
    decided = Application.objects.filter(decided_at__isnull=False).select_related(
        "municipality", "decided_by"
    )
    context = {
        "waiting": [one for one in queue if one.state == "waiting"],
        "asked": [one for one in queue if one.state == "asked"],
        "decided": decided.order_by("-decided_at")[:20],
    }
    return render(request, "people/desk/applications.html", context)


@require_http_methods(["GET", "POST"])
@_editors_only
def application(request: PersonalRequest, pk: int) -> HttpResponse:
    """Everything an editor needs to decide in a minute, and the three buttons."""
    known = Application.objects.exclude(person=None).select_related(
        "municipality", "invitation__inviter", "decided_by", "person"
    )
    found = get_object_or_404(known, pk=pk)
    act = request.POST.get("act")
    ask = AskBackForm(request.POST if act == "ask" else None)
    decline = DeclineForm(request.POST if act == "decline" else None)
    if act and _decide(request, found, act, ask, decline):
        return redirect("desk_applications")
    hint, owner = hint_for(found.email, found.municipality)
    context = {
        "application": found,
        "is_open": found.state in OPEN_STATES,
        "hint": hint,
        "domain_owner": owner,
        "earlier": found.applicant.applications.earlier_than(found).select_related("municipality"),
        "same_post": application_review.members_at_same_post(found),
        "also_applied": Application.objects.for_same_post(found),
        "same_name": application_review.same_name_elsewhere(found),
        "ask_form": ask,
        "decline_form": decline,
        "trail": registry.get_logs_for_instance(found).select_related("user"),
    }
    return render(request, "people/desk/application.html", context)


@require_safe
@_editors_only
def memberships(request: PersonalRequest) -> HttpResponse:
    found = Membership.objects.select_related("person", "municipality").order_by(
        "municipality__name", "role", "-start"
    )
    words = request.GET.get("q", "")[:100]
    if words:
        found = found.named(words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "people/desk/memberships.html", {"page_obj": page, "q": words})


@require_http_methods(["GET", "POST"])
@_editors_only
def membership(request: PersonalRequest, pk: int) -> HttpResponse:
    """End or suspend a membership, or lift a suspension."""
    found = get_object_or_404(Membership.objects.select_related("person", "municipality"), pk=pk)
    act = request.POST.get("act")
    form = EndForm(request.POST if act == "end" else None)
    today = timezone.localdate()
    if act == "end" and form.is_valid():
        data = form.cleaned_data
        verbs.end(found, on=data["until"], reason=data["reason"], by=request.user)
    elif act == "suspend":
        verbs.suspend(found, reason=Suspension.EDITORS, by=request.user, today=today)
    elif act == "lift":
        verbs.lift_suspension(found, by=request.user)
    if act and form.is_bound <= form.is_valid():
        messages.success(request, "Het lidmaatschap is bijgewerkt.")
        return redirect("desk_membership", pk=pk)
    trail = registry.get_logs_for_instance(found).select_related("user")
    context = {"membership": found, "end_form": form, "trail": trail}
    return render(request, "people/desk/membership.html", context)


def _decide(
    request: PersonalRequest, found: Application, act: str, ask: AskBackForm, decline: DeclineForm
) -> bool:
    """Do what the button says; False when the form has to be shown again."""
    now = timezone.now()
    if act == "approve":
        done = application_review.approve(found, by=request.user, now=now) is not None
    elif act == "ask" and ask.is_valid():
        done = application_review.ask_back(
            found, ask.cleaned_data["question"], by=request.user, now=now
        )
    elif act == "decline" and decline.is_valid():
        done = application_review.decline(
            found, decline.cleaned_data["reason"], by=request.user, now=now
        )
    else:
        return False
    if done:
        messages.success(request, "Uw besluit is bewaard. De aanvrager krijgt bericht.")
    else:
        messages.warning(request, SOMEBODY_ELSE)
    return True
