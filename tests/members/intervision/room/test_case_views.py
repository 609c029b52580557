"""The one screen outside the room with something of a case on it."""

import pytest
from django.contrib.sessions.models import Session

from members.intervision.models import Enrolment, PeerGroup
from tests import people

from . import people as room_people

CANARY = "kanariepiet in de burgemeesterskamer"


@pytest.fixture
def group(anna, bram) -> PeerGroup:
    heusden = people.municipality("Heusden")
    for person in (anna, bram):
        people.member(person, heusden)
        people.second_factor(person)
    return room_people.group(anna, bram)


def test_sentence_sent_without_a_proof_is_kept_sealed_and_nowhere_else(group, anna):
    client = people.logged_in(anna)
    address = f"/intervisie/groep/{group.key}/inbreng/"
    answer = client.post(address, {"sentence": CANARY})
    assert answer.status_code == 302
    assert answer.url.startswith("/account/2fa/reauthenticate/?next=")
    assert Enrolment.objects.get(person=anna).sentence == CANARY
    sessions = [one.get_decoded() for one in Session.objects.all()]
    assert sessions
    assert "kanariepiet" not in str(sessions)


def test_second_factor_of_a_minute_ago_is_not_asked_again(group, anna):
    """Who just logged in with it, or came in the room with it, has proved enough."""
    address = f"/intervisie/groep/{group.key}/inbreng/"
    assert room_people.at_the_door(anna).get(address).status_code == 200
    assert people.logged_in(anna).get(address).status_code == 302


def test_number_that_is_no_number_of_anybody_is_not_there(group, anna):
    client = room_people.at_the_door(anna)
    for number in ("9" * 5_000, "0", "x"):
        address = f"/intervisie/groep/{group.key}/inbreng/kiezen/"
        assert client.post(address, {"inbreng": number}).status_code == 404


def test_vote_without_a_proof_counts_only_after_it(group, anna):
    client = people.logged_in(anna)
    answer = client.post(f"/intervisie/groep/{group.key}/inbreng/kiezen/", {"inbreng": "1"})
    assert answer.url.startswith("/account/2fa/reauthenticate/?next=")
    assert not Enrolment.objects.exists()
