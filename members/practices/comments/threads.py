"""What members see below a practice: comments in threads, and names that may be shown.

A thread looks the same to every member who has no part in it, and is kept so, as HTML. Who wrote
in it or asked the question may do more there, and gets it rendered for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from members.permissions import may_talk

from ..markdown import MENTION, with_mentions
from ..models import Comment, Practice
from .comments import EDITABLE_FOR

MOST_SHOWN = 300
NOBODY = 0


class Row(NamedTuple):
    """Of a comment what its readers see, by the names of its columns."""

    pk: int
    parent: int | None
    author: int | None
    author__name: str | None
    author__profile__slug: str | None
    text: str
    made_at: datetime
    edited_at: datetime | None
    accepted_at: datetime | None
    hidden_at: datetime | None
    hidden_reason: str


@dataclass(frozen=True, slots=True)
class Said:
    row: Row
    is_from_writer: bool
    """Of the practice."""
    html: SafeString

    def may_be_edited(self, now: datetime) -> bool:
        """By whoever wrote it."""
        return self.row.hidden_at is None and now <= self.row.made_at + EDITABLE_FOR


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the answers to it."""

    pk: int
    authors: frozenset[int | None]
    said: tuple[Said, ...]
    html: SafeString
    """As whoever has no part in it reads it."""
    may_be_answered: bool


def threads_of(practice: Practice) -> tuple[Thread, ...]:
    """Oldest first; the accepted answer stands on top."""
    rows = [Row(*values) for values in _comments(practice).values_list(*Row._fields)[:MOST_SHOWN]]
    nested = _nested(_said(practice, rows))
    nested.sort(key=lambda each: each[0].row.accepted_at is None)
    return tuple(_thread(practice, each) for each in nested)


def as_read_by(
    thread: Thread, practice: Practice, request: HttpRequest, *, now: datetime
) -> SafeString:
    reader = request.user
    asked_it = practice.is_question and reader.pk in (practice.author_id, practice.co_author_id)
    if may_talk(reader) and not asked_it and reader.pk not in thread.authors:
        return thread.html
    mine = [said for said in thread.said if said.row.author == reader.pk]
    context = {
        "editable": {said.row.pk for said in mine if said.may_be_edited(now)},
        "chooses_answer": asked_it,
        "under_pseudonym": practice.under_pseudonym,
        "may_talk": may_talk(reader),
        "reader": reader.pk,
    }
    return _rendered(practice.get_absolute_url(), thread.said, context, request)


def _comments(practice: Practice) -> QuerySet[Comment]:
    return Comment.objects.filter(practice=practice.pk)


def _said(practice: Practice, rows: Iterable[Row]) -> list[Said]:
    writers = {practice.author_id, practice.co_author_id} - {None}
    mentioned = _mentioned(practice, rows)
    return [
        Said(row, row.author in writers, with_mentions(row.text, mentioned[row.pk])) for row in rows
    ]


def _mentioned(practice: Practice, rows: Iterable[Row]) -> dict[int, Collection[str]]:
    """By comment the names in the directory of whom it mentions."""
    found: dict[int, Collection[str]] = defaultdict(set)
    if any(MENTION.search(row.text) for row in rows):
        links = _comments(practice).filter(mentioned__profile__isnull=False)
        for pk, slug in links.values_list("pk", "mentioned__profile__slug"):
            found[pk] = {*found[pk], slug}
    return found


def _nested(comments: Iterable[Said]) -> list[list[Said]]:
    """Each with the answers to it, of which there is one level."""
    by_pk: dict[int | None, list[Said]] = {}
    for said in comments:
        if said.row.parent in by_pk:
            by_pk[said.row.parent].append(said)
        else:
            by_pk[said.row.pk] = [said]
    return list(by_pk.values())


def _thread(practice: Practice, comments: list[Said]) -> Thread:
    said = tuple(comments)
    keeps = bool(settings.PAGE_CACHE_SECONDS)
    render = _as_anybody_reads if keeps else _as_anybody_reads.__wrapped__
    return Thread(
        pk=said[0].row.pk,
        authors=frozenset(one.row.author for one in said),
        said=said,
        html=render(practice.get_absolute_url(), practice.under_pseudonym, said),
        may_be_answered=said[0].row.hidden_at is None,
    )


@lru_cache(maxsize=2_000)
def _as_anybody_reads(
    address: str, under_pseudonym: bool, comments: tuple[Said, ...]
) -> SafeString:
    """The same comments are the same HTML, whatever else changed on the site."""
    context = {"may_talk": True, "reader": NOBODY, "under_pseudonym": under_pseudonym}
    return _rendered(address, comments, context)


def _rendered(
    address: str,
    comments: Collection[Said],
    context: Mapping[str, object],
    request: HttpRequest | None = None,
) -> SafeString:
    first, *replies = comments
    said = {"address": address, "first": first, "replies": replies}
    return render_to_string("practices/thread.html", {**context, **said}, request)
