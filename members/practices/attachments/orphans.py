"""Files that belong to nothing any more: thrown away with a draft, or taken out of one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from members.batch import for_each_isolated
from members.people.models import User

from ..models import Draft, Practice, StoredFile
from ..models.draft import KEPT

# Longer than a form may lie open before it is sent: until then its files may still be wanted.
KEPT_FOR = timedelta(days=15)


def let_go(numbers: Iterable[UUID], *, owner: User) -> int:
    """Those of these files that nothing needs any more; within a transaction."""
    files = StoredFile.objects.filter(owner=owner, pk__in=list(numbers))
    return sum(_throw_away(one) for one in files)


def advance(*, now: datetime) -> int:
    """What was added and never sent in, or taken out again."""
    old = StoredFile.objects.filter(made_at__lt=now - KEPT_FOR, owner__isnull=False)
    return for_each_isolated(_throw_away, old.filter(shown_in__isnull=True))


@transaction.atomic
def _throw_away(stored: StoredFile) -> int:
    if _is_needed(stored):
        return 0
    storage, name = stored.file.storage, str(stored.file.name)
    gone, _ = StoredFile.objects.filter(pk=stored.pk, shown_in__isnull=True).delete()
    if gone:
        # After the commit: a file cannot be rolled back.
        transaction.on_commit(partial(storage.delete, name))
    return gone


def _is_needed(stored: StoredFile) -> bool:
    """By a practice, by a text of one that waits or was there before, or by another draft."""
    number = str(stored.pk)
    if stored.shown_in.exists():
        return True
    drafts = Draft.objects.filter(author=stored.owner).values_list("answers", flat=True)
    return any(number in answers.get(KEPT, []) for answers in drafts) or number in _in_texts(stored)


def _in_texts(stored: StoredFile) -> set[str]:
    """Of every text of the practices that its owner ever sent something in for."""
    mine = Practice.objects.filter(
        Q(submissions__by=stored.owner) | Q(author=stored.owner) | Q(co_author=stored.owner)
    )
    numbers = {str(pk) for pk in mine.values_list("pk", flat=True)}
    kind = ContentType.objects.get_for_model(Practice)
    texts = Revision.objects.filter(content_type=kind, object_id__in=numbers)
    return {
        str(file["stored"])
        for content in texts.values_list("content", flat=True)
        for file in content.get("files", [])
    }
