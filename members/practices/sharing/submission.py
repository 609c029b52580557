"""What an author does with a practice: send it in, revise it, take it back.

Who reads it when: for members only it stands there at once and an editor looks afterwards; for
everyone an editor looks first, and until then the text that was there stays. What editors took down
or declined they look at first again, whoever it is for, also when it is sent in as a new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Self
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from lessons.topics import known_topics
from members.people.models import User
from members.permissions import may_revise

from .. import emails
from ..models import Audience, Draft, Origin, Practice, PracticeFile, StoredFile, Submission
from ..reconfirmation import FRESH
from ..review import ask_review, stop_review

# Addresses that the site itself uses beside /ervaringen/<slug>/.
RESERVED_SLUGS = frozenset({"delen", "reacties", "van-mij"})
SLUG_LENGTH = 100
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Content:
    """A practice as its author filled it in, checked."""

    kind: str
    title: str
    matter: str
    municipality: Municipality | None
    audience: str
    lessons: Sequence[LessonPage]
    action: str = ""
    result: str = ""
    otherwise: str = ""
    residents: str = ""
    residents_view: str = ""
    under_pseudonym: bool = False
    co_author: User | None = None
    topics: Sequence[str] = ()
    files: Sequence[StoredFile] = field(default_factory=tuple)
    origin: str = Origin.MEMBER

    @classmethod
    def from_intervision(cls, **told: Any) -> Self:
        """What everybody in an intervision group agreed to, word for word.

        Takes ``kind`` ("wat-werkte" or "wat-niet-lukte"), ``title``, ``matter``, ``action``,
        ``result``, ``residents`` ("niet gevraagd", or "gevraagd" with a ``residents_view``),
        ``audience`` and one to three ``lessons``; ``otherwise`` and ``topics`` if there are any.
        No author, municipality or files.
        """
        return cls(municipality=None, under_pseudonym=True, origin=Origin.INTERVISION, **told)


# What is copied as it is; the others are rows of their own.
PLAIN = tuple(
    each.name for each in fields(Content) if each.name not in {"lessons", "topics", "files"}
)


def submit(
    *,
    token: UUID,
    content: Content,
    by: User | None,
    now: datetime,
    practice: Practice | None = None,
) -> Practice:
    """Send in a new practice, or a new text for one that exists.

    ``token`` names the form that was sent: sending it twice, also at the same time, is once.

    An intervision group sends in ``Content.from_intervision(…)`` with ``by=None``, so that no row
    or trail holds a person. Its token is made on the spot and kept nowhere, for it would lead back
    to the group: who calls claims the harvest in the same transaction. The practice waits at the
    desk whoever may read it, can be approved or declined as it is, and reads "uit intervisie".
    """
    if (by is None) != (content.origin == Origin.INTERVISION):
        raise ValueError("What has no sender comes from intervision, and nothing else does")
    for _try in range(_TRIES):
        try:
            with transaction.atomic():
                return _submit_once(token, content, by=by, now=now, practice=practice)
        except IntegrityError:
            sent = Submission.objects.filter(token=token, by=by).select_related("practice").first()
            if sent:
                return sent.practice
            # Otherwise two titles became the same address at the same moment: take the next one.
    raise RuntimeError("No free address for this practice")


@transaction.atomic
def withdraw(practice: Practice, *, by: User, now: datetime) -> None:
    """Nobody reads it any more; the author may send it in again."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    stop_review(practice, by=by)
    practice.unpublish(log_action=False)
    Practice.objects.filter(pk=practice.pk).update(
        withdrawn_at=now, declined_at=None, decline_reason=""
    )
    log(practice, "practices.withdraw", user=by)


def _submit_once(
    token: UUID, content: Content, *, by: User | None, now: datetime, practice: Practice | None
) -> Practice:
    is_new = practice is None
    practice = (
        _begin(content, by=by, now=now)
        if practice is None
        else _begin_again(practice, by=by, now=now)
    )
    Submission.objects.create(token=token, practice=practice, by=by, made_at=now)
    Draft.objects.filter(pk=token, author=by).delete()
    revision = _write(practice, content).save_revision(user=by)
    if content.audience == Audience.MEMBERS and by and not practice.editors_look_first:
        revision.publish(user=by, skip_permission_checks=True)
    practice.refresh_from_db()
    ask_review(practice, by=by)
    log(practice, "practices.submit" if is_new else "practices.revise", user=by)
    if content.co_author and content.co_author != by:
        emails.named_as_co_author(content.co_author)
    return practice


def _begin(content: Content, *, by: User | None, now: datetime) -> Practice:
    practice = Practice(
        slug=_free_slug(content.title),
        author=by,
        created_at=now,
        last_confirmed=timezone.localdate(now),
        refused_at=now if _was_refused(content, by) else None,
        **{name: getattr(content, name) for name in PLAIN},
    )
    practice.lessons = content.lessons
    practice.save()
    return practice


def _was_refused(content: Content, by: User | None) -> bool:
    """The same again under another address is no new practice."""
    same = Q(title__iexact=content.title) | Q(matter=content.matter)
    own = Practice.objects.written_by(by).filter(same, refused_at__isnull=False) if by else ()
    return any(one.editors_look_first for one in own)


def _begin_again(practice: Practice, *, by: User | None, now: datetime) -> Practice:
    """One at a time; whoever sends it in again takes an earlier withdrawal or refusal back."""
    # Asked when nobody can change it any more: a co-author may be taken off at this moment.
    if not by or not may_revise(by, Practice.objects.select_for_update().get(pk=practice.pk)):
        raise PermissionDenied
    Practice.objects.filter(pk=practice.pk).update(
        withdrawn_at=None,
        declined_at=None,
        decline_reason="",
        last_confirmed=timezone.localdate(now),
        **FRESH,
    )
    return Practice.objects.get(pk=practice.pk)


def _write(practice: Practice, content: Content) -> Practice:
    """The practice with this content, to be kept as a revision."""
    written = practice.get_latest_revision_as_object()
    for name in PLAIN:
        setattr(written, name, getattr(content, name))
    written.lessons = content.lessons
    written.topics.set(known_topics(content.topics))
    written.files = [
        PracticeFile(stored=stored, number=number)
        for number, stored in enumerate(content.files, start=1)
    ]
    return written


def _free_slug(title: str) -> str:
    wanted = slugify(title)[:SLUG_LENGTH].strip("-") or "ervaring"
    taken = set(
        Practice.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)[:1000]
    )
    if wanted not in taken | RESERVED_SLUGS:
        return wanted
    # Not a number: that would tell how many share this title, and two at once would clash.
    return f"{wanted}-{uuid4().hex[:6]}"
