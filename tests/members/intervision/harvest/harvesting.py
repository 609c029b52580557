"""A harvest, and what a group says to it, for every test that needs one."""

from datetime import datetime

from members.intervision.harvest import consent as harvests
from members.intervision.models import Harvest, PeerGroup
from members.people.models import User

from ..room.people import seat

WORDS = harvests.Words(
    kind="wat-niet-lukte",
    title="Te laat naar buiten",
    matter="De buurt hoorde het van de krant.",
    action="Wij wachtten op het college.",
    result="Er was geen vertrouwen meer.",
    lessons=(1,),
)


def written(group: PeerGroup, now: datetime) -> Harvest:
    return harvests.write(group, WORDS, seen=0, by=group.participants.first(), now=now)


def say(
    group: PeerGroup, harvest: Harvest, person: User, yes: bool = True, *, now: datetime
) -> None:
    harvests.answer(harvest, yes, seen=harvest.version, by=seat(group, person), now=now)


def agreed(group: PeerGroup, now: datetime, *everybody: User) -> None:
    harvest = written(group, now)
    for person in everybody:
        say(group, harvest, person, now=now)
