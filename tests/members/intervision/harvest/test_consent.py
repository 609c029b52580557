"""A harvest: everybody agrees to the exact words, or nothing goes out and nobody knows why."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from members.intervision.harvest import consent as harvests
from members.intervision.harvest import delayed_submission, destruction
from members.intervision.models import Harvest, HarvestConsent, HarvestOnItsWay, Participant
from members.intervision.room import departure
from members.practices.models import Practice
from tests import people

from ..room.people import address, inside, seat
from .harvesting import WORDS, say, written


def test_when_all_agree_it_waits_at_the_desk_without_a_trace(group, anna, bram, daan, now):
    harvest = written(group, now)
    for person in (anna, bram):
        say(group, harvest, person, now=now)
    assert not Practice.objects.exists()
    later = now + timedelta(minutes=1)
    harvests.answer(harvest, True, seen=1, by=seat(group, daan), now=later)
    assert not Practice.objects.exists()
    assert delayed_submission.send_due(now=later + delayed_submission.LATEST) == 1
    practice = Practice.objects.get()
    assert (practice.title, practice.author, practice.municipality) == (WORDS.title, None, None)
    assert not practice.live
    harvest.refresh_from_db()
    assert (harvest.state, bytes(harvest.sealed_text)) == ("ingestuurd", b"")
    assert not HarvestConsent.objects.exists()
    # A moment that both carry would lead from the practice to the group.
    sent = practice.submissions.get().made_at
    assert sent not in (harvest.made_at, harvest.changed_at, harvest.answer_until)
    assert not ModelLogEntry.objects.filter(object_id=str(practice.pk), user__isnull=False).exists()


def test_one_no_stops_it_only_when_all_answered_and_leaves_no_answer(group, anna, bram, daan, now):
    harvest = written(group, now)
    say(group, harvest, bram, yes=False, now=now)
    say(group, harvest, anna, now=now)
    harvest.refresh_from_db()
    assert harvest.state == "open"
    page = inside(group, anna).get(address(group, "oogst/")).content.decode()
    assert "Ik ben akkoord met elk woord" in page
    say(group, harvest, daan, now=now)
    harvest.refresh_from_db()
    assert harvest.state == "gestopt"
    assert not HarvestConsent.objects.exists()
    assert not Practice.objects.exists()
    pages = [inside(group, one).get(address(group, "oogst/")).content for one in (anna, daan)]
    assert all(b"gaat niet door" in one for one in pages)


def test_yes_and_no_look_the_same_in_the_database(group, anna, bram, now):
    harvest = written(group, now)
    say(group, harvest, anna, now=now)
    say(group, harvest, bram, yes=False, now=now)
    first, second = (bytes(one.sealed_text) for one in HarvestConsent.objects.all())
    assert len(first) == len(second)
    assert first != second


def test_every_edit_voids_every_answer(group, anna, bram, daan, now):
    harvest = written(group, now)
    for person in (anna, bram):
        say(group, harvest, person, now=now)
    changed = harvests.write(group, WORDS, seen=1, by=seat(group, anna), now=now)
    assert not HarvestConsent.objects.exists()
    with pytest.raises(harvests.ChangedError):
        harvests.answer(harvest, True, seen=1, by=seat(group, daan), now=now)
    with pytest.raises(harvests.ChangedError):
        harvests.write(group, WORDS, seen=1, by=seat(group, anna), now=now)
    assert changed.version == 2


def test_one_change_after_the_other_is_mailed_to_who_had_answered(group, anna, bram, daan, now):
    def change(seen: int, now=now) -> list[str]:
        mail.outbox.clear()
        harvests.write(group, WORDS, seen=seen, by=seat(group, anna), now=now)
        return sorted(one.to[0] for one in mail.outbox)

    assert change(0) == ["bram@example.org", "daan@example.org"]
    assert change(1) == []
    say(group, harvests.open_harvest(group), bram, now=now)
    assert change(2) == ["bram@example.org"]
    assert change(3, now + timedelta(days=1)) == ["bram@example.org", "daan@example.org"]


def test_who_does_not_answer_does_not_agree(group, anna, now):
    harvest = written(group, now)
    say(group, harvest, anna, now=now)
    assert harvests.advance(now=now + timedelta(days=6)) == 0
    assert harvests.advance(now=now + timedelta(days=7)) == 1
    assert harvests.advance(now=now + timedelta(days=8)) == 0
    harvest.refresh_from_db()
    assert harvest.state == "gestopt"


def test_text_that_is_rewritten_at_the_last_moment_is_not_stopped(group, anna, monkeypatch, now):
    harvest, late = written(group, now), now + timedelta(days=7)
    in_turn = harvests.for_each_isolated

    def rewritten_first(act, rows, **given):
        rows = list(rows)
        harvests.write(group, WORDS, seen=1, by=seat(group, anna), now=late)
        say(group, harvests.open_harvest(group), anna, now=late)
        return in_turn(act, rows, **given)

    monkeypatch.setattr(harvests, "for_each_isolated", rewritten_first)
    assert harvests.advance(now=late) == 0
    harvest.refresh_from_db()
    assert harvest.state == "open"
    assert HarvestConsent.objects.exists()


def test_from_the_screen_to_the_others(group, anna, bram):
    first, second = inside(group, anna), inside(group, bram)
    told = {
        "kind": "wat-werkte",
        "title": "Eerst bellen",
        "matter": "In Heusden belde Bram op 3 mei 2024 over € 40.000.",
        "action": "Wij belden eerst.",
        "result": "Rust in Flevoland, met 15.000 inwoners.",
        "lessons": [people.LessonPage.objects.get(number=2).pk],
    }
    answer = first.post(address(group, "oogst/schrijven/"), told, follow=True)
    assert "Eerst bellen" in answer.content.decode()
    page = second.get(address(group, "oogst/")).content.decode()
    for word in ("Naam: ‘Bram’", "Plaats: ‘Heusden’", "Bedrag: ‘€ 40.000’", "Datum: ‘3 mei’"):
        assert word in page
    assert "Te weinig gemeenten: ‘Flevoland" in page
    assert {one.to[0] for one in mail.outbox} == {"bram@example.org", "daan@example.org"}
    assert all("bellen" not in one.subject + one.body for one in mail.outbox)
    assert "Uw groep vraagt uw antwoord" in second.get("/mijn/").content.decode()
    seen = {"answer": "ja", "seen": 1}
    second.post(address(group, "oogst/antwoord/"), seen)
    assert HarvestConsent.objects.get().participant == seat(group, bram)
    assert "Uw groep vraagt uw antwoord" not in second.get("/mijn/").content.decode()


def test_form_says_what_to_do(group, anna):
    client = inside(group, anna)
    page = client.post(address(group, "oogst/schrijven/"), {}).content.decode()
    assert "Geef de oogst een titel." in page
    assert "Kies één, twee of drie lessen." in page


def test_when_the_others_cannot_be_told_nothing_is_kept(group, anna, monkeypatch, now):
    def break_down(_people):
        raise RuntimeError("stuk")

    monkeypatch.setattr(harvests.emails, "something_waits", break_down)
    with pytest.raises(RuntimeError):
        harvests.write(group, WORDS, seen=0, by=seat(group, anna), now=now)
    assert not Harvest.objects.exists()


def test_who_left_cannot_agree_so_the_harvest_that_lay_open_stops(group, anna, bram, daan, now):
    harvest = written(group, now)
    for person in (anna, bram):
        say(group, harvest, person, now=now)
    departure.leave(seat(group, daan), keep_words=True, now=timezone.now())
    harvest.refresh_from_db()
    assert (harvest.state, bytes(harvest.sealed_text)) == ("gestopt", b"")
    assert not HarvestOnItsWay.objects.exists()


def test_text_that_waits_for_an_answer_stands_first(ended, anna, bram, now):
    client = inside(ended, anna)
    asks = "Er ligt een tekst voor die naar buiten kan"
    assert asks not in client.get(address(ended, "nazorg/")).content.decode()
    harvest = harvests.write(ended, WORDS, seen=0, by=seat(ended, bram), now=now)
    assert asks in client.get(address(ended, "nazorg/")).content.decode()
    harvests.answer(harvest, True, seen=1, by=seat(ended, anna), now=now)
    assert asks not in client.get(address(ended, "nazorg/")).content.decode()


def test_answer_of_who_left_stands_in_for_nobody(group, anna, bram, now):
    harvest = written(group, now)
    for person in (anna, bram):
        if person == bram:
            Participant.objects.filter(person=anna).update(left_at=now)
        say(group, harvest, person, now=now)
    assert harvests.open_harvest(group)
    assert not HarvestOnItsWay.objects.exists()


def test_harvest_for_a_group_that_is_gone_says_so(group, anna, monkeypatch, now):
    """Destroyed between the click and the deed."""
    client, write = inside(group, anna), harvests.write

    def too_late(one, words, **told):
        destruction.destroy_group(group, now=now)
        return write(one, words, **told)

    monkeypatch.setattr(harvests, "write", too_late)
    lesson = people.LessonPage.objects.get(number=2).pk
    told = {"kind": "wat-werkte", "title": "Eerst", "lessons": [lesson]}
    told |= dict.fromkeys(("matter", "action", "result"), "Iets")
    page = client.post(address(group, "oogst/schrijven/"), told, follow=True)
    assert "Alles is vernietigd" in page.content.decode()
