"""What editors do with reports: hide, restore, or leave it; each with a reason and a trace."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from members.people.models import User

from . import emails
from .counting import recount_comments
from .models import Comment, Report


def open_reports() -> QuerySet[Report]:
    return Report.objects.filter(handled_at__isnull=True).select_related(
        "practice", "comment__author", "person"
    )


@transaction.atomic
def hide(comment: Comment, reason: str, *, by: User, now: datetime) -> bool:
    """Members see that something was taken away; its author reads why. False when it was so."""
    hidden = (
        Comment.objects.visible()
        .filter(pk=comment.pk)
        .update(hidden_at=now, hidden_reason=reason, accepted_at=None)
    )
    if hidden:
        recount_comments(comment.practice)
        log(comment.practice, "practices.hide_comment", user=by, data=_trace(comment, reason))
        _handle(Report.objects.filter(comment=comment), by=by, now=now)
        if comment.author:
            emails.comment_hidden(comment.author)
    return bool(hidden)


@transaction.atomic
def restore(comment: Comment, reason: str, *, by: User) -> bool:
    restored = Comment.objects.filter(pk=comment.pk, hidden_at__isnull=False).update(
        hidden_at=None, hidden_reason=""
    )
    if restored:
        recount_comments(comment.practice)
        log(comment.practice, "practices.restore_comment", user=by, data=_trace(comment, reason))
    return bool(restored)


@transaction.atomic
def leave(report: Report, reason: str, *, by: User, now: datetime) -> bool:
    """Nothing is wrong with it."""
    left = _handle(Report.objects.filter(pk=report.pk), by=by, now=now)
    if left:
        log(report.practice, "practices.leave_report", user=by, data={"reason": reason})
    return bool(left)


def _handle(reports: QuerySet[Report], *, by: User, now: datetime) -> int:
    return reports.filter(handled_at__isnull=True).update(handled_at=now, handled_by=by)


def _trace(comment: Comment, reason: str) -> dict[str, object]:
    return {"comment": comment.pk, "reason": reason}
