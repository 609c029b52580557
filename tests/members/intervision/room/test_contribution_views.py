"""What is typed in the room is kept or comes back, and is never said to be what it is not."""

import pytest

from members.intervision.models import Contribution
from members.intervision.room import contributions

from .people import address, go_to, grow_quiet, inside, move, seat, write

HIDDEN = "Waarom belde u de burgemeester niet?"


def test_two_tabs_lose_nothing(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    go_to(lead, group, 2)
    draft = {"kind": "antwoord", "step": 2, "version": 0}
    first_tab = second.post(address(group, "bewaren/"), draft | {"text": "Uit de eerste tab"})
    assert first_tab.json() == {"version": 1}
    other_tab = second.post(address(group, "bewaren/"), draft | {"text": "Uit de tweede tab"})
    assert other_tab.status_code == 409
    both = write(second, group, "Uit de tweede tab", version=0)
    assert both.status_code == 409
    page = both.content.decode()
    assert "Uit de eerste tab" in page
    assert "Uit de tweede tab" in page
    assert 'name="version" value="1"' in page
    write(second, group, "Uit de tweede tab", version=1)
    assert Contribution.objects.get(author=seat(group, bram), step=2).text == "Uit de tweede tab"


def test_empty_answer_and_too_long_one_come_back_with_what_to_do(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    go_to(lead, group, 2)
    assert "Schrijf eerst iets op" in write(second, group, " ").content.decode()
    long = write(second, group, "x" * 4001)
    assert "hoogstens 4000 tekens" in long.content.decode()
    assert "x" * 4001 in long.content.decode()


def test_only_the_note_taker_writes_notes(group, anna, bram):
    lead, second = (inside(group, person) for person in (anna, bram))
    move(lead, group, "notuleren")
    move(lead, group, "beginnen")
    write(lead, group, "Gehoord", kind="notitie")
    page = write(second, group, "Ondergeschoven", kind="notitie").content.decode()
    assert "Dat kan nu niet meer" in page
    shown = lead.get(address(group)).content.decode()
    assert "Gehoord" in shown
    assert "Ondergeschoven" not in shown
    move(second, group, "notuleren")
    assert "Ondergeschoven" in second.get(address(group)).content.decode()


def test_remarks_have_an_end_and_the_text_stays(group, anna, bram, monkeypatch):
    monkeypatch.setattr(contributions, "MOST_REMARKS", 2)
    lead, second = (inside(group, person) for person in (anna, bram))
    move(lead, group, "beginnen", pace="in eigen tijd")
    for text in ("Een", "Twee"):
        assert write(second, group, text, kind="bijdrage").status_code == 200
    refused = write(second, group, "Drie", kind="bijdrage")
    assert refused.status_code == 400
    assert "en meer kan niet" in refused.content.decode()
    assert ">Drie</textarea>" in refused.content.decode()
    assert write(lead, group, "Vier", kind="bijdrage").status_code == 200
    assert Contribution.objects.count() == 3


@pytest.mark.parametrize(("kind", "step"), [("antwoord", 5), ("notitie", 99), ("inbreng", 1)])
def test_no_draft_is_kept_for_a_step_that_is_not_there(group, anna, kind, step):
    client = inside(group, anna)
    told = {"kind": kind, "step": step, "text": "x", "version": 0}
    assert client.post(address(group, "bewaren/"), told).status_code == 400
    client.post(address(group, "schrijven/"), told | {"act": "show"})
    assert not Contribution.objects.exists()


KEPT = "Uw tekst is bewaard"


def assert_comes_back(answer, text: str, status: int = 409) -> None:
    page = answer.content.decode()
    assert answer.status_code == status
    assert f">{text}</textarea>" in page
    assert KEPT not in page


def test_remark_after_the_end_is_not_said_to_be_kept(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    move(lead, group, "beginnen", pace="in eigen tijd")
    move(lead, group, "afsluiten")
    assert_comes_back(write(second, group, HIDDEN, kind="bijdrage"), HIDDEN)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(("kind", "step"), [("antwoord", 5), ("notitie", 99), ("inbreng", 1)])
def test_text_for_a_step_that_is_not_there_is_not_said_to_be_kept(group, anna, kind, step):
    assert_comes_back(write(inside(group, anna), group, HIDDEN, kind=kind, step=step), HIDDEN)


def test_answer_after_the_end_comes_back_though_nobody_sees_the_room_any_more(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    go_to(lead, group, 2)
    move(lead, group, "afsluiten")
    assert_comes_back(write(second, group, HIDDEN, step=2), HIDDEN)
    assert_comes_back(write(second, group, "x" * 4001, step=2), "x" * 4001)


def test_vote_after_the_end_has_no_text_to_give_back(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    go_to(lead, group, 1)
    move(lead, group, "afsluiten")
    page = write(second, group, str(seat(group, bram).pk), step=1)
    assert page.redirect_chain[-1][0] == address(group, "nazorg/")
    assert "Dat kan nu niet meer" in page.content.decode()
    assert KEPT not in page.content.decode()


def test_remark_after_half_an_hour_of_quiet_comes_back(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    move(lead, group, "beginnen", pace="in eigen tijd")
    grow_quiet(second, 31)
    refused = write(second, group, HIDDEN, kind="bijdrage")
    assert_comes_back(refused, HIDDEN, status=403)
    assert refused.headers["Cache-Control"] == "no-store"
    assert "De inbreng" not in refused.content.decode()
    assert not Contribution.objects.exists()


def test_who_lost_the_notes_changes_none_that_all_read(group, anna, bram):
    lead, second = inside(group, anna), inside(group, bram)
    move(lead, group, "beginnen")
    move(lead, group, "notuleren")
    write(lead, group, "Gehoord", kind="notitie")
    move(second, group, "notuleren")
    told = {"kind": "notitie", "step": 0, "text": "Veranderd", "version": 1}
    while_typing = lead.post(address(group, "bewaren/"), told)
    assert while_typing.status_code == 400
    assert "niet bewaard" in while_typing.json()["errors"][0]
    assert_comes_back(write(lead, group, "Veranderd", kind="notitie", version=1), "Veranderd")
    assert Contribution.objects.get().text == "Gehoord"
