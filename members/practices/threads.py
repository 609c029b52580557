"""What members see below a practice: comments in threads, and names that may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from members.people.models import User

from .models import Comment, Practice
from .talking import may_edit

MOST_SHOWN = 300


@dataclass(slots=True)
class Said:
    """A comment as this reader sees it."""

    comment: Comment
    is_from_writer: bool
    may_edit: bool
    replies: list["Said"] = field(default_factory=list)


def threads(practice: Practice, reader: User, *, now: datetime) -> list[Said]:
    """Oldest first; the accepted answer stands on top."""
    comments = Comment.objects.filter(practice=practice).with_authors()
    shown = [_said(one, practice, reader, now) for one in comments[:MOST_SHOWN]]
    return sorted(_nested(shown), key=lambda one: one.comment.accepted_at is None)


def _said(comment: Comment, practice: Practice, reader: User, now: datetime) -> Said:
    writers = {practice.author_id, practice.co_author_id} - {None}
    return Said(
        comment,
        is_from_writer=comment.author_id in writers,
        may_edit=may_edit(comment, reader, now=now),
    )


def _nested(shown: Iterable[Said]) -> list[Said]:
    by_pk: dict[int, Said] = {}
    top: list[Said] = []
    for one in shown:
        by_pk[one.comment.pk] = one
        parent = by_pk.get(one.comment.parent_id or 0)
        (parent.replies if parent else top).append(one)
    return top
