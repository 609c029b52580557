"""A group that met; what it may give away belongs to lessons, so the content is there."""

import pytest

from lessons.municipalities.models import Municipality
from members.intervision.harvest import intentions
from members.intervision.models import ContributionKind, PeerGroup, Round
from members.intervision.room import contributions, meetings
from members.intervision.rules.meeting import Move
from tests import people

from ..room import people as room_people
from ..room.people import seat, sitting


@pytest.fixture
def group(content, anna, bram, chris, daan) -> PeerGroup:
    for person in (anna, bram, chris, daan):
        people.member(person, Municipality.objects.get(name="Heusden"))
    return room_people.group(anna, bram, daan)


@pytest.fixture
def ended(group, anna, bram, daan, now) -> PeerGroup:
    """A meeting that ended, with a case and an evaluation in it."""
    Round.objects.update(state="bijeenkomst")
    for person in (anna, bram, daan):
        meetings.agree(seat(group, person), now=now)
    room, lead = sitting(group), seat(group, anna)
    case = {"kind": ContributionKind.CASE, "step": 0, "version": 0, "by": lead, "now": now}
    contributions.keep(room, "De burgemeester wil niet.", **case)
    contributions.share_case(room, by=lead, now=now)
    meetings.play(room, Move.BEGIN, by=lead, now=now)
    meetings.play(room, Move.END, by=lead, now=now)
    intentions.evaluate(lead, intentions.Told(5, 5, "Fijn"), now=now)
    return group
