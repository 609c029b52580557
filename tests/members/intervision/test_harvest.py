"""One text, and the agreement of everybody who is in the group now."""

from django.utils import timezone

from members.intervision.afterwards import harvest
from members.intervision.models import Harvest, Participant
from members.practices.models import Practice

from .room import people as room_people
from .room.people import seat

WORDS = harvest.Words(
    kind="wat-werkte", title="Eerst luisteren", matter="Iets", action="Iets", result="Iets"
)


def test_answer_of_who_left_stands_in_for_nobody(db, anna, bram, chris):
    group = room_people.group(anna, bram, chris)
    made = harvest.write(group, WORDS, seen=0, by=seat(group, anna), now=timezone.now())
    for person in (anna, bram):
        if person == bram:
            Participant.objects.filter(person=anna).update(left_at=timezone.now())
        harvest.answer(made, True, seen=1, by=seat(group, person), now=timezone.now())
    assert Harvest.objects.get().state == "open"
    assert not Practice.objects.exists()
