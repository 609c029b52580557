"""A group that met; what it may give away belongs to lessons, so the content is there."""

import pytest

from lessons.municipalities.models import Municipality
from members.intervision.models import PeerGroup
from tests import people

from ..room import people as room_people


@pytest.fixture
def group(content, anna, bram, chris, daan) -> PeerGroup:
    for person in (anna, bram, chris, daan):
        people.member(person, Municipality.objects.get(name="Heusden"))
    return room_people.group(anna, bram, daan)
