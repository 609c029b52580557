"""Reviewing at Wagtail's desk: the texts that wait, and one text with its decision."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import registry
from wagtail.models import TaskState

from members.people.decorators import View
from members.permissions import may_review

from .. import promotion, review
from ..comments import moderation
from ..models import Comment, Origin, Practice, Promotion, Report
from ..views.requests import MemberRequest
from .forms import ApproveForm, ChangesForm, DeclineForm, ReasonForm

TOO_LATE = (
    "Er is niets veranderd: een collega besloot net voor u, of de schrijver stuurde een nieuwe "
    "tekst in. Kijk in de lijst wat er nu wacht."
)
DECISIONS: dict[str, type[Form]] = {
    "approve": ApproveForm,
    "changes": ChangesForm,
    "decline": DeclineForm,
}
# What an author writes, in the order in which it is read.
TEXTS = ("title", "matter", "action", "result", "otherwise", "residents_view")


def _editors_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_review(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@_editors_only
def reviews(request: HttpRequest) -> HttpResponse:
    tasks = list(review.waiting())
    practices = Practice.objects.in_bulk([int(task.workflow_state.object_id) for task in tasks])
    waiting = [(task, practices[int(task.workflow_state.object_id)]) for task in tasks]
    return render(request, "practices/desk/reviews.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
@_editors_only
def review_one(request: MemberRequest, pk: int) -> HttpResponse:
    """One text beside the one that readers have now, and the three decisions."""
    task = get_object_or_404(review.tasks().select_related("finished_by"), pk=pk)
    practice = Practice.objects.get(pk=task.workflow_state.object_id)
    act = request.POST.get("act")
    forms = {name: form(request.POST if act == name else None) for name, form in DECISIONS.items()}
    if practice.is_from_intervision:
        del forms["changes"]
    if act in forms and forms[act].is_valid():
        _decide(request, task, act, forms[act].cleaned_data["text"])
        return redirect("desk_reviews")
    text = task.revision.as_object()
    context = {
        "task": task,
        "is_open": review.waiting().filter(pk=pk).exists(),
        "practice": practice,
        "text": text,
        "rows": [_row(name, text, practice) for name in TEXTS],
        "forms": forms,
        "trail": registry.get_logs_for_instance(practice).select_related("user")[:50],
    }
    return render(request, "practices/desk/review.html", context)


def _row(name: str, text: Practice, practice: Practice) -> tuple[str, str, str]:
    """A label, the new text, and the old one when readers have another."""
    new, old = getattr(text, name), getattr(practice, name)
    label = Practice._meta.get_field(name).verbose_name
    return str(label), new, old if practice.live and old != new else ""


def _decide(request: MemberRequest, task: TaskState, act: str, text: str) -> None:
    by, now = request.user, timezone.now()
    if act == "approve":
        done = review.approve(task.pk, by=by, now=now, comment=text)
    elif act == "changes":
        done = review.ask_changes(task.pk, text, by=by, now=now)
    else:
        done = review.decline(task.pk, text, by=by, now=now)
    if done:
        messages.success(request, "Uw besluit is bewaard. De schrijver krijgt bericht.")
    else:
        messages.warning(request, TOO_LATE)


@require_http_methods(["GET", "POST"])
@_editors_only
def promote(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once, make the draft, and go on writing there."""
    has_author = Practice.objects.filter(live=True, origin=Origin.MEMBER)
    practice = get_object_or_404(has_author, pk=pk)
    if request.method == "POST":
        example = promotion.promote(practice, by=request.user, now=timezone.now())
        return redirect("wagtailadmin_pages:edit", example.pk)
    context = {"practice": practice, "promotion": Promotion.objects.filter(practice=pk).first()}
    return render(request, "practices/desk/promote.html", context)


@require_safe
@_editors_only
def reported(request: HttpRequest) -> HttpResponse:
    """What members reported, oldest first, and what is hidden now."""
    hidden = Comment.objects.filter(hidden_at__isnull=False).select_related("practice", "author")
    taken_down = Practice.objects.filter(
        declined_at__isnull=False, first_published_at__isnull=False
    )
    context = {
        "reports": moderation.open_reports(),
        "taken_down": taken_down.order_by("-declined_at")[:50],
        "hidden": hidden.order_by("-hidden_at")[:50],
        "form": ReasonForm(),
    }
    return render(request, "practices/desk/reports.html", context)


@require_http_methods(["GET", "POST"])
@_editors_only
def moderate(request: MemberRequest, pk: int) -> HttpResponse:
    """One comment: hide it, or put it back."""
    comment = get_object_or_404(Comment.objects.select_related("practice", "author"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, by = form.cleaned_data["reason"], request.user
        if request.POST.get("act") == "restore":
            done = moderation.restore(comment, reason, by=by)
        else:
            done = moderation.hide(comment, reason, by=by, now=timezone.now())
        _tell(request, done)
        return redirect("desk_reports")
    context = {
        "comment": comment,
        "form": form,
        "reports": comment.reports.select_related("person"),
    }
    return render(request, "practices/desk/moderate.html", context)


@require_http_methods(["GET", "POST"])
@_editors_only
def moderate_practice(request: MemberRequest, pk: int) -> HttpResponse:
    """One practice: take it down, or put it back."""
    practice = get_object_or_404(Practice, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, by = form.cleaned_data["reason"], request.user
        if request.POST.get("act") == "restore":
            done = moderation.put_back(practice, reason, by=by)
        else:
            done = moderation.take_down(practice, reason, by=by, now=timezone.now())
        _tell(request, done)
        return redirect("desk_reports")
    reports = practice.reports.filter(comment=None).select_related("person")
    context = {"practice": practice, "form": form, "reports": reports}
    return render(request, "practices/desk/take_down.html", context)


@require_POST
@_editors_only
def leave_report(request: MemberRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.select_related("practice"), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        _tell(request, moderation.leave(report, reason, by=request.user, now=now))
    else:
        messages.error(request, "Schrijf de reden op. Er is nog niets veranderd.")
    return redirect("desk_reports")


def _tell(request: HttpRequest, done: bool) -> None:
    if done:
        messages.success(request, "Uw besluit is bewaard.")
    else:
        messages.warning(request, "Een collega was u net voor. Er is niets veranderd.")
