"""In time everything is gone, also from yesterday's backup, and twice is once."""

from datetime import timedelta

import pytest
from django.core import mail

from members.intervision.encryption import texts
from members.intervision.harvest import destruction
from members.intervision.models import (
    CandidateDate,
    Contribution,
    DateOption,
    Encounter,
    Enrolment,
    Evaluation,
    Meeting,
    Participant,
    PeerGroup,
    Receipt,
    Round,
    Sitting,
)
from members.intervision.rounds import waiting_list
from members.privacy import erasure
from tests import people

from ..room import people as room_people
from ..room.people import address, inside, seat, sitting


def test_thirty_days_later_everything_is_gone(ended, anna, bram, daan, now):
    Encounter.objects.create(one=anna, other=bram, met_on=now.date())
    assert destruction.advance(now=now + timedelta(days=29)) == 0
    assert Contribution.objects.exists()
    destruction.move_rounds_on(now=now)
    late = now + timedelta(days=30, minutes=1)
    assert destruction.advance(now=late) == 2
    for model in (Sitting, Contribution, Evaluation, PeerGroup, Participant):
        assert not model.objects.exists(), model
    assert Encounter.objects.exists()
    assert {one.person for one in Receipt.objects.all()} == {anna, bram, daan}
    assert Round.objects.get().state == "vernietigd"
    assert destruction.advance(now=late + timedelta(days=1)) == 0
    assert Receipt.objects.count() == 3
    assert len(mail.outbox) == 3


def test_group_without_a_date_keeps_nothing_of_the_others(ended, anna, chris, now):
    dateless = room_people.group(chris, number=2)
    dateless.meeting.delete()
    mine = Enrolment(round=ended.round, person=anna, state="geplaatst", made_at=now, changed_at=now)
    mine.save()
    mine.brings_case, mine.sentence, mine.access_needs = True, "De burgemeester", "Een ringleiding"
    mine.save()
    Round.objects.update(state="datum kiezen")
    assert destruction.advance(now=now + timedelta(days=31)) == 1
    assert list(PeerGroup.objects.all()) == [dateless]
    mine.refresh_from_db()
    assert (mine.sentence, mine.access_needs) == ("", "")


def test_group_that_never_found_a_date_goes_after_its_last_one(group, now):
    Meeting.objects.all().delete()
    Round.objects.update(state="datum kiezen")
    start = now + timedelta(days=5)
    for days in (0, 5):
        DateOption.objects.create(
            group=group,
            starts_at=now + timedelta(days=days),
            ends_at=now + timedelta(days=days, hours=1),
            made_at=now,
        )
    assert destruction.advance(now=start + timedelta(days=30)) == 0
    assert destruction.advance(now=start + timedelta(days=30, hours=1)) == 2
    assert Round.objects.get().state == "vernietigd"


@pytest.mark.parametrize("state", ["geannuleerd", "groepen maken"])
def test_round_without_groups_does_not_keep_what_people_wrote_for_it(group, anna, state, now):
    one = group.round
    mine = Enrolment(round=one, person=anna, state="aangemeld", made_at=now, changed_at=now)
    mine.save()
    mine.brings_case, mine.sentence = True, "De burgemeester wil niet."
    mine.save()
    group.delete()
    CandidateDate.objects.create(round=one, starts_at=now, ends_at=now + timedelta(hours=1))
    Round.objects.update(state=state, cancelled_at=now if state == "geannuleerd" else None)
    assert destruction.advance(now=now + timedelta(days=29)) == 0
    assert destruction.advance(now=now + timedelta(days=31)) == 1
    assert not Enrolment.objects.exists()
    with pytest.raises(texts.DestroyedError):
        _ = mine.sentence


def test_text_from_an_older_backup_does_not_open(ended, now):
    """The rows as they were yesterday, put back after the destruction."""
    kept = Contribution.objects.get()
    assert kept.text == "De burgemeester wil niet."
    destruction.destroy_group(ended, now=now)
    with pytest.raises(texts.DestroyedError):
        _ = kept.text


