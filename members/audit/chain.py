"""A chain of digests over the trail: made by ``run_due_tasks``, checked by ``check_audit``.

Whoever can write in the database and knows this code can make a whole chain anew. So its head goes
to the security log at every round: keep that log elsewhere, and give an old head to the check.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from members.audit.security_log import Action, record

from .models import TRAILS, ChainEntry, RedactedEntry, RedactionPermit

BATCH = 1_000
# Any number that nothing else in this database locks with.
LOCK = 7_404_732_022
GONE = ("", "", "")


@contextmanager
def forgetting() -> Iterator[None]:
    """Within a transaction: words and entries may go, and the chain says that they did."""
    permit = RedactionPermit.objects.create()
    yield
    permit.delete()
    if not RedactedEntry.objects.exists():
        return
    _one_at_a_time()
    linked = [(trail, entry) for trail in TRAILS for entry in _forget_salt(trail)]
    RedactedEntry.objects.all().delete()
    _append(linked, timezone.now())


def advance(*, now: datetime) -> int:
    """Link what is new in the trail; the head of the chain goes to the security log."""
    count = 0
    while linked := _link_some(now):
        count += linked
    if count:
        head = ChainEntry.objects.latest("number")
        record(Action.TRAIL, f"audit.chainentry:{head.number}", detail=head.digest)
    return count


def not_linked(trail: str) -> Any:
    links = ChainEntry.objects.filter(trail=trail, entry=OuterRef("pk"))
    return TRAILS[trail][0]._default_manager.filter(~Exists(links))


def state_of(trail: str, entry: Any, salt: str) -> tuple[str, str]:
    """Two digests: of who did what to what and when, and of the words with it."""
    deed = [
        entry.action,
        entry.timestamp.astimezone(UTC).isoformat(),
        entry.user_id,
        entry.content_type_id,
        str(entry.uuid or ""),
        entry.revision_id,
        entry.content_changed,
        entry.deleted,
        getattr(entry, TRAILS[trail][1]),
    ]
    return _digest(deed), _digest([salt, entry.label, entry.data])


def digest_of(link: ChainEntry, previous: str) -> str:
    made_at = link.made_at.astimezone(UTC).isoformat()
    return _digest([previous, link.number, link.trail, link.entry, made_at, link.deed, link.words])


@transaction.atomic
def _link_some(now: datetime) -> int:
    _one_at_a_time()
    new = [
        (trail, pk)
        for trail in TRAILS
        for pk in not_linked(trail).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ]
    _append(new, now)
    return len(new)


def _forget_salt(trail: str) -> list[int]:
    """Of every touched entry that is in the chain; returns those entries."""
    touched = RedactedEntry.objects.filter(trail=trail).values("entry")
    links = ChainEntry.objects.filter(trail=trail, entry__in=touched)
    entries = sorted(set(links.values_list("entry", flat=True)))
    links.update(salt="")
    return entries


def _append(entries: Iterable[tuple[str, int]], now: datetime) -> None:
    last = ChainEntry.objects.order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, "")
    made = []
    for trail, entry, deed, words, salt in _states(list(entries)):
        number += 1
        link = ChainEntry(
            number=number, trail=trail, entry=entry, made_at=now, deed=deed, words=words
        )
        link.salt, link.digest = salt, digest_of(link, previous)
        previous = link.digest
        made.append(link)
    ChainEntry.objects.bulk_create(made, batch_size=BATCH)


def _states(entries: list[tuple[str, int]]) -> Iterator[tuple[str, int, str, str, str]]:
    rows = {
        trail: model._default_manager.in_bulk([pk for name, pk in entries if name == trail])
        for trail, (model, _) in TRAILS.items()
    }
    for trail, pk in entries:
        salt = secrets.token_hex(16)
        row = rows[trail].get(pk)
        yield (trail, pk, *((*state_of(trail, row, salt), salt) if row else GONE))


def _one_at_a_time() -> None:
    """SQLite lets one write at a time anyway; here PostgreSQL does too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _digest(value: list[Any]) -> str:
    text = json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
