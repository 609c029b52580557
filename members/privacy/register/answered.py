"""What stays when its writer goes: whatever somebody else answered, used or wrote along with."""

from django.db.models import Exists, Manager, OuterRef, Q, QuerySet

from members.people.models import User
from members.practices.models import Comment, Practice, Promotion, Recognition, Trial


def answered_practices(practices: QuerySet, person: User) -> QuerySet:
    """Those that somebody else reacted to, tried, recognised, wrote along with or made known."""
    return practices.filter(
        _by_other(Comment.objects, "author", person)
        | _by_other(Trial.objects, "person", person)
        | _by_other(Recognition.objects, "person", person)
        | Exists(Promotion.objects.filter(practice=OuterRef("pk")))
        | Q(author__isnull=False) & ~Q(author=person)
        | Q(co_author__isnull=False) & ~Q(co_author=person)
    )


def answered_comments(comments: QuerySet, person: User) -> QuerySet:
    replies = Comment.objects.filter(parent=OuterRef("pk")).exclude(author=person)
    return comments.filter(Exists(replies) | Q(accepted_at__isnull=False))


def files_of_answered_practices(files: QuerySet, person: User) -> QuerySet:
    mine = Practice.objects.written_by(person)
    return files.filter(shown_in__practice__in=answered_practices(mine, person))


def _by_other(rows: Manager, whose: str, person: User) -> Exists:
    return Exists(rows.filter(practice=OuterRef("pk")).exclude(**{whose: person}))
