"""The poll: what one does, the others hear next; who may no longer ask, hears that instead.

A whole meeting with every move of the rules, everything that can be written, and every way to shut
somebody out.
"""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from members.intervision.harvest import consent as harvests
from members.intervision.harvest import destruction, intentions
from members.intervision.models import ContributionKind, Participant, Sitting
from members.intervision.room import access, contributions, departure, meetings, slow_meetings
from members.intervision.rounds import lifecycle, waiting_list
from members.intervision.rules.meeting import Move
from members.intervision.rules.methods import Pace
from members.people import memberships
from members.people.models import Membership, User
from members.privacy import erasure
from tests.people import facilitators

from ..harvest.harvesting import WORDS
from .people import address, inside, seat, sitting

pytestmark = pytest.mark.django_db
QUIET = {"X-Quiet": "1"}


def poll(client: Client, group, *, trial: bool = False):
    return client.get(address(group, "stand/", trial=trial), headers=QUIET)


class Watchers:
    """Everybody's browser, in the room."""

    def __init__(self, group, people) -> None:
        self.group = group
        self.clients = [inside(group, person) for person in people]
        for client in self.clients:
            client.get(address(group))

    def look(self) -> list[tuple[int, bytes]]:
        answers = [poll(client, self.group) for client in self.clients]
        return [
            (answer.status_code, answer.content if answer.status_code == 200 else b"")
            for answer in answers
        ]


@pytest.fixture
def watchers(group, anna, bram, daan) -> Watchers:
    return Watchers(group, (anna, bram, daan))


@pytest.fixture
def asking(group, anna) -> Client:
    """Anna's browser, in the room."""
    client = inside(group, anna)
    client.get(address(group))
    assert poll(client, group).status_code == 200
    return client


def a_meeting(group, anna, bram, daan) -> Iterator[Move | str]:
    """Says what it did, each time before the watchers look."""
    first, second, third = (seat(group, person) for person in (anna, bram, daan))

    def play(move: Move, by: Participant, **how) -> Move:
        meetings.play(sitting(group), move, by=by, now=timezone.now(), **how)
        return move

    def text(by: Participant, **how) -> dict:
        return {"step": 0, "version": 0, "by": by, "now": timezone.now()} | how

    contributions.keep(sitting(group), "De raad", kind=ContributionKind.CASE, **text(second))
    yield "a draft"
    contributions.share_case(sitting(group), by=second, now=timezone.now())
    yield "a case"
    yield play(Move.CHOOSE_OWNER, first, what=second.pk)
    yield play(Move.OBSERVE, third)
    yield play(Move.JOIN_IN, third)
    yield play(Move.TAKE_NOTES, third)
    yield play(Move.BEGIN, first)
    contributions.note(sitting(group), "Gehoord", **text(third))
    yield "a note"
    contributions.remark(sitting(group), "Ja", by=third, now=timezone.now())
    yield "a remark"
    yield play(Move.PAUSE, first)
    yield play(Move.ADD_MINUTES, first, what=2)
    yield play(Move.RESUME, first)
    yield play(Move.GO_ON, first)
    yield play(Move.GO_BACK, first)
    for _click in range(4):
        if sitting(group).at < 2:
            yield play(Move.GO_ON, first)
    yield play(Move.TAKE_OVER, third)
    contributions.hand_in(sitting(group), "Wie?", **text(third, step=2))
    yield Move.HAND_IN
    contributions.take_back(sitting(group), by=third, now=timezone.now())
    yield Move.TAKE_BACK
    yield play(Move.HAND_OVER, third, what=first.pk)
    yield play(Move.END, first)
    intentions.evaluate(first, intentions.Told(useful=4, free=5), now=timezone.now())
    yield "an evaluation"
    harvests.write(group, WORDS, seen=0, by=first, now=timezone.now())
    yield "a harvest"
    departure.leave(third, keep_words=True, now=timezone.now())
    yield Move.LEAVE


def test_every_move_and_everything_that_is_written(watchers, group, anna, bram, daan):
    done, marks = set(), set()
    for what in a_meeting(group, anna, bram, daan):
        done.add(what)
        marks.add(watchers.look()[0][1])
    assert set(Move) <= done
    assert len(marks) > len(Move)
    assert [status for status, _mark in watchers.look()] == [200, 200, 404]


def suspend(group, bram, els):
    membership = bram.memberships.get()
    memberships.suspend(membership, reason="redactie", by=els, today=timezone.localdate())


def end_membership(group, bram, els):
    long_ago = timezone.localdate() - timedelta(days=500)
    Membership.objects.filter(person=bram).update(start=long_ago)
    long_ago += timedelta(days=100)
    memberships.end(bram.memberships.get(), on=long_ago, reason="vertrek", by=els)


def delete_membership(group, bram, els):
    bram.memberships.get().delete()


def move_account(group, bram, els):
    bram.moved_on = timezone.localdate()
    bram.save()


def make_inactive_in_bulk(group, bram, els):
    bram.is_active = False
    User.objects.bulk_update([bram], ["is_active"])


def erase(group, bram, els):
    erasure.erase(bram, cause=erasure.Cause.OWN_WISH, now=timezone.now())


def leave_group(group, bram, els):
    waiting_list.leave(seat(group, bram), by=bram, keep_words=False, now=timezone.now())


def take_seat_away(group, bram, els):
    Participant.objects.filter(person=bram).delete()


def by_hand(group, bram, els):
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE "intervision_participant" SET left_at = joined_at WHERE person_id = %s',
            [bram.pk],
        )


