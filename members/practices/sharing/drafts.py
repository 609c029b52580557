"""Keeping what someone types, from several devices, without losing a word of either."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from members.people.models import User

from ..attachments import orphans
from ..models import Draft, Practice, Submission
from ..models.draft import Answers, files_in


class AlreadySentError(Exception):
    """The form was sent in the meantime, so there is no draft to keep any more."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice


@dataclass(frozen=True, slots=True)
class Kept:
    """The draft as it is now; ``clash`` when another device saved in between and this did not."""

    draft: Draft
    clash: bool = False


@transaction.atomic
def save_draft(
    *,
    token: UUID,
    version: int,
    answers: Answers,
    by: User,
    now: datetime,
    practice: Practice | None = None,
) -> Kept:
    """Keep what was typed since ``version``; 0 for a form that was not kept before."""
    sent = Submission.objects.filter(token=token, by=by).select_related("practice").first()
    if sent:
        raise AlreadySentError(sent.practice)
    if version == 0:
        return _begin(token, answers, by=by, now=now, practice=practice)
    mine = Draft.objects.filter(pk=token, author=by)
    saved = mine.filter(version=version).update(version=version + 1, answers=answers, saved_at=now)
    draft = mine.first()
    if draft is None:
        # Thrown away or sent on another device, while this one was still writing.
        return _begin(uuid4(), answers, by=by, now=now, practice=None)
    return Kept(draft, clash=not saved and draft.answers != answers)


def overwrite(draft: Draft, answers: Answers, *, now: datetime) -> Draft:
    """The writer saw both texts and chose this one."""
    draft.version, draft.answers, draft.saved_at = draft.version + 1, answers, now
    draft.save(update_fields=["version", "answers", "saved_at"])
    return draft


def keep_beside(answers: Answers, *, by: User, now: datetime) -> Draft:
    """Keep a text that clashes as a draft of its own, when nobody is there to choose."""
    return Draft.objects.create(author=by, answers=answers, saved_at=now)


@transaction.atomic
def throw_away(draft: Draft) -> None:
    """With the files that were added to it, unless they are part of something else by now."""
    files = files_in(draft.answers)
    draft.delete()
    orphans.let_go(files, owner=draft.author)


def _begin(
    token: UUID, answers: Answers, *, by: User, now: datetime, practice: Practice | None
) -> Kept:
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                token=token, author=by, practice=practice, answers=answers, saved_at=now
            )
    except IntegrityError:
        return _already_begun(token, answers, by=by, now=now, practice=practice)
    return Kept(draft)


def _already_begun(
    token: UUID, answers: Answers, *, by: User, now: datetime, practice: Practice | None
) -> Kept:
    """Another tab or device was first with this form, or with this practice."""
    mine = Draft.objects.filter(author=by)
    draft = mine.filter(pk=token).first()
    if draft is None and practice is not None:
        draft = mine.filter(practice=practice).first()
    if draft is None:
        # A token that somebody else wrote under tells nothing and takes nothing.
        return _begin(uuid4(), answers, by=by, now=now, practice=practice)
    return Kept(draft, clash=draft.answers != answers)