def test_term_is_never_prolonged_afterwards(ended, now):
    Round.objects.update(destroy_after_days=90)
    assert destruction.advance(now=now + timedelta(days=31)) == 1


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


def test_meeting_that_nobody_ended_goes_by_the_planned_date(group, now):
    Round.objects.update(state="bijeenkomst")
    assert destruction.advance(now=now + timedelta(days=30)) == 0
    assert destruction.advance(now=now + timedelta(days=30, hours=2)) == 1


def test_group_that_cannot_be_destroyed_keeps_no_other_from_it(ended, chris, monkeypatch, now):
    """Such as a key that lies on a disk which is not there: the others may not wait for that."""
    other = room_people.group(chris, number=2)
    sitting(other)
    Sitting.objects.update(destroy_at=now)
    destroy = texts.destroy

    def break_one(round_id, group=""):
        if group == ended.key:
            raise OSError(ended.key)
        destroy(round_id, group)

    monkeypatch.setattr(texts, "destroy", break_one)
    assert destruction.advance(now=now + timedelta(days=1)) == 1
    assert list(PeerGroup.objects.all()) == [ended]
    monkeypatch.undo()
    assert destruction.advance(now=now + timedelta(days=1)) == 1


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


def test_mine_leads_back_to_the_room_until_it_is_gone(ended, anna, bram, now):
    page = inside(ended, bram).get("/mijn/").content.decode()
    assert "Hoe was uw bijeenkomst?" in page
    assert address(ended, "nazorg/") in page
    assert "Naar uw groep" not in page
    # Anna looked back.
    assert "Na uw bijeenkomst" in inside(ended, anna).get("/mijn/").content.decode()
    destruction.destroy_group(ended, now=now)
    assert "uw bijeenkomst" not in people.logged_in(anna).get("/mijn/").content.decode()


@pytest.mark.parametrize("way", ["leaves", "is erased"])
def test_everything_goes_when_the_last_who_wanted_to_keep_it_is_out(
    ended, anna, bram, daan, now, way
):
    for person in (anna, bram):
        assert not destruction.agree(seat(ended, person), now=now)
    if way == "leaves":
        waiting_list.leave(seat(ended, daan), by=daan, keep_words=True, now=now)
    else:
        erasure.erase(daan, cause=erasure.Cause.OWN_WISH, now=now)
    assert not PeerGroup.objects.exists()
    receipts = Receipt.objects.values_list("person", "by_agreement")
    assert set(receipts) == {(anna.pk, True), (bram.pk, True)}


def test_group_of_which_all_want_it_goes_though_a_process_died_before(ended, anna, bram, daan, now):
    for person in (anna, bram):
        destruction.agree(seat(ended, person), now=now)
    assert destruction.advance(now=now) == 0
    Participant.objects.filter(person=daan).update(left_at=now)
    assert destruction.advance(now=now) == 1
    assert set(Receipt.objects.values_list("by_agreement", flat=True)) == {True}


def test_group_that_everybody_left_keeps_its_term(ended, anna, bram, daan, now):
    Participant.objects.update(left_at=now)
    assert destruction.advance(now=now) == 0


@pytest.mark.parametrize("moment", ["before", "meanwhile"])
def test_whoever_confirms_while_another_does_hears_that_all_is_gone(
    ended, anna, bram, daan, now, monkeypatch, moment
):
    clients = [inside(ended, person) for person in (anna, bram, daan)]
    for client in clients[:2]:
        client.post(address(ended, "vernietigen/"))
    name = "agree" if moment == "before" else "destroy_group"
    act = getattr(destruction, name)
    destroy = destruction.destroy_group

    def too_late(*args, **told):
        destroy(ended, now=now, by_agreement=True)
        return act(*args, **told)

    monkeypatch.setattr(destruction, name, too_late)
    gone = clients[2].post(address(ended, "vernietigen/"), follow=True)
    assert "Alles is vernietigd" in gone.content.decode()
    assert Receipt.objects.count() == 3
