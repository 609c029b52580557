"""A harvest: everybody agrees to the exact words, or nothing goes out and nobody knows why."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from members.intervision import seats
from members.intervision.afterwards import harvest as harvests
from members.intervision.afterwards import leaving_group, ripening
from members.intervision.models import (
    ContributionKind,
    Harvest,
    HarvestConsent,
    HarvestOnItsWay,
)
from members.intervision.room import sittings, writing
from members.people.models import User
from members.practices.models import Practice
from tests.members import people

from . import people as room_people
from .people import address, inside, seat, sitting

NOW = timezone.now()
WORDS = harvests.Words(
    kind="wat-niet-lukte",
    title="Te laat naar buiten",
    matter="De buurt hoorde het van de krant.",
    action="Wij wachtten op het college.",
    result="Er was geen vertrouwen meer.",
    lessons=(1,),
)


@pytest.fixture
def group(content, anna, bram, chris, daan):
    from lessons.municipalities.models import Municipality

    for person in (anna, bram, chris, daan):
        people.member(person, Municipality.objects.get(name="Heusden"))
    return room_people.group(anna, bram, daan)


def written(group) -> Harvest:
    return harvests.write(group, WORDS, seen=0, by=group.participants.first(), now=NOW)


def say(group, harvest: Harvest, person: User, yes: bool = True) -> None:
    harvests.answer(harvest, yes, seen=harvest.version, by=seat(group, person), now=NOW)


def test_when_all_agree_it_waits_at_the_desk_without_a_trace(group, anna, bram, daan):
    harvest = written(group)
    for person in (anna, bram):
        say(group, harvest, person)
    assert not Practice.objects.exists()
    later = NOW + timedelta(minutes=1)
    harvests.answer(harvest, True, seen=1, by=seat(group, daan), now=later)
    assert not Practice.objects.exists()
    assert ripening.send_due(now=later + ripening.LATEST) == 1
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


def test_one_no_stops_it_only_when_all_answered_and_leaves_no_answer(group, anna, bram, daan):
    harvest = written(group)
    say(group, harvest, bram, yes=False)
    say(group, harvest, anna)
    harvest.refresh_from_db()
    assert harvest.state == "open"
    page = inside(group, anna).get(address(group, "oogst/")).content.decode()
    assert "Ik ben akkoord met elk woord" in page
    say(group, harvest, daan)
    harvest.refresh_from_db()
    assert harvest.state == "gestopt"
    assert not HarvestConsent.objects.exists()
    assert not Practice.objects.exists()
    pages = [inside(group, one).get(address(group, "oogst/")).content for one in (anna, daan)]
    assert all(b"gaat niet door" in one for one in pages)


def test_yes_and_no_look_the_same_in_the_database(group, anna, bram):
    harvest = written(group)
    say(group, harvest, anna)
    say(group, harvest, bram, yes=False)
    first, second = (bytes(one.sealed_text) for one in HarvestConsent.objects.all())
    assert len(first) == len(second)
    assert first != second


def test_every_edit_voids_every_answer(group, anna, bram, daan):
    harvest = written(group)
    for person in (anna, bram):
        say(group, harvest, person)
    changed = harvests.write(group, WORDS, seen=1, by=seat(group, anna), now=NOW)
    assert not HarvestConsent.objects.exists()
    with pytest.raises(harvests.ChangedError):
        harvests.answer(harvest, True, seen=1, by=seat(group, daan), now=NOW)
    with pytest.raises(harvests.ChangedError):
        harvests.write(group, WORDS, seen=1, by=seat(group, anna), now=NOW)
    assert changed.version == 2


def test_one_change_after_the_other_is_mailed_to_who_had_answered(group, anna, bram, daan):
    def change(seen: int, now=NOW) -> list[str]:
        mail.outbox.clear()
        harvests.write(group, WORDS, seen=seen, by=seat(group, anna), now=now)
        return sorted(one.to[0] for one in mail.outbox)

    assert change(0) == ["bram@example.org", "daan@example.org"]
    assert change(1) == []
    say(group, harvests.open_harvest(group), bram)
    assert change(2) == ["bram@example.org"]
    assert change(3, NOW + timedelta(days=1)) == ["bram@example.org", "daan@example.org"]


def test_who_does_not_answer_does_not_agree(group, anna):
    harvest = written(group)
    say(group, harvest, anna)
    assert harvests.advance(now=NOW + timedelta(days=6)) == 0
    assert harvests.advance(now=NOW + timedelta(days=7)) == 1
    assert harvests.advance(now=NOW + timedelta(days=8)) == 0
    harvest.refresh_from_db()
    assert harvest.state == "gestopt"


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


def test_when_the_others_cannot_be_told_nothing_is_kept(group, anna, monkeypatch):
    def break_down(_people):
        raise RuntimeError("stuk")

    monkeypatch.setattr(harvests.emails, "something_waits", break_down)
    with pytest.raises(RuntimeError):
        harvests.write(group, WORDS, seen=0, by=seat(group, anna), now=NOW)
    assert not Harvest.objects.exists()


# --- On its way --------------------------------------------------------------------------------


def agreed(group, *everybody: User) -> None:
    harvest = written(group)
    for person in everybody:
        say(group, harvest, person)


def test_it_comes_on_a_day_that_chance_chose_and_once(group, anna, bram, daan, monkeypatch):
    monkeypatch.setattr(ripening.secrets, "randbelow", lambda most: most - 1)
    agreed(group, anna, bram, daan)
    way = HarvestOnItsWay.objects.get()
    assert way.send_at == NOW + ripening.LATEST - timedelta(seconds=1)
    monkeypatch.setattr(ripening.secrets, "randbelow", lambda most: 0)
    agreed(group, anna, bram, daan)
    assert ripening.send_due(now=NOW + ripening.SOONEST - timedelta(seconds=1)) == 0
    assert ripening.send_due(now=NOW + ripening.SOONEST) == 1
    assert ripening.send_due(now=NOW + ripening.SOONEST) == 0
    assert ripening.send_due(now=NOW + ripening.LATEST) == 1
    assert Practice.objects.count() == 2


def test_it_comes_also_when_the_room_is_gone_and_leads_to_no_group(group, anna, bram, daan):
    agreed(group, anna, bram, daan)
    assert WORDS.title not in str(HarvestOnItsWay.objects.values().get())
    ties = {field.name for field in HarvestOnItsWay._meta.get_fields()}
    assert ties == {"uid", "sealed_text", "send_at"}
    group.delete()
    ripening.send_due(now=NOW + ripening.LATEST)
    assert Practice.objects.get().title == WORDS.title


def test_new_key_opens_what_is_on_its_way(group, anna, bram, daan, settings):
    from cryptography.fernet import Fernet

    agreed(group, anna, bram, daan)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert ripening.reseal_all() == 1
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert WORDS.title in HarvestOnItsWay.objects.get().text


# --- Who left ----------------------------------------------------------------------------------

SAID = "Ik zou de wethouder eerst alleen spreken, zonder de anderen erbij."


def said(group, person: User, text: str = SAID) -> None:
    row = sitting(group)
    mine = {"by": seat(group, person), "now": timezone.now()}
    if row.phase == "wacht":
        sittings.play(row, sittings.Move.BEGIN, **mine)
    writing.remark(row, text, **mine)


def write_with(group, words: str, *, seen: int = 0) -> Harvest:
    changed = harvests.Words.from_text(WORDS.as_text().replace(WORDS.action, words))
    return harvests.write(group, changed, seen=seen, by=group.participants.first(), now=NOW)


def test_who_left_cannot_agree_so_the_harvest_that_lay_open_stops(group, anna, bram, daan):
    harvest = written(group)
    for person in (anna, bram):
        say(group, harvest, person)
    leaving_group.leave(seat(group, daan), keep_words=True, now=timezone.now())
    harvest.refresh_from_db()
    assert (harvest.state, bytes(harvest.sealed_text)) == ("gestopt", b"")
    assert not HarvestOnItsWay.objects.exists()


def test_words_of_who_left_are_not_harvested(group, anna, bram, daan):
    said(group, anna, "Welkom allemaal")
    said(group, daan)
    seats.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    with pytest.raises(harvests.BorrowedError) as refused:
        write_with(group, f"Wij deden dit: {SAID.upper()}")
    assert refused.value.passages[0] == "IK ZOU DE WETHOUDER EERST ALLEEN"
    assert not Harvest.objects.exists()
    write_with(group, "Wij spraken de wethouder eerst alleen.")


def test_words_of_who_stays_may_be_harvested_also_when_another_said_them_too(
    group, anna, bram, daan
):
    for person in (anna, bram, daan):
        said(group, person)
    seats.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    assert write_with(group, SAID).state == "open"


def test_short_advice_of_who_left_counts_as_a_whole(group, anna, bram, daan):
    said(group, anna, "Welkom allemaal")
    said(group, daan, "Bel haar vanavond")
    said(group, daan, "Ja hoor")
    seats.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    write_with(group, "Ja hoor, dat deden wij.")
    with pytest.raises(harvests.BorrowedError):
        write_with(group, "Toen: bel haar vanavond!", seen=1)


def test_screen_says_which_words_have_to_go_and_keeps_the_text(group, anna, bram, daan):
    said(group, anna, "Welkom allemaal")
    said(group, daan)
    seats.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    told = {
        "kind": "wat-werkte",
        "title": "Eerst alleen",
        "matter": SAID,
        "action": "Gebeld.",
        "result": "Rust.",
        "lessons": [people.LessonPage.objects.get(number=2).pk],
    }
    answer = inside(group, anna).post(address(group, "oogst/schrijven/"), told)
    page = answer.content.decode()
    assert "woorden van iemand die de groep verliet" in page
    assert "‘Ik zou de wethouder eerst alleen’" in page
    assert f">{SAID}</textarea>" in page.replace("\n", "")


def test_draft_of_who_left_was_never_read_and_bars_no_words(group, anna, daan):
    mine = {"by": seat(group, daan), "now": timezone.now(), "kind": ContributionKind.CASE}
    writing.keep(sitting(group), SAID, step=0, version=0, **mine)
    seats.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    assert write_with(group, SAID).state == "open"
