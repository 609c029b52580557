"""/ervaringen/: the list, one practice, and its files."""

from typing import Any, cast
from uuid import UUID, uuid4

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lessons.models import LessonPage
from lessons.municipalities.provinces import Province
from lessons.municipalities.size_classes import SIZE_CLASSES
from members.people.decorators import permission_required
from members.permissions import may_read_members_content, may_review, may_share, may_talk

from .. import kept, parts
from ..comments.forms import CommentForm
from ..comments.threads import as_read_by
from ..listing import Wish, shown
from ..models import Kind, Practice, StoredFile
from .requests import MemberRequest


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    wish = Wish.from_query(request.GET)
    context = {
        "wish": wish,
        "shown": shown(wish, request.user),
        "kinds": Kind.choices,
        "lessons": LessonPage.objects.live().in_short(),
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
    if may_read_members_content(request.user):
        return members_page(cast(MemberRequest, request), slug)
    public = Practice.objects.visible_to(request.user).for_detail()
    found = get_object_or_404(public, slug=slug)
    context = {
        "practice": found,
        "opening": parts.opening(found, sees_names=False),
        "story": parts.story(found),
        "told": parts.told(found, sees_names=False),
    }
    return render(request, "practices/practice.html", context)


def members_page(
    request: MemberRequest, slug: str, mistaken: CommentForm | None = None
) -> HttpResponse:
    """Also who wrote it, who tried it, and what is said about it; with what this reader may do."""
    person = request.user
    visible = Practice.objects.visible_to(person).values_list("pk", flat=True)
    page = kept.members_page(get_object_or_404(visible, slug=slug))
    context = {
        "practice": page.practice,
        "opening": page.opening,
        "story": page.story,
        "told": page.told,
        "sees_names": True,
        "is_mine": person.pk in (page.practice.author_id, page.practice.co_author_id),
        "may_share": may_share(person),
        "may_talk": may_talk(person),
        "recognised": len(page.recognised_by),
        "is_recognised": person.pk in page.recognised_by,
        "is_planned": person.pk in page.planned_by,
        "is_told": person.pk in page.tried_by,
    }
    context |= _talk(request, page, mistaken)
    return render(request, "practices/practice.html", context)


def _talk(
    request: MemberRequest, page: kept.MembersPage, mistaken: CommentForm | None
) -> dict[str, Any]:
    """The threads, and the place where a reaction is being written."""
    wanted = mistaken.data.get("parent") if mistaken else request.GET.get("antwoord")
    open_ones = (thread.pk for thread in page.threads if thread.may_be_answered)
    now = timezone.now()
    return {
        "threads": [
            (thread.pk, as_read_by(thread, page.practice, request, now=now))
            for thread in page.threads
        ],
        "answered": next((pk for pk in open_ones if str(pk) == wanted), ""),
        "mistaken": mistaken,
        "comment_help": CommentForm.base_fields["text"].help_text,
        "token": mistaken.data.get("token") if mistaken else uuid4(),
    }


@require_safe
def practice_file(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A file of a practice that this reader may read; never shown inside a page of ours."""
    visible = Practice.objects.visible_to(request.user).filter(slug=slug)
    files = StoredFile.objects.filter(shown_in__practice__in=visible)
    return _download(get_object_or_404(files.distinct(), pk=pk))


@require_safe
@permission_required(lambda user: may_share(user) or may_review(user))
def kept_file(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A file that is not published yet: for who added it, and for the editors who review it."""
    files = StoredFile.objects.all()
    if not may_review(request.user):
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
