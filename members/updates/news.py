"""What is new for someone: looked up when they look, so nothing is written for anybody else.

Every line names a kind and a practice. Never who is behind it: whose practice it is, and who
reacted, one reads there, as far as one may.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

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


def news_for(person: User, *, since: datetime, shown: int = SHOWN) -> list[News]:
    """Newest first."""
    found = [*_practices(person, since), *_comments(person, since), *_trials(person, since)]
    return list(islice(sorted(found, key=lambda one: one.when, reverse=True), shown))


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


def _concerned(person: User) -> QuerySet[Practice]:
    """One's own practices and those that one follows, as far as one may read them."""
    followed = Follow.objects.filter(person=person, practice__isnull=False).values("practice")
    mine = Q(author=person) | Q(co_author=person) | Q(pk__in=followed)
    return Practice.objects.visible_to(person).filter(mine)


def _comments(person: User, since: datetime) -> Iterator[News]:
    visible = Comment.objects.visible().filter(
        made_at__gt=since, practice__in=Practice.objects.visible_to(person)
    )
    others = visible.filter(Q(author__isnull=True) | ~Q(author=person))
    mentioned = Q(pk__in=Comment.mentioned.through.objects.filter(user=person).values("comment"))
    answered = Q(parent__author=person)
    concerned = Q(practice__in=_concerned(person).values("pk"))
    found = others.filter(mentioned | answered | concerned).select_related("practice")
    names_me = set(found.filter(mentioned).values_list("pk", flat=True)[:SHOWN])
    for comment in found.order_by(F("made_at").desc())[:SHOWN]:
        kind = "genoemd" if comment.pk in names_me else "reactie"
        yield News(kind, comment.made_at, comment.practice, comment.get_absolute_url())


def _trials(person: User, since: datetime) -> Iterator[News]:
    found = Trial.objects.filter(
        made_at__gt=since, practice__in=_concerned(person).values("pk")
    ).exclude(person=person)
    for trial in found.select_related("practice").order_by("-made_at")[:SHOWN]:
        yield News("geprobeerd", trial.made_at, trial.practice, trial.practice.get_absolute_url())
