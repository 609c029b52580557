""" "Vraag een collega": three fitting members are asked, one by one when somebody cannot."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from lessons.models import LessonPage

from . import emails
from .models import AskedColleague, ColleagueRequest, Profile, User

HOW_MANY = 3
WEEK = timedelta(days=7)
# Enough for whoever is stuck, and too few to wear out those who want to help.
QUESTIONS_A_WEEK = 3
ASKED_A_WEEK = 2
# After this nobody waits for an answer any more, and a promised talk has taken place.
CURRENT_FOR = timedelta(days=30)


class AskedTooOftenError(Exception):
    """This person asked enough for now; ``again`` is when there is room for another question."""

    def __init__(self, again: datetime) -> None:
        super().__init__(again)
        self.again = again


class NobodyFitsError(Exception):
    """No member helps with this lesson, in a municipality of this size, and has time."""


@transaction.atomic
def ask(
    *, by: User, lesson: LessonPage, size: str, question: str, now: datetime
) -> ColleagueRequest:
    """Ask up to three members who offer help with the lesson; they hear it without content.

    Raises ``AskedTooOftenError`` at the fourth question in a week, and ``NobodyFitsError`` when
    nobody would hear it: such a question is not kept, and not counted.
    """
    # Locked, so that questions sent at the same moment count each other.
    person = User.objects.select_for_update().get(pk=by.pk)
    recent = person.colleague_requests.filter(made_at__gt=now - WEEK).order_by("-made_at")
    if len(newest := recent[:QUESTIONS_A_WEEK]) == QUESTIONS_A_WEEK:
        raise AskedTooOftenError(newest[QUESTIONS_A_WEEK - 1].made_at + WEEK)
    request = ColleagueRequest.objects.create(
        person=by, lesson=lesson, size=size, question=question, made_at=now
    )
    found = fitting(request, now=now)[:HOW_MANY]
    if not found:
        raise NobodyFitsError
    for profile in found:
        _approach(request, profile.person, now)
    return request


@transaction.atomic
def withdraw(request: ColleagueRequest, *, now: datetime) -> bool:
    """Nobody can answer any more, and nobody reads the question. False once somebody helps."""
    locked = ColleagueRequest.objects.select_for_update().get(pk=request.pk)
    if locked.asked.filter(reply=AskedColleague.Reply.YES).exists():
        return False
    locked.question, locked.withdrawn_at = "", now
    locked.save(update_fields=["question", "withdrawn_at"])
    return True


@transaction.atomic
def reply(asked: AskedColleague, *, yes: bool, now: datetime) -> bool:
    """Yes brings the two together; no passes the question on to the next. False if answered.

    Nor does it count any more when the question was withdrawn meanwhile.
    """
    answer = AskedColleague.Reply.YES if yes else AskedColleague.Reply.NO
    # Locked as withdrawing locks it: either the one or the other.
    if ColleagueRequest.objects.select_for_update().get(pk=asked.request_id).withdrawn_at:
        return False
    replied = AskedColleague.objects.filter(pk=asked.pk, reply="").update(
        reply=answer, replied_at=now
    )
    if not replied:
        return False
    if yes:
        emails.colleague_found(asked.request)
    else:
        for profile in fitting(asked.request, now=now)[:1]:
            _approach(asked.request, profile.person, now)
    return True


def waiting_for(person: User, *, now: datetime) -> QuerySet[AskedColleague]:
    """Questions that this member can still answer."""
    current = Q(
        request__made_at__gt=now - CURRENT_FOR,
        request__person__is_active=True,
        request__withdrawn_at__isnull=True,
    )
    return AskedColleague.objects.filter(current, person=person, reply="")


def found_for(person: User, *, now: datetime) -> QuerySet[AskedColleague]:
    """Colleagues who want to help this member."""
    yes = Q(reply=AskedColleague.Reply.YES, replied_at__gt=now - CURRENT_FOR)
    return AskedColleague.objects.filter(yes, request__person=person)


def fitting(request: ColleagueRequest, *, now: datetime) -> list[Profile]:
    """Who could help, does not pause, and was not asked yet; the longest ago comes first.

    Whoever was asked twice this week is left alone, whatever they offer.
    """
    today = timezone.localdate(now)
    offering = Profile.objects.of_members().not_paused(today).filter(offers=request.lesson)
    if request.size:
        offering = offering.in_municipality_of_size(request.size)
    candidates = (
        offering.filter(person__is_active=True)
        .exclude(person=request.person)
        .exclude(person__asked__request=request)
        .select_related("person")
        .annotate(
            waiting=Count("person__asked", filter=Q(person__asked__reply="")),
            last_asked=Max("person__asked__asked_at"),
            this_week=Count("person__asked", filter=Q(person__asked__asked_at__gt=now - WEEK)),
        )
        .filter(this_week__lt=ASKED_A_WEEK)
    )
    turns = list(candidates)
    # Equal turns are broken by chance, so that the alphabet favours nobody; sorting keeps that.
    random.shuffle(turns)
    turns.sort(key=lambda one: (one.waiting, one.last_asked is not None, one.last_asked or now))
    return list(turns)


def _approach(request: ColleagueRequest, person: User, now: datetime) -> None:
    asked = AskedColleague.objects.create(request=request, person=person, asked_at=now)
    emails.colleague_asked(asked)
