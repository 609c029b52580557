"""Anna facilitates, Bram and Daan think along; Chris is a member of no group."""

import pytest

from members.intervision.models import PeerGroup
from members.people.models import User
from tests.members import people

from . import people as room_people


@pytest.fixture
def daan(db) -> User:
    """A member who shares the group of Anna and Bram."""
    return User.objects.create_user("daan@example.org", "Daan")


@pytest.fixture
def group(anna, bram, chris, daan) -> PeerGroup:
    heusden = people.municipality("Heusden")
    for person in (anna, bram, chris, daan):
        people.member(person, heusden)
    return room_people.group(anna, bram, daan)
