"""The list at /ervaringen/: what the reader asks for, and pages that cost the same everywhere.

A page begins after the last row of the page before it, not at a number: so the thousandth page
costs what the first does, and a new practice moves nothing to another page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from lessons.models import LessonPage, Topic
from lessons.municipalities.provinces import Province
from lessons.municipalities.size_classes import SIZE_CLASSES

from .models import Kind, Practice
from .querysets import PracticeQuerySet

PER_PAGE = 20
MOST_TRIED = "geprobeerd"
TRIED = "ja"
# PostgreSQL refuses a text with a NUL in it.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for; a word that means nothing asks for nothing."""

    kind: str = ""
    lesson: int = 0
    topic: str = ""
    size: str = ""
    province: str = ""
    tried: bool = False
    unanswered: bool = False
    most_tried_first: bool = False
    after: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Wish":
        lesson = query.get("les", "")
        return cls(
            kind=_one_of(query.get("soort"), Kind.values),
            lesson=int(lesson) if lesson.isdecimal() and len(lesson) < 3 else 0,
            topic=_CONTROLS.sub("", query.get("onderwerp", ""))[:100],
            size=_one_of(query.get("omvang"), [size.key for size in SIZE_CLASSES]),
            province=_one_of(query.get("provincie"), Province.values),
            tried=query.get("geprobeerd") == TRIED,
            most_tried_first=query.get("volgorde") == MOST_TRIED,
            after=_CONTROLS.sub("", query.get("na", ""))[:60],
        )

    def __bool__(self) -> bool:
        """Whether anything narrows the list."""
        return any((self.kind, self.lesson, self.topic, self.size, self.province, self.tried))

    def address(self) -> str:
        """The query that asks for this again."""
        query = QueryDict(mutable=True)
        asked = {
            "soort": self.kind,
            "les": self.lesson,
            "onderwerp": self.topic,
            "omvang": self.size,
            "provincie": self.province,
            "geprobeerd": TRIED if self.tried else "",
            "volgorde": MOST_TRIED if self.most_tried_first else "",
            "na": self.after,
        }
        query.update({name: str(value) for name, value in asked.items() if value})
        return f"?{query.urlencode()}" if query else "?"


@dataclass(frozen=True, slots=True)
class Shown:
    practices: list[Practice]
    next_page: str
    is_first: bool
    topic: Topic | None


def shown(wish: Wish, user: Any) -> Shown:
    """One page of what this reader may read and asked for."""
    topic = Topic.objects.at_address(wish.topic).first() if wish.topic else None
    found = Practice.objects.visible_to(user)
    for narrow in _narrowings(wish, topic):
        found = narrow(found)
    ordered = found.most_tried() if wish.most_tried_first else found.newest()
    rows = list(_after(ordered, wish).for_cards()[: PER_PAGE + 1])
    has_more = len(rows) > PER_PAGE
    rows = rows[:PER_PAGE]
    more = replace(wish, after=_mark(rows[-1], wish)).address() if has_more else ""
    # What stands on nothing that this reader may read is not named either.
    return Shown(rows, more, is_first=not wish.after, topic=topic if rows else None)


def _narrowings(wish: Wish, topic: Topic | None) -> Iterator[Any]:
    if wish.kind:
        yield lambda found: found.of_kind(wish.kind)
    if wish.lesson:
        lesson = LessonPage.objects.live().filter(number=wish.lesson).first()
        yield lambda found: found.for_lesson(lesson) if lesson else found.none()
    if wish.topic:
        yield lambda found: found.about(topic) if topic else found.none()
    if wish.size:
        yield lambda found: found.in_size_class(wish.size)
    if wish.province:
        yield lambda found: found.in_province(wish.province)
    if wish.tried:
        yield lambda found: found.tried()
    if wish.unanswered:
        yield lambda found: found.unanswered()


def _mark(last: Practice, wish: Wish) -> str:
    """Where the next page begins: after this row."""
    moment = (last.first_published_at - _EPOCH) // timedelta(microseconds=1)
    count = last.trial_count if wish.most_tried_first else 0
    return f"{count}.{moment}.{last.pk}"


def _after(found: PracticeQuerySet, wish: Wish) -> PracticeQuerySet:
    try:
        count, moment, pk = map(int, wish.after.split("."))
        published = _EPOCH + timedelta(microseconds=moment)
    except (ValueError, OverflowError):
        return found
    # What comes first stands apart, so that the database begins in its index at this row.
    later = Q(first_published_at__lt=published) | Q(first_published_at=published, pk__lt=pk)
    if not wish.most_tried_first:
        return found.filter(later, first_published_at__lte=published)
    return found.filter(Q(trial_count__lt=count) | Q(trial_count=count) & later).filter(
        trial_count__lte=count
    )


def _one_of(word: str | None, known: list[str]) -> str:
    return word if word in known else ""
