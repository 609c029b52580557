"""What members do below a practice: react, try, recognise, report; and the open questions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.people.decorators import permission_required, posted_from
from members.permissions import may_read_members_content, may_revise, may_share, may_talk

from .. import trials
from ..listing import Wish, shown
from ..models import Comment, Practice, Trial
from ..views.reading_views import members_page
from ..views.requests import MemberRequest
from . import comments
from .forms import CommentForm, EditCommentForm, ReportForm, TrialForm

TOO_LATE = "U kunt een reactie een half uur lang aanpassen. Dat is voorbij: schrijf een nieuwe."


@posted_from("practice", "slug")
@permission_required(may_talk)
def comment(request: MemberRequest, slug: str) -> HttpResponse:
    practice = _practice(request, slug)
    form = CommentForm(request.POST, practice=practice)
    if not form.is_valid():
        return members_page(request, slug, mistaken=form)
    made = comments.comment(practice, **form.cleaned_data, by=request.user, now=timezone.now())
    return redirect(made)


@require_http_methods(["GET", "POST"])
@permission_required(may_talk)
def edit_comment(request: MemberRequest, pk: int) -> HttpResponse:
    found = _comment(request, pk)
    if found.author_id != request.user.pk:
        raise PermissionDenied
    now = timezone.now()
    if not comments.may_edit(found, request.user, now=now):
        messages.warning(request, TOO_LATE)
        return redirect(found)
    form = EditCommentForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        comments.edit(found, form.cleaned_data["text"], now=now)
        return redirect(found)
    return render(request, "practices/edit_comment.html", {"form": form, "comment": found})


@require_http_methods(["GET", "POST"])
@permission_required(may_share)
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Only who asked the question chooses its answer."""
    found = _comment(request, pk)
    if request.method == "GET":
        return redirect(found)
    practice = found.practice
    if not practice.is_question or not may_revise(request.user, practice):
        raise PermissionDenied
    comments.accept(found, by=request.user, now=timezone.now())
    return redirect(practice)


@require_http_methods(["GET", "POST"])
@permission_required(may_talk)
def report_comment(request: MemberRequest, pk: int) -> HttpResponse:
    found = _comment(request, pk)
    return _report(request, found.practice, found)


@require_http_methods(["GET", "POST"])
@permission_required(may_talk)
def report_practice(request: MemberRequest, slug: str) -> HttpResponse:
    return _report(request, _practice(request, slug), None)


@posted_from("practice", "slug")
@permission_required(may_share)
def recognise(request: MemberRequest, slug: str) -> HttpResponse:
    practice = _practice(request, slug)
    comments.recognise(practice, by=request.user, now=timezone.now())
    return redirect(practice)


@require_http_methods(["GET", "POST"])
@permission_required(may_share)
def tried(request: MemberRequest, slug: str) -> HttpResponse:
    practice = _practice(request, slug)
    mine = Trial.objects.filter(
        practice=practice, municipality__memberships__person=request.user
    ).first()
    form = TrialForm(
        request.POST or None, practice=practice, person=request.user, initial=_first(request, mine)
    )
    if request.method == "POST" and form.is_valid():
        trials.tell(practice, form.outcome(), by=request.user, now=timezone.now())
        messages.success(request, "Dank u. De schrijver krijgt bericht.")
        return redirect(practice)
    context = {"form": form, "practice": practice, "is_told": mine is not None}
    return render(request, "practices/tried.html", context)


@posted_from("practice", "slug")
@permission_required(may_share)
def plan(request: MemberRequest, slug: str) -> HttpResponse:
    practice = _practice(request, slug)
    if trials.plan(practice, by=request.user, now=timezone.now()):
        messages.success(request, "Over drie maanden vragen we u hoe het ging.")
    else:
        messages.success(request, "We vragen er niet meer naar.")
    return redirect(practice)


@require_safe
@permission_required(may_read_members_content)
def questions(request: MemberRequest) -> HttpResponse:
    """What colleagues want to know and nobody answered yet."""
    wish = Wish(unanswered=True, after=Wish.from_query(request.GET).after)
    context = {"shown": shown(wish, request.user), "may_share": may_share(request.user)}
    return render(request, "practices/questions.html", context)


def _report(request: MemberRequest, practice: Practice, about: Comment | None) -> HttpResponse:
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comments.report(
            practice, about, form.cleaned_data["reason"], by=request.user, now=timezone.now()
        )
        messages.success(request, "Dank u. De redactie kijkt ernaar.")
        return redirect(practice)
    context = {"form": form, "practice": practice, "comment": about}
    return render(request, "practices/report.html", context)


def _practice(request: HttpRequest, slug: str) -> Practice:
    return get_object_or_404(Practice.objects.visible_to(request.user).for_detail(), slug=slug)


def _comment(request: HttpRequest, pk: int) -> Comment:
    readable = Practice.objects.visible_to(request.user)
    visible = Comment.objects.visible().select_related("practice", "parent")
    return get_object_or_404(visible, pk=pk, practice__in=readable)


def _first(request: MemberRequest, mine: Trial | None) -> dict[str, object]:
    """What was told before; otherwise the member's own municipality."""
    if mine is None:
        post = request.user.memberships.order_by("-start").first()
        return {"municipality": post.municipality_id if post else None}
    names = ("municipality", "tried_on", "result", "changed", "residents", "residents_view")
    return {name: getattr(mine, name) for name in names}
