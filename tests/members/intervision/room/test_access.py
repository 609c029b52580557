"""The door: a second factor, a proof of this moment, and half an hour of quiet at most."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.intervision.models import Contribution, Participant, PeerGroup
from members.intervision.room import access
from members.people.accounts import sessions
from members.people.models import User
from tests import people

from .people import address, grow_quiet, inside, prove

QUIET = {"X-Quiet": "1"}


def test_without_second_factor_one_is_led_to_setting_it_up(group, anna):
    client = people.logged_in(anna)
    answer = client.get(address(group))
    assert answer.url == "/account/2fa/"
    assert "De kamer gaat open met een tweede stap" in client.get(answer.url).content.decode()


def test_login_alone_is_no_proof(group, anna):
    people.second_factor(anna)
    client = people.logged_in(anna)
    assert client.get(address(group)).url == (
        f"/account/2fa/reauthenticate/?next=%2Fintervisie%2Fgroep%2F{group.key}%2F"
    )
    prove(client, anna)
    assert client.get(address(group)).status_code == 200


@pytest.mark.parametrize(
    ("end", "to"),
    [
        *((end, "") for end in ("akkoord/", "zet/", "schrijven/")),
        *((f"oefenen/{end}", "oefenen/") for end in ("zet/", "schrijven/", "opnieuw/")),
        *((end, "nazorg/") for end in ("terugblik/", "voornemen/")),
        ("oogst/antwoord/", "oogst/"),
        *((f"afspraak/{end}", "afspraak/") for end in ("datum/", "datum/1/verzetten/")),
        ("inbreng/kiezen/", "inbreng/"),
    ],
)
def test_address_that_a_form_posts_to_leads_to_where_that_form_is(group, anna, end, to):
    assert inside(group, anna).get(address(group, end)).url == address(group, to)


def test_half_an_hour_of_quiet_closes_the_room(group, anna):
    client = inside(group, anna)
    grow_quiet(client, 29)
    assert client.get(address(group)).status_code == 200
    grow_quiet(client, 31)
    assert client.get(address(group, "stand/")).status_code == 403
    assert client.get(address(group)).status_code == 302


def test_page_that_asks_by_itself_keeps_nothing_open(group, anna):
    client = inside(group, anna)
    grow_quiet(client, 20)
    before = client.session[access.OPENED]
    client.get(address(group), headers=QUIET)
    client.get(address(group, "stand/"), headers=QUIET)
    client.post(address(group, "aanwezig/"), headers=QUIET)
    assert client.session[access.OPENED] == before
    client.get(address(group))
    assert client.session[access.OPENED] != before


def test_meeting_that_moves_keeps_its_listeners_in(group, anna):
    client = inside(group, anna)
    client.post(address(group, "zet/"), {"move": "beginnen", "seen": "wacht.0.0.0"})
    grow_quiet(client, 20)
    client.post(address(group, "aanwezig/"), headers=QUIET)
    grow_quiet(client, 20)
    assert client.get(address(group, "stand/"), headers=QUIET).status_code == 200


def test_quiet_requests_do_not_lengthen_a_login(group, anna):
    client = inside(group, anna)
    session = client.session
    session[sessions.SEEN] -= 600
    session.save()
    before = session[sessions.SEEN]
    client.get(address(group, "stand/"), headers=QUIET)
    assert client.session[sessions.SEEN] == before


def test_what_was_typed_during_the_quiet_is_kept(group, anna):
    client = inside(group, anna)
    grow_quiet(client, 31)
    text = {"kind": "inbreng", "step": 0, "text": "Niet kwijt", "act": "keep"}
    assert client.post(address(group, "schrijven/"), text).status_code == 302
    assert Contribution.objects.get().text == "Niet kwijt"


def test_poll_asks_three_questions_at_most(group, anna, bram, daan, django_assert_num_queries):
    client = inside(group, anna)
    for person in (bram, daan):
        inside(group, person)
    client.get(address(group))
    path = address(group, "stand/")
    with django_assert_num_queries(3):
        first = client.get(path, headers=QUIET).content
    with django_assert_num_queries(3):
        assert client.get(path, headers=QUIET).content == first


def test_screen_asks_as_much_for_four_as_for_two(group, anna, bram, daan, chris):
    client = inside(group, anna)
    Participant.objects.create(group=group, person=chris, joined_at=group.made_at)
    counts = []
    for person in (bram, daan, chris):
        inside(group, person)
        client.get(address(group))
        with CaptureQueriesContext(connection) as asked:
            client.get(address(group))
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 25


def test_changed_text_shows_nothing_and_says_so(group, anna, caplog):
    client = inside(group, anna)
    text = {"kind": "inbreng", "step": 0, "text": "Geheim verhaal", "act": "show"}
    client.post(address(group, "schrijven/"), text)
    row = Contribution.objects.get()
    broken = bytearray(row.sealed_text)
    broken[-1] ^= 1
    Contribution.objects.update(sealed_text=bytes(broken))
    answer = client.get(address(group))
    assert answer.status_code == 500
    assert "Deze kamer is niet te lezen" in answer.content.decode()
    assert "Geheim" not in answer.content.decode() + caplog.text


@pytest.mark.parametrize("field", ["author", "step"])
def test_text_cannot_be_moved_to_another_place(group, anna, bram, field):
    client = inside(group, anna)
    text = {"kind": "inbreng", "step": 0, "text": "Van Anna", "act": "show"}
    client.post(address(group, "schrijven/"), text)
    moved = {"author": group.participants.get(person=bram)} if field == "author" else {"step": 1}
    Contribution.objects.update(**moved)
    assert client.get(address(group)).status_code == 500


def test_logout_clears_the_browser(group, anna):
    client = inside(group, anna)
    answer = client.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(address(group)).status_code == 302


def test_account_moved_by_an_administrator_opens_no_group_for_two_weeks(group, anna):
    """Otherwise a superuser moves it to an address of their own and walks in."""
    client = inside(group, anna)
    assert client.get(address(group)).status_code == 200
    today = timezone.localdate()
    for days, status in ((0, 404), (13, 404), (14, 200)):
        User.objects.filter(pk=anna.pk).update(moved_on=today - timedelta(days=days))
        assert client.get(address(group)).status_code == status
        assert PeerGroup.objects.visible_to(User.objects.get(pk=anna.pk)).exists() == (
            status == 200
        )
