"""Out of the group: what stays of somebody is asked, and nobody waits for them."""

import pytest
from django.utils import timezone

from members.intervision.harvest import consent as harvests
from members.intervision.harvest import destruction, intentions
from members.intervision.models import Contribution, ContributionKind, Evaluation, Participant
from members.intervision.room import contributions, departure, meetings
from members.intervision.rounds import waiting_list
from members.intervision.rules.meeting import Move
from members.privacy import erasure

from ..harvest.harvesting import WORDS
from .people import address, inside, seat, sitting


def test_who_leaves_from_the_appointment_is_asked_what_stays(group, anna, bram, now):
    for person in (anna, bram):
        meetings.agree(seat(group, person), now=now)
    case = {"step": 0, "version": 0, "by": seat(group, bram), "now": now}
    contributions.keep(sitting(group), "De raad draait", kind=ContributionKind.CASE, **case)
    contributions.share_case(sitting(group), by=seat(group, bram), now=now)
    client, page = inside(group, bram), f"{group.get_absolute_url()}verlaten/"
    assert "Wat gebeurt er met wat u in de kamer schreef?" in client.get(page).content.decode()
    unanswered = client.post(page)
    assert "Kies wat er met uw woorden gebeurt." in unanswered.content.decode()
    assert Participant.objects.current().filter(person=bram).exists()
    assert client.post(page, {"words": "weg"}).status_code == 302
    assert not Contribution.objects.exists()
    assert "wat u in de kamer schreef" not in inside(group, anna).get(page).content.decode()


def test_erased_participant_leaves_first(group, anna, bram, daan, now):
    for person in (anna, bram, daan):
        meetings.agree(seat(group, person), now=now)
    meetings.play(sitting(group), Move.BEGIN, by=seat(group, anna), now=now)
    before = sitting(group).version
    harvests.write(group, WORDS, seen=0, by=seat(group, anna), now=now)
    erasure.erase(anna, cause=erasure.Cause.OWN_WISH, now=timezone.now())
    assert sitting(group).facilitator is None
    assert sitting(group).version > before
    assert harvests.last_outcome(group) == "gestopt"


@pytest.mark.parametrize("keep", [True, False])
def test_who_leaves_chooses_what_stays(ended, anna, bram, keep):
    reader = inside(ended, bram)
    leaver = inside(ended, anna)
    words = {"words": "blijft" if keep else "weg"}
    leaver.post(address(ended, "verlaten/"), words)
    assert leaver.get(address(ended)).status_code == 404
    assert Contribution.objects.exists() is keep
    assert Evaluation.objects.exists() is keep
    assert reader.get(address(ended, "nazorg/")).status_code == 200


def test_who_leaves_during_a_meeting_is_not_waited_for(group, anna, bram, daan, now):
    for person in (anna, bram, daan):
        meetings.agree(seat(group, person), now=now)
    meetings.play(sitting(group), Move.BEGIN, by=seat(group, anna), now=now)
    departure.leave(seat(group, anna), keep_words=False, now=timezone.now())
    assert sitting(group).facilitator is None


def test_who_only_looked_back_is_asked_what_stays_too(ended, daan, now):
    client, page = inside(ended, daan), f"{ended.get_absolute_url()}verlaten/"
    asked = "Wat gebeurt er met wat u in de kamer schreef?"
    assert asked not in client.get(page).content.decode()
    intentions.evaluate(seat(ended, daan), intentions.Told(3, 4, "Korter mag"), now=now)
    assert asked in client.get(page).content.decode()
    client.post(page, {"words": "weg"})
    assert not Evaluation.objects.filter(participant__person=daan).exists()


def test_leaving_a_group_that_is_gone_is_leaving_it(ended, daan, now, monkeypatch):
    """Destroyed between the click and the deed."""
    client, me = inside(ended, daan), seat(ended, daan)
    leave = waiting_list.leave

    def too_late(participant, **told):
        destruction.destroy_group(ended, now=now)
        return leave(participant, **told)

    monkeypatch.setattr(waiting_list, "leave", too_late)
    page = client.post(address(ended, "verlaten/"), {"words": "weg"}, follow=True)
    assert page.status_code == 200
    assert "U bent uit de groep" in page.content.decode()
    assert not leave(me, by=daan, keep_words=False, now=now)
