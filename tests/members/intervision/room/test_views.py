"""Through the room with a browser that has no JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.intervision.models import Contribution, Participant, Sitting
from members.intervision.room import meetings

from .people import address, at_the_door, go_to, inside, move, seat, sitting, write

HIDDEN = "Waarom belde u de burgemeester niet?"


def pass_minutes(group, minutes: float) -> None:
    for one in Sitting.objects.filter(group=group, ends_at__isnull=False):
        Sitting.objects.filter(pk=one.pk).update(ends_at=one.ends_at - timedelta(minutes=minutes))


def test_first_comes_the_promise(group, anna):
    client = at_the_door(anna)
    assert "Dit beloof ik mijn groep" in client.get(address(group)).content.decode()
    unpromised = client.post(address(group, "akkoord/"))
    assert "Zet een vinkje" in unpromised.content.decode()
    assert client.post(address(group, "zet/"), {"move": "beginnen"}).status_code == 302
    assert not Sitting.objects.filter(phase="loopt").exists()
    inside = client.post(address(group, "akkoord/"), {"agreed": "ja"}, follow=True)
    assert "U begeleidt" in inside.content.decode()


def test_a_whole_meeting(group, anna, bram, daan):
    lead, second, third = (inside(group, person) for person in (anna, bram, daan))
    assert "Anna begint als iedereen er is" in second.get(address(group)).content.decode()
    second.post(
        address(group, "schrijven/"),
        {"kind": "inbreng", "step": 0, "text": "De raad draait.", "act": "show"},
    )
    move(lead, group, "beginnen")
    move(lead, group, "verder")
    for client in (second, third):
        write(client, group, str(seat(group, bram).pk))
    assert "2 stemmen" in lead.get(address(group)).content.decode()
    move(lead, group, "inbrenger", person=seat(group, bram).pk)
    move(lead, group, "verder")
    assert "De inbreng van Bram" in third.get(address(group)).content.decode()
    write(third, group, "Wat wilde de raad?\nWie sprak u?")
    shown = second.get(address(group)).content.decode()
    assert "Wie sprak u?" in shown
    move(lead, group, "verder")
    page = second.get(address(group)).content.decode()
    keys = [part.split('"')[0] for part in page.split('name="warmth-')[1:]]
    chosen = {f"warmth-{key}": "warm" for key in set(keys)}
    write(second, group, "", rates="1", **chosen)
    assert third.get(address(group)).content.decode().count('data-warmth="warm"') == 2
    move(lead, group, "verder")
    ended = move(lead, group, "verder").content.decode()
    assert "Na de bijeenkomst" in ended
    row = sitting(group)
    assert row.destroy_at == row.ended_at + timedelta(days=30)


def test_nobody_sees_a_text_before_all_are_in(group, anna, bram, daan):
    lead, second, third = (inside(group, person) for person in (anna, bram, daan))
    go_to(lead, group, 2)
    write(second, group, HIDDEN)
    for client in (lead, third):
        for page in ("", "stand/"):
            assert HIDDEN not in client.get(address(group, page)).content.decode()
    assert HIDDEN in second.get(address(group)).content.decode()
    write(third, group, "Wat hielp?")
    assert HIDDEN in lead.get(address(group)).content.decode()


def test_time_that_is_up_shows_the_texts_and_keeps_what_was_not_handed_in(group, anna, bram, daan):
    lead, second, third = (inside(group, person) for person in (anna, bram, daan))
    go_to(lead, group, 2)
    write(second, group, HIDDEN)
    third.post(
        address(group, "bewaren/"), {"kind": "antwoord", "step": 2, "text": "Half", "version": 0}
    )
    before = third.get(address(group, "stand/")).content
    pass_minutes(group, 5)
    assert third.get(address(group, "stand/")).content != before
    page = lead.get(address(group)).content.decode()
    assert HIDDEN in page
    assert "Half" not in page
    assert "Half" in third.get(address(group)).content.decode()
    assert "Half" in write(third, group, "Half", version=1).content.decode()
    assert "Half" in lead.get(address(group)).content.decode()


def test_double_click_goes_on_once(group, anna):
    client = inside(group, anna)
    move(client, group, "beginnen")
    seen = meetings.position(sitting(group), timezone.now())
    move(client, group, "verder", seen=seen)
    answer = move(client, group, "verder", seen=seen)
    assert sitting(group).at == 1
    assert "De groep was net al verder gegaan" in answer.content.decode()


def test_click_counts_though_somebody_handed_in_meanwhile(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    go_to(lead, group, 2)
    seen = meetings.position(sitting(group), timezone.now())
    write(second, group, "Net op tijd")
    answer = move(lead, group, "verder", seen=seen).content.decode()
    assert "net al verder gegaan" not in answer
    assert "Net op tijd" in answer


def test_click_on_showing_everything_does_not_go_on_when_time_was_up_just_then(group, anna, bram):
    lead = inside(group, anna)
    inside(group, bram)
    go_to(lead, group, 2)
    seen = meetings.position(sitting(group), timezone.now())
    until = sitting(group).ends_at
    pass_minutes(group, 5)
    ended = seen.replace(str(int(until.timestamp())), str(int(sitting(group).ends_at.timestamp())))
    move(lead, group, "verder", seen=ended)
    assert sitting(group).at == 2


def test_only_the_facilitator_leads_until_somebody_takes_over(group, anna, bram):
    second = inside(group, bram)
    assert "Dat kan nu niet meer" in move(second, group, "beginnen").content.decode()
    move(second, group, "overnemen")
    move(second, group, "beginnen")
    assert sitting(group).phase == "loopt"


@pytest.mark.parametrize("sent", ["geen oordeel", '["x"]', "[" * 4000])
def test_answer_that_is_no_rating_shuts_nobody_out(group, anna, bram, sent):
    lead, second = inside(group, anna), inside(group, bram)
    move(lead, group, "inbrenger", person=seat(group, bram).pk)
    go_to(lead, group, 3)
    write(second, group, sent)
    assert Contribution.objects.get(step=3).handed_in_at
    for client in (lead, second):
        assert client.get(address(group)).status_code == 200


def test_answer_of_very_many_lines_makes_no_endless_screen(group, anna, bram, daan):
    lead, second, third = (inside(group, person) for person in (anna, bram, daan))
    move(lead, group, "inbrenger", person=seat(group, bram).pk)
    go_to(lead, group, 2)
    write(third, group, "a\n" * 2_000)
    move(lead, group, "verder")
    page = second.get(address(group)).content.decode()
    assert 1 < page.count("gb-room-rating") <= 40


def test_trial_room_leaves_the_meeting_alone_and_begins_again(group, anna):
    client = inside(group, anna)
    trial = address(group, trial=True)
    assert "opvang voor vijftig mensen" in client.get(trial).content.decode()
    client.post(f"{trial}zet/", {"move": "beginnen", "seen": "wacht.0.0.0"})
    assert Sitting.objects.get(group=group, is_trial=True).phase == "loopt"
    assert sitting(group).phase == "wacht"
    client.post(f"{trial}opnieuw/")
    again = Sitting.objects.get(group=group, is_trial=True)
    assert (again.phase, again.version) == ("wacht", 3)
    assert client.post(address(group, "opnieuw/")).status_code == 404


def test_in_ones_own_time_people_talk_in_writing_until_the_deadline(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    move(lead, group, "beginnen", pace="in eigen tijd")
    remark = {"kind": "bijdrage", "step": 0, "text": "Ik herken dit."}
    second.post(address(group, "schrijven/"), remark)
    page = lead.get(address(group)).content.decode()
    assert "Ik herken dit." in page
    assert "Pauze" not in page
    assert sitting(group).ends_at > timezone.now() + timedelta(days=1)


def test_note_taker_writes_along_for_everybody(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    move(lead, group, "beginnen")
    move(second, group, "notuleren")
    write(second, group, "Drie dingen gezegd.", kind="notitie")
    assert "Drie dingen gezegd." in lead.get(address(group)).content.decode()


def test_presence_shows_who_is_there(group, anna, bram):
    lead = inside(group, anna)
    assert lead.post(address(group, "aanwezig/")).content.decode() == str(seat(group, anna).pk)
    inside(group, bram)
    everybody = Participant.objects.filter(person__in=[anna, bram]).values_list("pk", flat=True)
    found = lead.post(address(group, "aanwezig/")).content.decode()
    assert found == ".".join(map(str, sorted(everybody)))


@pytest.mark.parametrize("end", ["", "stand/"])
def test_nothing_is_kept_or_found(group, anna, end):
    answer = inside(group, anna).get(address(group, end))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_looking_makes_no_room(group, anna):
    client = at_the_door(anna)
    for trial in (False, True):
        for end in ("", "stand/", "nazorg/", "oogst/"):
            client.get(address(group, end, trial=trial and end in ("", "stand/")))
    assert not Sitting.objects.exists()
    client.post(address(group, "akkoord/"), {"agreed": "ja"})
    assert set(Sitting.objects.values_list("is_trial", flat=True)) == {True, False}
    assert client.get(address(group, trial=True)).status_code == 200


def test_screen_offers_a_button_to_who_has_no_script(group, anna):
    """room.js hides it, and shows it when the connection is gone: see the browser tests."""
    page = inside(group, anna).get(address(group)).content.decode()
    assert "Scherm verversen" in page
    assert "data-reload" in page
