"""Comments, answers, recognition and reports."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from members.people.models import User
from members.permissions import member_q

from .. import emails
from ..markdown import MENTION
from ..models import Comment, Practice, Recognition, Report
from .counting import recount_comments

EDITABLE_FOR = timedelta(minutes=30)
# Each gets a mail: enough for a talk, and too few to reach everybody at once.
MOST_MENTIONED = 10


def comment(
    practice: Practice,
    text: str,
    *,
    token: UUID,
    by: User,
    now: datetime,
    parent: Comment | None = None,
) -> Comment:
    """React, or answer a reaction; an answer to an answer joins the same thread."""
    try:
        with transaction.atomic():
            made = Comment.objects.create(
                practice=practice,
                parent=(parent.parent or parent) if parent else None,
                author=by,
                text=text,
                token=token,
                made_at=now,
            )
            made.mentioned.set(mentioned_in(text))
            recount_comments(practice)
            _tell(made, parent)
    except IntegrityError:
        # Sent twice: the first one counts.
        return Comment.objects.get(token=token, author=by)
    return made


@transaction.atomic
def edit(comment: Comment, text: str, *, now: datetime) -> None:
    already = set(comment.mentioned.values_list("pk", flat=True))
    comment.text, comment.edited_at = text, now
    comment.save(update_fields=["text", "edited_at"])
    people = mentioned_in(text)
    comment.mentioned.set(people)
    for person in people:
        if person.pk not in already and person.pk != comment.author_id:
            emails.mentioned(person)


@transaction.atomic
def accept(comment: Comment, *, by: User, now: datetime) -> bool:
    """Choose the answer to one's question, or take the choice back."""
    chosen = comment.accepted_at is None
    Comment.objects.filter(practice=comment.practice).update(accepted_at=None)
    if chosen:
        Comment.objects.visible().filter(pk=comment.pk).update(accepted_at=now)
    recount_comments(comment.practice)
    log(comment.practice, "practices.accept_answer", user=by)
    return chosen


@transaction.atomic
def recognise(practice: Practice, *, by: User, now: datetime) -> bool:
    """ "Herkenbaar"; a second click takes it back."""
    known, is_new = Recognition.objects.get_or_create(
        practice=practice, person=by, defaults={"made_at": now}
    )
    if not is_new:
        known.delete()
    return is_new


@transaction.atomic
def report(
    practice: Practice, comment: Comment | None, reason: str, *, by: User, now: datetime
) -> Report:
    """Ask the editors to look; once per person and comment while it is open."""
    made, is_new = Report.objects.get_or_create(
        practice=practice,
        comment=comment,
        person=by,
        handled_at=None,
        defaults={"reason": reason, "made_at": now},
    )
    if is_new:
        log(practice, "practices.report", user=by)
        emails.reported()
    return made


def may_edit(comment: Comment, user: User, *, now: datetime) -> bool:
    mine = comment.author_id == user.pk and not comment.is_hidden
    return mine and now <= comment.made_at + EDITABLE_FOR


def mentioned_in(text: str) -> list[User]:
    """Members whose name in the directory stands in the text."""
    slugs = list(dict.fromkeys(MENTION.findall(text.lower())))[:MOST_MENTIONED]
    return list(User.objects.filter(member_q(), profile__slug__in=slugs)) if slugs else []


def _tell(made: Comment, answered: Comment | None) -> None:
    """One mail to each, whatever number of reasons there is to send it."""
    mentioned = {person.pk: person for person in made.mentioned.all()}
    concerned = [
        made.practice.author,
        made.practice.co_author,
        answered.author if answered else None,
    ]
    others = {person.pk: person for person in concerned if person}
    for person in mentioned.values():
        if person.pk != made.author_id:
            emails.mentioned(person)
    for pk, person in others.items():
        if pk != made.author_id and pk not in mentioned:
            emails.commented(person)
