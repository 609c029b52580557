"""The screens of a group outside its room."""

from datetime import timedelta

import pytest

from members.intervision.models import (
    Meeting,
    Participant,
    PeerGroup,
)
from members.intervision.scheduling import appointments, date_polls
from tests import people
from tests.people import logged_in


def test_group_votes_on_its_screen_and_outsiders_find_nothing(confirmed, members, desk, now):
    seat = Participant.objects.filter(group__round=confirmed).order_by("pk").first()
    address = seat.group.get_absolute_url()
    client = logged_in(seat.person)
    options = date_polls.standing_options(seat.group)
    page = client.get(address).content.decode()
    assert all(one.person.name in page for one in seat.group.participants.all())
    assert "Waarom deze groep" in page
    client.post(address, {f"date_{option.pk}": "als het moet" for option in options})
    assert seat.date_votes.filter(answer="als het moet").count() == len(options)
    outsider = Participant.objects.exclude(group=seat.group).first().person
    for stranger in (logged_in(outsider), desk):
        missing = stranger.get("/intervisie/groep/bestaat-niet/afspraak/")
        found = stranger.get(address)
        assert (found.status_code, missing.status_code) == (404, 404)
        assert found.headers.keys() == missing.headers.keys()


def test_date_that_is_proposed_wrongly_is_explained_and_kept(confirmed):
    seat = Participant.objects.filter(group__round=confirmed).first()
    address = f"{seat.group.get_absolute_url()}datum/"
    client = logged_in(seat.person)
    page = client.post(address, {"day": "2031-01-06", "starts": "15:00", "ends": "14:00"})
    assert "De eindtijd ligt na de begintijd." in page.content.decode()
    assert "2031-01-06" in page.content.decode()
    assert "Vul een dag in." in client.post(address, {}).content.decode()
    good = {"day": "2031-01-06", "starts": "14:00", "ends": "15:00"}
    assert client.post(address, good).status_code == 302
    assert date_polls.standing_options(seat.group).count() == 3


def test_leaving_closes_the_screen_at_once(confirmed, members):
    seat = Participant.objects.filter(group__round=confirmed).first()
    client, address = logged_in(seat.person), seat.group.get_absolute_url()
    assert client.post(f"{address}verlaten/").status_code == 302
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "act", ["verlaten/", "datum/{date}/vervallen/", "afzeggen/"], ids=["leave", "date", "call off"]
)
def test_what_cannot_be_undone_is_asked_before_it_is_done(confirmed, act, now):
    group = PeerGroup.objects.filter(round=confirmed).first()
    option = date_polls.standing_options(group).first()
    seat = group.participants.get(is_facilitator=True)
    appointments.plan(group, starts_at=option.starts_at, ends_at=option.ends_at, now=now)
    group.poll_until = now + timedelta(days=3)
    group.save()
    client = logged_in(seat.person)
    here = group.get_absolute_url()
    path = f"{here}{act.format(date=option.pk)}"
    page = client.get(here).content.decode()
    assert f'href="{path}"' in page
    assert f'action="{path}"' not in page
    before = (
        Participant.objects.current().filter(group=group).count(),
        date_polls.standing_options(group).count(),
    )
    asked = client.get(path).content.decode()
    assert "Toch niet" in asked
    assert (
        Participant.objects.current().filter(group=group).count(),
        date_polls.standing_options(group).count(),
    ) == before
    assert Meeting.objects.filter(cancelled_at__isnull=True).exists()
    assert client.post(path).status_code == 302


def test_mine_says_in_time_that_the_room_asks_for_a_second_step(confirmed):
    seat = Participant.objects.filter(group__round=confirmed).first()
    client, told = logged_in(seat.person), "De kamer van uw groep gaat straks open met"
    assert told in client.get("/mijn/").content.decode()
    people.second_factor(seat.person)
    assert told not in client.get("/mijn/").content.decode()
