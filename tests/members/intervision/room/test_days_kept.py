"""How long everything is kept: chosen before anybody signs up, never prolonged afterwards."""

from contextlib import suppress
from datetime import datetime, timedelta

from members.intervision.harvest import destruction
from members.intervision.models import Round
from members.intervision.models.round import State
from members.intervision.room import meetings
from members.intervision.rounds import lifecycle
from members.intervision.rounds.forms import RoundForm
from members.intervision.rules.meeting import Move, NotNowError
from tests import people

from . import people as room_people
from .people import seat, sitting


def test_days_until_destruction_change_only_while_nobody_counted_on_them(content, els, now):
    one = room_people.group().round
    client = people.at_desk(els)
    address = f"/intervisie/organiseren/{one.pk}/wijzigen/"
    for state in State.values:
        Round.objects.filter(pk=one.pk).update(state=state, **_moments(state, now))
        one.refresh_from_db()
        asked = "destroy_after_days" in RoundForm(instance=one, by=els).fields
        assert asked is (state == State.DRAFT), state
        told = {"title": one.title, "method": one.method_id, "destroy_after_days": 90}
        client.post(address, told)
        one.refresh_from_db()
        assert one.destroy_after_days == 30, state


def test_form_that_was_open_when_sign_up_began_prolongs_nothing(group, els):
    Round.objects.update(state=State.DRAFT)
    read = Round.objects.get()
    read.destroy_after_days, read.title = 90, "Andere naam"
    Round.objects.update(state=State.OPEN)
    lifecycle.edit(read, seen=lifecycle.digest(Round.objects.get()), by=els)
    kept = Round.objects.get()
    assert (kept.destroy_after_days, kept.title) == (30, "Andere naam")


def test_draft_chooses_its_own_days(group, els):
    Round.objects.update(state=State.DRAFT)
    read = Round.objects.get()
    read.destroy_after_days = 7
    lifecycle.edit(read, seen=lifecycle.digest(Round.objects.get()), by=els)
    assert Round.objects.get().destroy_after_days == 7


def test_moment_of_destruction_is_set_once(group, anna, now):
    """Whatever becomes of the round afterwards."""
    lead = seat(group, anna)
    meetings.play(sitting(group), Move.BEGIN, by=lead, now=now)
    row = meetings.play(sitting(group), Move.END, by=lead, now=now)
    Round.objects.update(destroy_after_days=90)
    for move in Move:
        with suppress(NotNowError):
            meetings.play(row, move, by=lead, now=now)
    meetings.settle(row, now=now + timedelta(days=9))
    assert sitting(group).destroy_at == row.destroy_at
    assert row.destroy_at == now + timedelta(days=30)
    # The group, and with its last group the round.
    assert destruction.advance(now=row.destroy_at) == 2


def _moments(state: str, now: datetime) -> dict:
    return {
        "cancelled_at": now if state == State.CANCELLED else None,
        "destroyed_at": now if state == State.DESTROYED else None,
    }
