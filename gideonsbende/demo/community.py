"""Experiences to try on your own machine: made up, and told to members only, so that nobody
outside reads as fact what never happened. One waits at the desk to be made public."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from members.people.models import User
from members.practices import trials
from members.practices.comments import comments
from members.practices.models import Audience, Kind, Practice, Residents, Result
from members.practices.sharing import submission

MADE_UP = "Verzonnen, om de site mee te proberen."
STREET: dict[str, Any] = {
    "kind": Kind.WORKED,
    "title": "Eerst de straat in, dan pas het plan",
    "matter": f"{MADE_UP} Voor een wijk lag een nieuw plan klaar. Bewoners hoorden het als "
    "laatsten, en zij waren boos.",
    "action": "Twee ambtenaren stonden zes weken lang elke donderdag op het plein, zonder "
    "tekening. Zij schreven op wat mensen zeiden, in hun eigen woorden.",
    "result": "Er kwam een ander plan dan wij dachten. De raad nam het in één avond aan.",
    "otherwise": "Wij zouden de wethouder eerder meenemen.",
    "residents": Residents.ASKED,
    "residents_view": "‘Eindelijk iemand die niets kwam vertellen.’",
    "topics": ("herinrichting", "gesprek op straat"),
}
COUNTER: dict[str, Any] = {
    "kind": Kind.FAILED,
    "title": "Eén loket werd één loket erbij",
    "matter": f"{MADE_UP} Bewoners met een eigen plan werden van afdeling naar afdeling gestuurd.",
    "action": "Wij openden een loket voor plannen van bewoners, naast de andere ingangen.",
    "result": "Nu waren er vijf ingangen. Het loket mocht zelf niets beslissen.",
    "otherwise": "Wij zouden eerst afspreken wie ja mag zeggen.",
    "residents": Residents.NOT_ASKED,
    "topics": ("plannen van bewoners",),
    "under_pseudonym": True,
}
COUNCIL: dict[str, Any] = {
    "kind": Kind.QUESTION,
    "title": "Hoe neemt u de raad mee als bewoners eerst aan zet zijn?",
    "matter": f"{MADE_UP} Raadsleden vragen wat hun rol is als bewoners zelf een plan maken. Wat "
    "spreekt u vooraf met hen af?",
}
LETTERS: dict[str, Any] = {
    "kind": Kind.WORKED,
    "title": "Een brief die ook de buurvrouw snapt",
    "matter": f"{MADE_UP} Op onze brieven kwamen meer vragen dan antwoorden.",
    "action": "Bewoners lazen elke standaardbrief mee en streepten weg wat zij niet snapten.",
    "result": "De helft van de brieven bleek niet nodig.",
    "residents": Residents.ASKED,
    "residents_view": "‘Nu weet ik wat ik moet doen.’",
    "audience": Audience.PUBLIC,
}


@transaction.atomic
def make(people: dict[str, User], *, now: datetime) -> None:
    """Once: practices that you changed or took back stay as you left them."""
    if Practice.objects.filter(author__in=people.values()).exists():
        return
    anna, bram, chris = people["Anna"], people["Bram"], people["Chris"]
    street = _share(STREET, anna, lessons=(1, 3), now=now)
    _share(COUNTER, bram, lessons=(4,), now=now)
    council = _share(COUNCIL, chris, lessons=(3,), now=now)
    _share(LETTERS, anna, lessons=(1,), now=now)
    outcome = trials.Outcome(
        municipality=_post_of(bram),
        tried_on=timezone.localdate(now - timedelta(days=6)),
        result=Result.PARTLY,
        residents=Residents.NOT_ASKED,
        changed="Wij stonden op zaterdag bij de supermarkt.",
    )
    trials.tell(street, outcome, by=bram, now=now)
    asked = comments.comment(street, "Wie betaalde die uren?", token=uuid4(), by=chris, now=now)
    answer = "Het was geen extra werk, maar *ander* werk."
    comments.comment(street, answer, token=uuid4(), by=anna, now=now, parent=asked)
    advice = "Wij spreken met de raad af welke drie dingen vaststaan."
    comments.comment(council, advice, token=uuid4(), by=anna, now=now)


def _share(told: dict[str, Any], by: User, *, lessons: tuple[int, ...], now: datetime) -> Practice:
    content = submission.Content(
        **{"audience": Audience.MEMBERS} | told,
        municipality=_post_of(by),
        lessons=list(LessonPage.objects.filter(number__in=lessons)),
    )
    return submission.submit(token=uuid4(), content=content, by=by, now=now)


def _post_of(person: User) -> Municipality:
    return person.memberships.select_related("municipality").latest("start").municipality
