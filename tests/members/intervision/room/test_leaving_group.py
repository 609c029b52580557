"""Out of the group: what stays of somebody is asked, and nobody waits for them."""

from django.utils import timezone

from members.intervision.afterwards import harvest as harvests
from members.intervision.models import Contribution, ContributionKind, Participant
from members.intervision.room import sittings, writing
from members.intervision.rules.meeting import Move
from members.leaving import erasing

from .people import inside, seat, sitting
from .test_harvest import WORDS

NOW = timezone.now()


def test_who_leaves_from_the_appointment_is_asked_what_stays(group, anna, bram):
    for person in (anna, bram):
        sittings.agree(seat(group, person), now=NOW)
    case = {"step": 0, "version": 0, "by": seat(group, bram), "now": NOW}
    writing.keep(sitting(group), "De raad draait", kind=ContributionKind.CASE, **case)
    writing.share_case(sitting(group), by=seat(group, bram), now=NOW)
    client, page = inside(group, bram), f"{group.get_absolute_url()}verlaten/"
    assert "Wat gebeurt er met wat u in de kamer schreef?" in client.get(page).content.decode()
    unanswered = client.post(page)
    assert "Kies wat er met uw woorden gebeurt." in unanswered.content.decode()
    assert Participant.objects.current().filter(person=bram).exists()
    assert client.post(page, {"words": "weg"}).status_code == 302
    assert not Contribution.objects.exists()
    assert "wat u in de kamer schreef" not in inside(group, anna).get(page).content.decode()


def test_erased_participant_leaves_first(group, anna, bram, daan):
    for person in (anna, bram, daan):
        sittings.agree(seat(group, person), now=NOW)
    sittings.play(sitting(group), Move.BEGIN, by=seat(group, anna), now=NOW)
    before = sitting(group).version
    harvests.write(group, WORDS, seen=0, by=seat(group, anna), now=NOW)
    erasing.erase(anna, cause=erasing.Cause.OWN_WISH, now=timezone.now())
    assert sitting(group).facilitator is None
    assert sitting(group).version > before
    assert harvests.last_outcome(group) == "gestopt"
