""" "Vraag een collega": three fitting members are asked, one by one when somebody cannot."""

import random
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from lessons.models import LessonPage

from . import emails
from .models import AskedColleague, ColleagueRequest, Profile, User

HOW_MANY = 3


@transaction.atomic
def ask(
    *, by: User, lesson: LessonPage, size: str, question: str, now: datetime
) -> ColleagueRequest:
    """Ask up to three members who offer help with the lesson; they hear it without content."""
    request = ColleagueRequest.objects.create(
        person=by, lesson=lesson, size=size, question=question, made_at=now
    )
    for profile in fitting(request, now=now)[:HOW_MANY]:
        _approach(request, profile.person, now)
    return request


@transaction.atomic
def reply(asked: AskedColleague, *, yes: bool, now: datetime) -> bool:
    """Yes brings the two together; no passes the question on to the next. False if answered."""
    answer = AskedColleague.Reply.YES if yes else AskedColleague.Reply.NO
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


def fitting(request: ColleagueRequest, *, now: datetime) -> list[Profile]:
    """Who could help and was not asked yet; whoever was asked longest ago comes first."""
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
        )
    )
    turns = list(candidates)
    # Equal turns are broken by chance, so that the alphabet favours nobody; sorting keeps that.
    random.shuffle(turns)
    turns.sort(key=lambda one: (one.waiting, one.last_asked is not None, one.last_asked or now))
    return list(turns)


def _approach(request: ColleagueRequest, person: User, now: datetime) -> None:
    asked = AskedColleague.objects.create(request=request, person=person, asked_at=now)
    emails.colleague_asked(asked)
