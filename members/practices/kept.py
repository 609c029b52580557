"""What members read of a practice, kept in each process until any of it changes.

Kept is only what is the same for all of them: who may read it is asked anew for every request. A
stamp grows with every write to a table that the page is made of; what is kept is never older than
``PAGE_CACHE_SECONDS`` anyhow.
"""

import time
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Manager
from django.utils.safestring import SafeString

from lessons.models import Topic
from lessons.municipalities.models import Municipality
from members.people.accounts.sessions import WRITTEN_AT_LOGIN
from members.people.models import Profile, User
from members.stamps import EVERY, Moment, Stamp, Writes

from . import parts
from .comments.threads import Thread, threads_of
from .models import (
    Comment,
    Plan,
    Practice,
    PracticeFile,
    PracticeTopic,
    Recognition,
    StoredFile,
    Trial,
)

# Some fifty kilobytes each.
MOST = 300

stamp = Stamp("PRACTICES_STAMP")
MADE_OF = (
    Comment,
    Comment.mentioned.through,
    Municipality,
    Plan,
    Practice,
    Practice.lessons.through,
    PracticeFile,
    PracticeTopic,
    Profile,
    Recognition,
    StoredFile,
    Topic,
    Trial,
    User,
)


@dataclass(frozen=True, slots=True)
class MembersPage:
    """The practice, who did what with it, and its page as HTML without anything of who reads it."""

    practice: Practice
    recognised_by: frozenset[int]
    planned_by: frozenset[int]
    tried_by: frozenset[int]
    opening: SafeString
    story: SafeString
    told: SafeString
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    since: Moment
    until: float
    page: MembersPage


_pages: dict[int, _Kept] = {}


def watch() -> None:
    """Called when the site starts."""
    stamp.grow_with(_written, unseen=(WRITTEN_AT_LOGIN,))


def _written() -> Writes:
    return dict.fromkeys((model._meta.db_table for model in MADE_OF), EVERY)


def members_page(pk: int) -> MembersPage:
    """Of a practice that whoever asks may read."""
    seconds = settings.PAGE_CACHE_SECONDS
    if not seconds:
        return _made(pk)
    # Read before rendering: a change that happens meanwhile makes this page old at once.
    since, now = stamp.current(), time.monotonic()
    kept = _pages.get(pk)
    if kept is None or kept.since != since or kept.until < now:
        if len(_pages) >= MOST:
            _pages.clear()
        kept = _pages[pk] = _Kept(since, now + seconds, _made(pk))
    return kept.page


def forget_all() -> None:
    """Only tests need it: two of them may give one number to different practices."""
    _pages.clear()


def _made(pk: int) -> MembersPage:
    practice = Practice.objects.for_detail().get(pk=pk)
    return MembersPage(
        practice,
        recognised_by=_people(practice.recognitions),
        planned_by=_people(practice.plans),
        tried_by=_people(practice.trials) if practice.trial_count else frozenset(),
        opening=parts.opening(practice, sees_names=True),
        story=parts.story(practice),
        told=parts.told(practice, sees_names=True),
        threads=threads_of(practice),
    )


def _people(acts: Manager) -> frozenset[int]:
    return frozenset(acts.values_list("person", flat=True))
