"""A meeting begins on its day, or because the facilitator says that today is meant."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.intervision.models import Meeting
from members.intervision.room import meetings, start_check

from .people import address, inside, seat, sitting

BEGIN = {"move": "beginnen"}


def begin(client, group, **told):
    seen = meetings.position(sitting(group), timezone.now())
    return client.post(address(group, "zet/"), BEGIN | {"seen": seen} | told, follow=True)


def plan(group, days: int) -> None:
    start = timezone.now() + timedelta(days=days)
    end = start + timedelta(minutes=90)
    Meeting.objects.filter(group=group).update(starts_at=start, ends_at=end)


def test_without_a_date_it_does_not_begin_and_the_screen_says_what_to_do(group, anna):
    Meeting.objects.filter(group=group).delete()
    client = inside(group, anna)
    page = client.get(address(group)).content.decode()
    assert "Kies eerst samen een datum" in page
    assert 'value="beginnen"' not in page
    assert "nog geen datum" in begin(client, group, on_purpose="ja").content.decode()
    assert sitting(group).phase == "wacht"


def test_cancelled_meeting_is_no_date(group, anna):
    Meeting.objects.filter(group=group).update(cancelled_at=timezone.now())
    begin(inside(group, anna), group)
    assert sitting(group).phase == "wacht"


@pytest.mark.parametrize("days", [-3, 3])
def test_on_another_day_it_asks_first(group, anna, days):
    plan(group, days)
    client = inside(group, anna)
    assert "Wij willen toch nu beginnen" in client.get(address(group)).content.decode()
    assert "op een andere dag" in begin(client, group).content.decode()
    assert sitting(group).phase == "wacht"
    begin(client, group, on_purpose="ja")
    assert sitting(group).phase == "loopt"


def test_on_its_day_it_asks_nothing(group, anna):
    client = inside(group, anna)
    assert "Wij willen toch nu beginnen" not in client.get(address(group)).content.decode()
    begin(client, group)
    assert sitting(group).phase == "loopt"


def test_trial_needs_no_date(group, anna):
    Meeting.objects.filter(group=group).delete()
    client = inside(group, anna)
    seen = meetings.position(sitting(group, is_trial=True), timezone.now())
    client.post(address(group, "zet/", trial=True), BEGIN | {"seen": seen})
    assert sitting(group, is_trial=True).phase == "loopt"


def test_nobody_comes_past_the_verb(group, anna):
    Meeting.objects.filter(group=group).delete()
    mine = {"by": seat(group, anna), "now": timezone.now()}
    with pytest.raises(start_check.NoDateError):
        meetings.play(sitting(group), meetings.Move.BEGIN, on_purpose=True, **mine)
