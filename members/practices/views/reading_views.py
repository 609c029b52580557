"""/ervaringen/: the list, one practice, where one's own stands, and files."""

from typing import cast
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from wagtail.models import TaskState

from lessons.models import LessonPage
from lessons.municipalities.provinces import Province
from lessons.municipalities.size_classes import SIZE_CLASSES
from members.people.access import only
from members.permissions import is_editor, may_read_members_content, may_share

from ..listing import Wish, shown
from ..models import Kind, Practice, StoredFile
from ..querysets import PracticeQuerySet
from .requests import MemberRequest


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    wish = Wish.from_query(request.GET)
    context = {
        "wish": wish,
        "shown": shown(wish, request.user),
        "kinds": Kind.choices,
        "lessons": LessonPage.objects.live().public().in_order(),
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
    visible = Practice.objects.visible_to(request.user).select_related("municipality")
    found: Practice = get_object_or_404(_with_everything(visible), slug=slug)
    context = {
        "practice": found,
        "sees_names": may_read_members_content(request.user),
        "is_mine": request.user.is_authenticated
        and request.user.pk in (found.author_id, found.co_author_id),
    }
    return render(request, "practices/practice.html", context)


@require_safe
@only(may_share)
def practice_state(request: MemberRequest, slug: str) -> HttpResponse:
    """For its authors: where it stands, what the editors said, and what was changed when."""
    found = get_object_or_404(Practice.objects.written_by(request.user), slug=slug)
    context = {
        "practice": found,
        "latest": found.get_latest_revision_as_object(),
        "review": found.current_workflow_state,
        "remarks": _remarks(found),
        "revisions": found.revisions.order_by("-created_at").only("created_at")[:50],
    }
    return render(request, "practices/state.html", context)


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


def _with_everything(practices: PracticeQuerySet) -> PracticeQuerySet:
    return practices.select_related("author__profile", "co_author__profile").prefetch_related(
        "lessons", "topics", "files__stored"
    )


def _remarks(practice: Practice):
    """What editors wrote to the author, newest first; who wrote it stays with the editors."""
    tasks = TaskState.objects.for_instance(practice).exclude(comment="")
    return tasks.order_by("-finished_at")
