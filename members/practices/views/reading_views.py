"""/ervaringen/: the list, one practice, and its files."""

from typing import Any, cast
from uuid import UUID, uuid4

from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lessons.models import LessonPage
from lessons.municipalities.provinces import Province
from lessons.municipalities.size_classes import SIZE_CLASSES
from members.people.access import only
from members.permissions import is_editor, may_read_members_content, may_share, may_talk

from ..listing import Wish, shown
from ..models import Kind, Practice, Result, StoredFile
from ..talk_forms import CommentForm
from ..threads import threads
from .requests import MemberRequest

RELATED = 4


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    wish = Wish.from_query(request.GET)
    context = {
        "wish": wish,
        "shown": shown(wish, request.user),
        "kinds": Kind.choices,
        "lessons": LessonPage.objects.live().in_order(),
        "sizes": SIZE_CLASSES,
        "provinces": Province.values,
        "sees_names": may_read_members_content(request.user),
        "may_share": may_share(request.user),
    }
    response = render(request, "practices/practices.html", context)
    if wish or wish.after:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    visible = Practice.objects.visible_to(request.user).for_detail()
    return detail(request, get_object_or_404(visible, slug=slug))


def detail(
    request: HttpRequest, practice: Practice, comment_form: CommentForm | None = None
) -> HttpResponse:
    """The practice; for members also who wrote it, who tried it, and what is said about it."""
    related = Practice.objects.visible_to(request.user).sharing_a_lesson_with(practice)
    context = {"practice": practice, "related": related.for_lines()[:RELATED]}
    if may_read_members_content(request.user):
        context |= _for_members(cast(MemberRequest, request), practice, comment_form)
    elif practice.trial_count:
        context["results"] = _results(practice)
    return render(request, "practices/practice.html", context)


def _for_members(
    request: MemberRequest, practice: Practice, form: CommentForm | None
) -> dict[str, Any]:
    person = request.user
    recognitions = set(practice.recognitions.values_list("person", flat=True))
    return {
        "sees_names": True,
        "is_mine": person.pk in (practice.author_id, practice.co_author_id),
        "may_share": may_share(person),
        "may_talk": may_talk(person),
        "trials": practice.trials.with_who() if practice.trial_count else [],
        "threads": threads(practice, person, now=timezone.now()),
        "recognised": len(recognitions),
        "is_recognised": person.pk in recognitions,
        "is_planned": practice.plans.filter(person=person).exists(),
        "comment_form": form or CommentForm(initial={"token": uuid4()}),
    }


def _results(practice: Practice) -> list[tuple[str, int]]:
    """How it went elsewhere, without saying where."""
    found = practice.trials.values_list("result").annotate(count=Count("pk")).order_by()
    counts = dict(found)
    return [(result.label, counts[result]) for result in Result if result in counts]


@require_safe
def practice_file(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A file of a practice that this reader may read; never shown inside a page of ours."""
    visible = Practice.objects.visible_to(request.user).filter(slug=slug)
    files = StoredFile.objects.filter(shown_in__practice__in=visible)
    return _download(get_object_or_404(files.distinct(), pk=pk))


@require_safe
@only(lambda user: may_share(user) or is_editor(user))
def kept_file(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A file that is not published yet: for who added it, and for the editors who review it."""
    files = StoredFile.objects.all()
    if not is_editor(request.user):
        files = files.filter(owner=request.user)
    return _download(get_object_or_404(files, pk=pk))


def _download(stored: StoredFile) -> HttpResponse:
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=f"bijlage.{stored.kind}",
        content_type=stored.content_type,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    # It streams, which the types of Django tell apart from an ordinary answer.
    return cast(HttpResponse, response)
