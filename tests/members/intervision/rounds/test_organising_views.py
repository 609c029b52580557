"""The screens of who runs a round."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from members.intervision.models import (
    Method,
    Participant,
    PeerGroup,
    Round,
)
from members.intervision.models.round import State
from members.intervision.rounds import lifecycle
from members.intervision.scheduling import date_polls
from tests import people
from tests.people import logged_in


def test_round_is_made_opened_and_closed_at_its_screens(desk, content, now):
    day = timezone.localdate(now) + timedelta(days=40)
    until = timezone.localtime(now + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")
    form = {
        "title": "Nieuwe ronde",
        "method": Method.objects.get(slug="troika").pk,
        "smallest": "3",
        "ideal": "3",
        "largest": "3",
        "sign_up_until": until,
        "poll_days": "7",
        "destroy_after_days": "30",
        "dates-TOTAL_FORMS": "2",
        "dates-INITIAL_FORMS": "0",
        "dates-0-day": day.isoformat(),
        "dates-0-starts": "14:00",
        "dates-0-ends": "15:30",
    }
    answer = desk.post("/intervisie/organiseren/nieuw/", form)
    one = Round.objects.get(title="Nieuwe ronde")
    assert answer.url == f"/intervisie/organiseren/{one.pk}/"
    assert timezone.localtime(one.dates.get().starts_at).hour == 14
    desk.post(f"{answer.url}openzetten/")
    one.refresh_from_db()
    assert one.state == State.OPEN
    assert "14.00 – 15.30 uur" in desk.get(f"/intervisie/{one.slug}/").content.decode()
    desk.post(f"{answer.url}sluiten/")
    one.refresh_from_db()
    assert one.state == State.MATCHING


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"dates-0-starts": "15:00", "dates-0-ends": "14:00"}, "De eindtijd ligt na de begintijd."),
        ({"dates-0-ends": ""}, "Vul een dag in, en van hoe laat tot hoe laat."),
        ({"repeat_weeks": "8"}, "Vul beide in"),
        ({"smallest": "7"}, "kleinste, liefst en grootste staan in die volgorde"),
        ({"destroy_after_days": "120"}, "Bewaar hoogstens 90 dagen."),
    ],
)
def test_round_form_says_what_is_wrong(desk, content, now, fields, error):
    day = timezone.localdate(now) + timedelta(days=40)
    form = {
        "title": "Nieuwe ronde",
        "method": Method.objects.get(slug="incidentmethode").pk,
        "smallest": "4",
        "ideal": "6",
        "largest": "8",
        "sign_up_until": (now + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M"),
        "poll_days": "7",
        "destroy_after_days": "30",
        "dates-TOTAL_FORMS": "1",
        "dates-INITIAL_FORMS": "0",
        "dates-0-day": day.isoformat(),
        "dates-0-starts": "14:00",
        "dates-0-ends": "15:30",
    }
    page = desk.post("/intervisie/organiseren/nieuw/", form | fields)
    assert page.status_code == 200
    assert error in page.content.decode()
    assert not Round.objects.exists()


def test_place_that_comes_later_reaches_the_meetings(confirmed, desk, now):
    for group in PeerGroup.objects.filter(round=confirmed):
        for seat in group.participants.all():
            options = date_polls.standing_options(group)
            date_polls.vote(seat, dict.fromkeys([one.pk for one in options], "ja"), now=now)
    address = f"/intervisie/organiseren/{confirmed.pk}/wijzigen/"
    form = {"title": confirmed.title, "place": "https://vergaderen.example/x"}
    assert desk.post(address, form).status_code == 302
    seat = Participant.objects.filter(group__round=confirmed).first()
    page = logged_in(seat.person).get(seat.group.get_absolute_url()).content.decode()
    assert "https://vergaderen.example/x" in page


def test_desk_menu_leads_to_rounds(els, content):
    page = people.at_desk(els).get("/redactie/").content.decode()
    assert "/intervisie/organiseren/" in page
    assert "Werkvormen" in page


def test_editor_changes_a_method_and_its_minutes_follow(els, content):
    client = people.at_desk(els)
    method = Method.objects.get(slug="troika")
    address = f"/redactie/snippets/intervision/method/edit/{method.pk}/"
    page = client.get(address)
    assert page.status_code == 200
    names = re.findall(r'name="(steps-\d+-minutes)"', page.content.decode())
    assert len(names) >= method.steps.count()


def test_second_editor_is_told_and_keeps_what_was_typed(desk, make_round, els, now):
    one = make_round(is_open=False, place="Heusden", intro="Eerst")
    address = f"/intervisie/organiseren/{one.pk}/wijzigen/"
    page = desk.get(address)
    seen = page.context["seen"]
    form = {
        **{
            name: value for name, value in page.context["form"].initial.items() if value is not None
        },
        **{
            "dates-TOTAL_FORMS": 0,
            "dates-INITIAL_FORMS": 0,
            "lessons": [],
            "method": one.method_id,
        },
        **{"sign_up_until": "2031-01-06T18:00", "title": "Mijn titel", "seen": seen},
    }
    assert f'name="seen" value="{seen}"' in page.content.decode()
    colleague = Round.objects.get(pk=one.pk)
    colleague.intro = "Van een collega"
    lifecycle.edit(colleague, seen=seen, by=els)
    page = desk.post(address, form)
    text = page.content.decode()
    assert "Deze ronde veranderde terwijl u bezig was" in text
    assert 'value="Mijn titel"' in text
    assert "<dd>Van een collega</dd>" in text
    assert ("Titel", one.title) in page.context["theirs"]
    assert "Plaats of link" not in dict(page.context["theirs"])
    one.refresh_from_db()
    assert (one.title, one.intro) == ("Samen sterker", "Van een collega")
    again = desk.post(address, form | {"seen": page.context["seen"]})
    assert again.status_code == 302
    one.refresh_from_db()
    assert (one.title, one.intro) == ("Mijn titel", "Eerst")
