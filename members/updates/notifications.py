"""What is new for someone: looked up when they look, so nothing is written for anybody else.

Every line names a kind and a practice. Never who is behind it: whose practice it is, and who
reacted, one reads there, as far as one may.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice

from django.db.models import F, Q, QuerySet

from members.people.models import User
from members.practices.models import Comment, Practice, Trial
from members.practices.querysets import PracticeQuerySet

from .models import Follow, Reading

SHOWN = 50
# Before somebody looks for the first time.
LOOKS_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class News:
    """``kind`` is one of: ervaring, reactie, genoemd, geprobeerd."""

    kind: str
    when: datetime
    practice: Practice
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """News of one kind about one practice: ``count`` times, last at ``when``."""

    kind: str
    when: datetime
    practice: Practice
    url: str
    count: int


def news_for(
    person: User, *, since: datetime, shown: int = SHOWN, besides_mailed: bool = False
) -> list[News]:
    """Newest first; with ``besides_mailed`` without what is mailed at once."""
    said = _comments(person, since, besides_mailed), _trials(person, since, besides_mailed)
    found = chain(_practices(person, since), *said)
    return list(islice(sorted(found, key=lambda one: one.when, reverse=True), shown))


def unread(news: Iterable[News], reading: Reading) -> list[News]:
    """What came after they read everything, and after they last opened what it is about."""
    opened = {int(pk): datetime.fromisoformat(until) for pk, until in reading.opened.items()}
    return [
        one
        for one in news
        if one.when > max(reading.read_until, opened.get(one.practice.pk, reading.read_until))
    ]


def lines(news: Iterable[News]) -> list[Line]:
    """Several reactions to one practice are one line, which leads to the first of them."""
    together: dict[tuple[str, int], list[News]] = {}
    for one in news:
        together.setdefault((one.kind, one.practice.pk), []).append(one)
    return [
        Line(newest.kind, newest.when, newest.practice, oldest.url, len(these))
        for these in together.values()
        for newest, oldest in [(these[0], these[-1])]
    ]


def reading_of(person: User, *, now: datetime) -> Reading:
    """Where they left off; not kept until they say so."""
    known = Reading.objects.filter(person=person).first()
    return known or Reading(person=person, read_until=now - LOOKS_BACK)


def _practices(person: User, since: datetime) -> Iterator[News]:
    newer = Practice.objects.visible_to(person).filter(first_published_at__gt=since)
    others = newer.exclude(author=person).exclude(co_author=person)
    for practice in _followed(others, person).newest()[:SHOWN]:
        moment = practice.first_published_at
        yield News("ervaring", moment, practice, practice.get_absolute_url())


def _followed(practices: PracticeQuerySet, person: User) -> PracticeQuerySet:
    """By lesson, topic, and only where a name is shown by municipality or colleague."""
    follows = Follow.objects.filter(person=person)
    named = Q(under_pseudonym=False)
    lessons = Practice.lessons.through.objects.filter(
        lessonpage__in=follows.filter(lesson__isnull=False).values("lesson")
    )
    topics = Practice.topics.through.objects.filter(
        tag__in=follows.filter(topic__isnull=False).values("topic")
    )
    places = follows.filter(municipality__isnull=False).values("municipality")
    colleagues = follows.filter(colleague__isnull=False).values("colleague")
    return practices.filter(
        Q(pk__in=lessons.values("practice"))
        | Q(pk__in=topics.values("content_object"))
        | named & Q(municipality__in=places)
        | named & (Q(author__in=colleagues) | Q(co_author__in=colleagues))
    )


def _concerned(person: User, besides_mailed: bool) -> QuerySet[Practice]:
    """One's own practices and those that one follows, as far as one may read them."""
    followed = Q(
        pk__in=Follow.objects.filter(person=person, practice__isnull=False).values("practice")
    )
    mine = Practice.objects.written_by(person).values("pk")
    visible = Practice.objects.visible_to(person)
    return visible.filter(
        followed & ~Q(pk__in=mine) if besides_mailed else followed | Q(pk__in=mine)
    )


def _comments(person: User, since: datetime, besides_mailed: bool) -> Iterator[News]:
    visible = Comment.objects.visible().filter(
        made_at__gt=since, practice__in=Practice.objects.visible_to(person)
    )
    others = visible.filter(Q(author__isnull=True) | ~Q(author=person))
    mentioned = Q(pk__in=Comment.mentioned.through.objects.filter(user=person).values("comment"))
    answered = Q(parent__author=person)
    concerned = Q(practice__in=_concerned(person, besides_mailed).values("pk"))
    if besides_mailed:
        found = others.filter(concerned).exclude(mentioned).exclude(answered)
    else:
        found = others.filter(mentioned | answered | concerned)
    found = found.select_related("practice")
    names_me = set(found.filter(mentioned).values_list("pk", flat=True)[:SHOWN])
    for comment in found.order_by(F("made_at").desc())[:SHOWN]:
        kind = "genoemd" if comment.pk in names_me else "reactie"
        yield News(kind, comment.made_at, comment.practice, comment.get_absolute_url())


def _trials(person: User, since: datetime, besides_mailed: bool) -> Iterator[News]:
    concerned = _concerned(person, besides_mailed).values("pk")
    found = Trial.objects.filter(made_at__gt=since, practice__in=concerned).exclude(person=person)
    for trial in found.select_related("practice").order_by("-made_at")[:SHOWN]:
        yield News("geprobeerd", trial.made_at, trial.practice, trial.practice.get_absolute_url())