@pytest.mark.parametrize(
    "shut_out",
    [
        *(suspend, end_membership, delete_membership, move_account, make_inactive_in_bulk),
        *(erase, leave_group, take_seat_away, by_hand),
    ],
)
def test_every_way_out(watchers, group, bram, els, shut_out):
    shut_out(group, bram, els)
    assert [status for status, _mark in watchers.look()] in ([200, 404, 200], [200, 403, 200])


def test_facilitator_from_outside_whose_right_is_taken_away(group, anna, chris):
    chris.memberships.all().delete()
    right = facilitators()
    chris.groups.add(right)
    Participant.objects.create(group=group, person=chris, joined_at=group.made_at)
    watchers = Watchers(group, (anna, chris))
    right.name = "Iets anders"
    right.save()
    assert [status for status, _mark in watchers.look()] == [200, 200]
    right.permissions.clear()
    assert [status for status, _mark in watchers.look()] == [200, 404]


def test_second_factor_that_was_taken_off(watchers, group, bram):
    bram.authenticator_set.all().delete()
    assert [status for status, _mark in watchers.look()] == [200, 404, 200]


def test_group_that_is_destroyed(watchers, group):
    destruction.destroy_group(group, now=timezone.now())
    assert {status for status, _mark in watchers.look()} == {404}


def test_round_that_is_cancelled_leaves_the_room_open(watchers, group, els):
    lifecycle.cancel(group.round, "Te weinig tijd.", by=els, now=timezone.now())
    assert [status for status, _mark in watchers.look()] == [200, 200, 200]


def test_deadline_of_a_meeting_in_own_time(watchers, group, anna):
    meetings.play(
        sitting(group), Move.BEGIN, by=seat(group, anna), now=timezone.now(), pace=Pace.SLOW
    )
    before = watchers.look()
    assert slow_meetings.advance(now=timezone.now() + timedelta(days=3)) == 1
    assert watchers.look() != before


def test_three_questions_however_many_are_there(
    asking, group, anna, bram, daan, django_assert_num_queries
):
    with django_assert_num_queries(3):
        poll(asking, group)
    inside(group, bram)
    inside(group, daan)
    meetings.play(sitting(group), Move.BEGIN, by=seat(group, anna), now=timezone.now())
    with django_assert_num_queries(3):
        answer = poll(asking, group)
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_a_poll_of_somebody_who_is_there_lengthens_the_session(asking, group):
    session = asking.session
    session["session_seen"] -= 600
    session.save()
    poll(asking, group)
    assert asking.session["session_seen"] == session["session_seen"]
    asking.get(address(group, "stand/"))
    assert asking.session["session_seen"] > session["session_seen"]


def test_draft_is_no_news_to_the_others(asking, group, anna, bram):
    inside(group, bram)
    meetings.play(sitting(group), Move.BEGIN, by=seat(group, anna), now=timezone.now())
    before = poll(asking, group).content
    contributions.keep(
        sitting(group),
        "Nog niet",
        step=0,
        version=0,
        kind=ContributionKind.NOTE,
        by=seat(group, bram),
        now=timezone.now(),
    )
    assert poll(asking, group).content == before


def test_trial_that_begins_again_is_news(asking, group):
    asking.get(address(group, trial=True))
    before = poll(asking, group, trial=True).content
    meetings.try_again(sitting(group, is_trial=True), now=timezone.now())
    assert poll(asking, group, trial=True).content != before


def test_step_that_is_over_is_news_without_anybody_doing_anything(asking, group, anna, monkeypatch):
    soon = timezone.now() + timedelta(minutes=1)
    meetings.play(sitting(group), Move.BEGIN, by=seat(group, anna), now=timezone.now())
    Sitting.objects.filter(group=group, is_trial=False).update(ends_at=soon)
    assert poll(asking, group).content.endswith(b"-0")
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert poll(asking, group).content.endswith(b"-1")


def test_room_left_alone_closes(asking, group, monkeypatch):
    later = time.time() + access.IDLE.total_seconds() - 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert poll(asking, group).status_code == 200
    monkeypatch.setattr(time, "time", lambda: later + 61)
    assert poll(asking, group).status_code == 403


def test_session_that_is_over_hears_so(asking, group, monkeypatch):
    session = asking.session
    session["session_began"] = time.time() - settings.SESSION_COOKIE_AGE + 60
    session.save()
    assert poll(asking, group).status_code == 200
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert poll(asking, group).status_code == 403


def close_session(client):
    UserSession.objects.get(session_key=client.session.session_key).end()


def log_out(client):
    # With a client of its own: this one must keep its cookie, as a thief of it would.
    other = Client()
    other.cookies["sessionid"] = client.cookies["sessionid"].value
    other.post("/account/logout/")


def lose_session(client):
    Session.objects.all().delete()


@pytest.mark.parametrize("end", [close_session, log_out, lose_session])
def test_session_that_ended_is_refused(asking, group, anna, end):
    UserSession.objects.get_or_create(
        user=anna,
        session_key=asking.session.session_key,
        defaults={"ip": "127.0.0.1", "user_agent": ""},
    )
    cookie = asking.cookies["sessionid"].value
    end(asking)
    asking.cookies["sessionid"] = cookie
    assert poll(asking, group).status_code == 403


def test_outsider_and_stranger_are_refused(asking, group, chris):
    assert poll(inside(group, chris), group).status_code == 404
    assert poll(Client(), group).status_code == 403
    asking.cookies["sessionid"] = "x" * 32
    assert poll(asking, group).status_code == 403
