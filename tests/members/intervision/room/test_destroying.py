"""In time everything is gone, also from yesterday's backup, and twice is once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members.intervision import sealing
from members.intervision.afterwards import aftercare, destroying, leaving_group
from members.intervision.afterwards import harvest as harvests
from members.intervision.models import (
    CandidateDate,
    Contribution,
    ContributionKind,
    DateOption,
    Encounter,
    Enrolment,
    Evaluation,
    Intention,
    Meeting,
    Participant,
    PeerGroup,
    Receipt,
    Round,
    Sitting,
)
from members.intervision.room import sittings, writing
from members.intervision.rules.meeting import Move
from tests.members import people

from . import people as room_people
from .people import address, inside, seat, sitting
from .test_harvest import WORDS

NOW = timezone.now()


@pytest.fixture
def ended(group, anna, bram, daan) -> PeerGroup:
    """A meeting that ended, with a case and an evaluation in it."""
    Round.objects.update(state="bijeenkomst")
    for person in (anna, bram, daan):
        sittings.agree(seat(group, person), now=NOW)
    room, lead = sitting(group), seat(group, anna)
    writing.keep(
        room,
        "De burgemeester wil niet.",
        kind=ContributionKind.CASE,
        step=0,
        version=0,
        by=lead,
        now=NOW,
    )
    writing.share_case(room, by=lead, now=NOW)
    sittings.play(room, Move.BEGIN, by=lead, now=NOW)
    sittings.play(room, Move.END, by=lead, now=NOW)
    aftercare.evaluate(lead, aftercare.Told(5, 5, "Fijn"), now=NOW)
    return group


def test_thirty_days_later_everything_is_gone(ended, anna, bram, daan):
    Encounter.objects.create(one=anna, other=bram, met_on=NOW.date())
    assert destroying.advance(now=NOW + timedelta(days=29)) == 0
    assert Contribution.objects.exists()
    destroying.move_rounds_on(now=NOW)
    late = NOW + timedelta(days=30, minutes=1)
    assert destroying.advance(now=late) == 2
    for model in (Sitting, Contribution, Evaluation, PeerGroup, Participant):
        assert not model.objects.exists(), model
    assert Encounter.objects.exists()
    assert {one.person for one in Receipt.objects.all()} == {anna, bram, daan}
    assert Round.objects.get().state == "vernietigd"
    assert destroying.advance(now=late + timedelta(days=1)) == 0
    assert Receipt.objects.count() == 3
    assert len(mail.outbox) == 3


def test_group_without_a_date_keeps_nothing_of_the_others(ended, anna, chris):
    dateless = room_people.group(chris, number=2)
    dateless.meeting.delete()
    mine = Enrolment(round=ended.round, person=anna, state="geplaatst", made_at=NOW, changed_at=NOW)
    mine.save()
    mine.brings_case, mine.sentence, mine.access_needs = True, "De burgemeester", "Een ringleiding"
    mine.save()
    Round.objects.update(state="datum kiezen")
    assert destroying.advance(now=NOW + timedelta(days=31)) == 1
    assert list(PeerGroup.objects.all()) == [dateless]
    mine.refresh_from_db()
    assert (mine.sentence, mine.access_needs) == ("", "")


def test_group_that_never_found_a_date_goes_after_its_last_one(group):
    Meeting.objects.all().delete()
    Round.objects.update(state="datum kiezen")
    start = NOW + timedelta(days=5)
    for days in (0, 5):
        DateOption.objects.create(
            group=group,
            starts_at=NOW + timedelta(days=days),
            ends_at=NOW + timedelta(days=days, hours=1),
            made_at=NOW,
        )
    assert destroying.advance(now=start + timedelta(days=30)) == 0
    assert destroying.advance(now=start + timedelta(days=30, hours=1)) == 2
    assert Round.objects.get().state == "vernietigd"


@pytest.mark.parametrize("state", ["geannuleerd", "groepen maken"])
def test_round_without_groups_does_not_keep_what_people_wrote_for_it(group, anna, state):
    one = group.round
    mine = Enrolment(round=one, person=anna, state="aangemeld", made_at=NOW, changed_at=NOW)
    mine.save()
    mine.brings_case, mine.sentence = True, "De burgemeester wil niet."
    mine.save()
    group.delete()
    CandidateDate.objects.create(round=one, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    Round.objects.update(state=state, cancelled_at=NOW if state == "geannuleerd" else None)
    assert destroying.advance(now=NOW + timedelta(days=29)) == 0
    assert destroying.advance(now=NOW + timedelta(days=31)) == 1
    assert not Enrolment.objects.exists()
    with pytest.raises(sealing.DestroyedError):
        _ = mine.sentence


def test_text_from_an_older_backup_does_not_open(ended):
    """The rows as they were yesterday, put back after the destruction."""
    kept = Contribution.objects.get()
    assert kept.text == "De burgemeester wil niet."
    destroying.destroy_group(ended, now=NOW)
    with pytest.raises(sealing.DestroyedError):
        _ = kept.text


def test_term_is_never_prolonged_afterwards(ended):
    Round.objects.update(destroy_after_days=90)
    assert destroying.advance(now=NOW + timedelta(days=31)) == 1


def test_group_destroys_earlier_only_when_all_want_it(ended, anna, bram, daan):
    clients = [inside(ended, person) for person in (anna, bram, daan)]
    for client in clients[:2]:
        page = client.post(address(ended, "vernietigen/"), follow=True).content.decode()
    assert "Van de 3 mensen willen 2 dit." in page
    clients[1].post(address(ended, "vernietigen/"), {"toch-niet": "1"})
    clients[2].post(address(ended, "vernietigen/"))
    assert PeerGroup.objects.exists()
    gone = clients[1].post(address(ended, "vernietigen/"), follow=True).content.decode()
    assert "Alles is vernietigd" in gone
    assert "Uw groep wilde dat" in gone
    assert not PeerGroup.objects.exists()
    assert clients[0].get(address(ended)).status_code == 404


def test_meeting_that_nobody_ended_goes_by_the_planned_date(group):
    Round.objects.update(state="bijeenkomst")
    assert destroying.advance(now=NOW + timedelta(days=30)) == 0
    assert destroying.advance(now=NOW + timedelta(days=30, hours=2)) == 1


@pytest.mark.parametrize("keep", [True, False])
def test_who_leaves_chooses_what_stays(ended, anna, bram, keep):
    reader = inside(ended, bram)
    leaver = inside(ended, anna)
    words = {"words": "blijft" if keep else "weg"}
    leaver.post(address(ended, "verlaten/"), words)
    assert leaver.get(address(ended)).status_code == 404
    assert Contribution.objects.exists() is keep
    assert reader.get(address(ended, "nazorg/")).status_code == 200


def test_who_leaves_during_a_meeting_is_not_waited_for(group, anna, bram, daan):
    for person in (anna, bram, daan):
        sittings.agree(seat(group, person), now=NOW)
    sittings.play(sitting(group), Move.BEGIN, by=seat(group, anna), now=NOW)
    leaving_group.leave(seat(group, anna), keep_words=False, now=timezone.now())
    assert sitting(group).facilitator is None


def test_intention_outlives_the_room_and_is_asked_about_once(ended, anna):
    client = inside(ended, anna)
    told = {"text": "Eerst bellen", "due_on": f"{timezone.localdate() + timedelta(days=30)}"}
    client.post(address(ended, "voornemen/"), told)
    destroying.destroy_group(ended, now=NOW)
    mail.outbox.clear()
    assert aftercare.advance(now=NOW + timedelta(days=41)) == 0
    assert aftercare.advance(now=NOW + timedelta(days=43)) == 1
    assert aftercare.advance(now=NOW + timedelta(days=44)) == 0
    assert len(mail.outbox) == 1
    assert "bellen" not in mail.outbox[0].subject + mail.outbox[0].body
    assert "Hoe ging het met uw voornemen" in client.get("/mijn/").content.decode()
    one = Intention.objects.get()
    assert "bellen" not in one.sealed_text
    client.post(f"/mijn/voornemens/{one.pk}/", {"outcome": "anders", "reflection": "Lukte half"})
    one.refresh_from_db()
    assert (one.outcome, one.reflection) == ("anders", "Lukte half")
    assert aftercare.advance(now=NOW + timedelta(days=400)) == 0
    assert not Intention.objects.exists()


def test_intention_of_another_is_not_there(ended, anna, bram):
    mine = aftercare.intend(anna, "Bellen", due_on=NOW.date(), now=NOW)
    other = inside(ended, bram)
    assert other.get(f"/mijn/voornemens/{mine.pk}/").status_code == 404
    assert other.post(f"/mijn/voornemens/{mine.pk}/weggooien/").status_code == 404


def test_words_about_the_meeting_show_without_names_from_three_on(ended, anna, bram, daan):
    client = inside(ended, anna)
    aftercare.evaluate(seat(ended, bram), aftercare.Told(3, 4, "Korter mag"), now=NOW)
    assert "Korter mag" not in client.get(address(ended, "nazorg/")).content.decode()
    told = {"useful": "4", "free": "5", "words": "Meer vragen"}
    inside(ended, daan).post(address(ended, "terugblik/"), told)
    page = client.get(address(ended, "nazorg/")).content.decode()
    assert "Korter mag" in page
    assert "Meer vragen" in page
    assert "Bram" not in page


def test_group_that_cannot_be_destroyed_keeps_no_other_from_it(ended, chris, monkeypatch):
    """Such as a key that lies on a disk which is not there: the others may not wait for that."""
    other = room_people.group(chris, number=2)
    sitting(other)
    Sitting.objects.update(destroy_at=NOW)
    destroy = sealing.destroy

    def break_one(round_id, group=""):
        if group == ended.key:
            raise OSError(ended.key)
        destroy(round_id, group)

    monkeypatch.setattr(sealing, "destroy", break_one)
    assert destroying.advance(now=NOW + timedelta(days=1)) == 1
    assert list(PeerGroup.objects.all()) == [ended]
    monkeypatch.undo()
    assert destroying.advance(now=NOW + timedelta(days=1)) == 1


def test_intentions_have_an_end(ended, anna, monkeypatch):
    monkeypatch.setattr(aftercare, "MOST_INTENTIONS", 1)
    client = inside(ended, anna)
    told = {"text": "Eerst bellen", "due_on": f"{timezone.localdate()}"}
    assert client.post(address(ended, "voornemen/"), told).status_code == 302
    refused = client.post(address(ended, "voornemen/"), told | {"text": "Dan schrijven"})
    assert refused.status_code == 400
    assert "Gooi er eerst een weg" in refused.content.decode()
    assert "Dan schrijven" in refused.content.decode()
    assert Intention.objects.count() == 1


def test_destroying_is_asked_first_and_says_who_it_waits_for(ended, anna, bram, daan):
    clients = [inside(ended, person) for person in (anna, bram, daan)]
    for client in clients[:2]:
        page = client.get(address(ended, "vernietigen/")).content.decode()
        assert "Zodra iedereen in uw groep dit bevestigt" in page
        client.post(address(ended, "vernietigen/"))
    assert (
        "Van de 3 mensen willen 2 dit."
        in clients[2].get(address(ended, "nazorg/")).content.decode()
    )
    page = clients[2].get(address(ended, "vernietigen/")).content.decode()
    assert "Alle anderen willen dit al" in page
    assert PeerGroup.objects.exists()
    clients[2].post(address(ended, "vernietigen/"))
    assert not PeerGroup.objects.exists()


def test_mine_leads_back_to_the_room_until_it_is_gone(ended, anna, bram):
    page = inside(ended, bram).get("/mijn/").content.decode()
    assert "Hoe was uw bijeenkomst?" in page
    assert address(ended, "nazorg/") in page
    assert "Naar uw groep" not in page
    # Anna looked back.
    assert "Na uw bijeenkomst" in inside(ended, anna).get("/mijn/").content.decode()
    destroying.destroy_group(ended, now=NOW)
    assert "uw bijeenkomst" not in people.logged_in(anna).get("/mijn/").content.decode()


def test_appointment_says_that_it_was(group, anna):
    page = inside(group, anna).get(group.get_absolute_url()).content.decode()
    assert "U komt bij elkaar op" in page
    past = timezone.now() - timedelta(days=2)
    Meeting.objects.update(starts_at=past, ends_at=past + timedelta(minutes=90))
    page = inside(group, anna).get(group.get_absolute_url()).content.decode()
    assert "U kwam bij elkaar op" in page


def test_text_that_waits_for_an_answer_stands_first(ended, anna, bram):
    client = inside(ended, anna)
    asks = "Er ligt een tekst voor die naar buiten kan"
    assert asks not in client.get(address(ended, "nazorg/")).content.decode()
    harvest = harvests.write(ended, WORDS, seen=0, by=seat(ended, bram), now=NOW)
    assert asks in client.get(address(ended, "nazorg/")).content.decode()
    harvests.answer(harvest, True, seen=1, by=seat(ended, anna), now=NOW)
    assert asks not in client.get(address(ended, "nazorg/")).content.decode()
