"""What editors do with reports: hide, restore, or leave it; each with a reason and a trace."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from members.people.models import User

from .. import emails
from ..models import Comment, Practice, Report
from ..review import stop_review
from .counting import recount_comments


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
def take_down(practice: Practice, reason: str, *, by: User, now: datetime) -> bool:
    """Nobody reads the practice any more; its author reads why. False when it was so."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if not practice.live:
        return False
    stop_review(practice, by=by)
    practice.unpublish(log_action=False)
    Practice.objects.filter(pk=practice.pk).update(
        declined_at=now, decline_reason=reason, refused_at=now
    )
    log(practice, "practices.take_down", user=by, data={"reason": reason})
    _handle(Report.objects.filter(practice=practice, comment=None), by=by, now=now)
    emails.decided(practice)
    return True


@transaction.atomic
def put_back(practice: Practice, reason: str, *, by: User) -> bool:
    """The text that readers had, again; False when its author or a colleague was first."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if practice.live or practice.declined_at is None or practice.first_published_at is None:
        return False
    practice.declined_at, practice.decline_reason = None, ""
    practice.save(update_fields=["declined_at", "decline_reason"])
    revision = practice.save_revision(user=by, log_action=False)
    revision.publish(user=by, skip_permission_checks=True, log_action=False)
    log(practice, "practices.put_back", user=by, data={"reason": reason})
    emails.decided(practice)
    return True


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
