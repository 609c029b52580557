"""A poll answered from memory is one that would be answered the same.

Every client here has a site of its own, as processes have, and shares with the others only the
database and the stamps.
"""

import time
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from members.intervision.harvest import destruction
from members.intervision.models import ContributionKind, Participant, Sitting
from members.intervision.room import access, context, contributions, departure, kept_polls, meetings
from members.people.models import Membership, User
from tests.people import facilitators

from . import people as room_people
from .people import address, inside, seat, sitting

pytestmark = pytest.mark.django_db(transaction=True)
QUIET = {"X-Quiet": "1"}


@pytest.fixture(autouse=True)
def _kept(settings) -> None:
    settings.POLL_KEPT_SECONDS = 300


def poll(client, group, *, trial=False, **headers):
    return client.get(address(group, "stand/", trial=trial), headers=QUIET | headers)


def elsewhere(client) -> Client:
    """The same browser, answered by another process."""
    other = Client()
    other.cookies = client.cookies
    return other


@pytest.fixture
def asking(group, anna):
    """Anna's browser in two processes that both keep what they told her."""
    client = inside(group, anna)
    client.get(address(group))
    both = client, elsewhere(client)
    for one in both:
        assert poll(one, group).status_code == 200
    return both


def test_poll_without_news_asks_nothing(asking, group, django_assert_num_queries):
    first = poll(asking[0], group)
    with django_assert_num_queries(0):
        again = poll(asking[0], group)
    assert (again.content, dict(again.items())) == (first.content, dict(first.items()))
    assert again.headers["Cache-Control"] == "no-store"


def test_poll_of_somebody_who_is_there_is_asked_and_written_down(asking, group):
    client = asking[0]
    session = client.session
    session["session_seen"] -= 600
    session.save()
    poll(client, group)
    assert client.session["session_seen"] == session["session_seen"]
    client.get(address(group, "stand/"))
    assert client.session["session_seen"] > session["session_seen"]


def suspend(anna, group):
    mine = Membership.objects.filter(person=anna)
    mine.update(suspended_on=timezone.localdate(), suspension="redactie")


def end_membership(anna, group):
    long_ago = timezone.localdate() - timedelta(days=400)
    Membership.objects.filter(person=anna).update(until=long_ago)


def make_inactive(anna, group):
    User.objects.filter(pk=anna.pk).update(is_active=False)


def delete_person(anna, group):
    Participant.objects.filter(person=anna).delete()
    anna.delete()


def leave(anna, group):
    departure.leave(seat(group, anna), keep_words=True, now=timezone.now())


def destroy(anna, group):
    assert destruction.destroy_group(group, now=timezone.now())


@pytest.mark.parametrize(
    "shut_out", [suspend, end_membership, make_inactive, delete_person, leave, destroy]
)
def test_who_is_shut_out_hears_so_on_the_next_poll_everywhere(asking, group, anna, shut_out):
    shut_out(anna, group)
    for client in asking:
        assert poll(client, group).status_code in (403, 404)


def test_login_of_somebody_ends_nothing(asking, group, bram, django_assert_num_queries):
    bram.last_login = timezone.now()
    bram.save(update_fields=["last_login"])
    with django_assert_num_queries(0):
        poll(asking[0], group)


def test_nothing_is_kept_into_another_day(group, anna):
    client = inside(group, anna)
    assert poll(client, group).until <= context.next_day(timezone.now())
    evening = timezone.make_aware(datetime(2027, 3, 27, 23, 59, 30))
    assert context.next_day(evening) == evening.timestamp() + 30
    # The day on which summer time begins is an hour shorter.
    night = evening + timedelta(minutes=1)
    assert context.next_day(night) - evening.timestamp() == 30 + 23 * 3600


def test_session_that_is_over_hears_so_though_it_was_just_polled(asking, group, monkeypatch):
    session = asking[0].session
    session["session_began"] = time.time() - django_settings.SESSION_COOKIE_AGE + 60
    session.save()
    # Another process has it from the database.
    client = elsewhere(asking[0])
    assert poll(client, group).status_code == 200
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert poll(client, group).status_code == 403


def test_facilitator_from_outside_who_is_no_longer_one_hears_so(group, chris):
    Membership.objects.filter(person=chris).delete()
    chris.groups.add(facilitators())
    Participant.objects.create(group=group, person=chris, joined_at=group.made_at)
    client = inside(group, chris)
    client.get(address(group))
    assert poll(client, group).status_code == 200
    chris.groups.clear()
    assert poll(client, group).status_code == 404


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
def test_session_that_ended_is_refused_on_the_next_poll(asking, group, anna, end):
    UserSession.objects.get_or_create(
        user=anna,
        session_key=asking[0].session.session_key,
        defaults={"ip": "127.0.0.1", "user_agent": ""},
    )
    cookie = asking[0].cookies["sessionid"].value
    end(asking[0])
    for client in asking:
        client.cookies["sessionid"] = cookie
        assert poll(client, group).status_code == 403


def test_move_of_another_shows_on_the_next_poll_everywhere(asking, group, anna):
    before = poll(asking[0], group).content
    meetings.play(sitting(group), meetings.Move.BEGIN, by=seat(group, anna), now=timezone.now())
    told = {poll(client, group).content for client in asking}
    assert len(told) == 1
    assert told != {before}


def test_remark_shows_on_the_next_poll_and_a_draft_does_not(asking, group, anna, bram):
    inside(group, bram)
    meetings.play(sitting(group), meetings.Move.BEGIN, by=seat(group, anna), now=timezone.now())
    before = poll(asking[0], group).content
    mine = {"by": seat(group, bram), "now": timezone.now()}
    text = {"step": 0, "version": 0, "kind": ContributionKind.NOTE}
    contributions.keep(sitting(group), "Nog niet", **text, **mine)
    assert poll(asking[0], group).content == before
    contributions.remark(sitting(group), "Voor allen", **mine)
    assert poll(asking[0], group).content != before


def test_trial_that_begins_again_is_news(asking, group):
    client = asking[0]
    client.get(address(group, trial=True))
    before = poll(client, group, trial=True).content
    meetings.try_again(sitting(group, is_trial=True), now=timezone.now())
    assert poll(client, group, trial=True).content != before


def test_step_that_is_over_is_news_without_anybody_doing_anything(asking, group, anna, monkeypatch):
    soon = timezone.now() + timedelta(minutes=1)
    meetings.play(sitting(group), meetings.Move.BEGIN, by=seat(group, anna), now=timezone.now())
    Sitting.objects.filter(group=group, is_trial=False).update(ends_at=soon)
    assert poll(asking[1], group).content.endswith(b"-0")
    monkeypatch.setattr(time, "time", lambda: soon.timestamp() + 1)
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert poll(asking[1], group).content.endswith(b"-1")


def test_room_left_alone_closes_though_it_was_just_polled(asking, group, monkeypatch):
    later = time.time() + access.IDLE.total_seconds() - 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert poll(asking[0], group).status_code == 200
    monkeypatch.setattr(time, "time", lambda: later + 61)
    assert poll(asking[0], group).status_code == 403


def test_nothing_is_kept_longer_than_said(
    asking, group, monkeypatch, settings, django_assert_num_queries
):
    later = time.time() + settings.POLL_KEPT_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    with django_assert_num_queries(3):
        poll(asking[0], group)


def test_one_browser_never_gets_the_answer_of_another(asking, group, chris):
    outsider = inside(group, chris)
    assert poll(outsider, group).status_code == 404
    stranger = elsewhere(asking[0])
    stranger.cookies.clear()
    assert poll(stranger, group).status_code == 403
    asking[0].cookies["sessionid"] = "x" * 32
    assert poll(asking[0], group).status_code == 403


def test_refusal_is_never_kept(group, chris, anna):
    client = inside(group, chris)
    assert poll(client, group).status_code == 404
    row = seat(group, anna)
    meetings.agree(row, now=timezone.now())
    Participant.objects.filter(pk=row.pk).update(person=chris)
    sitting(group)
    session = client.session
    session[access.OPENED] = {group.key: time.time()}
    session.save()
    assert poll(client, group).status_code == 200


def test_presence_and_another_room_end_nothing(
    asking, group, bram, daan, chris, django_assert_num_queries
):
    client = inside(group, bram)
    other = room_people.group(chris, number=2)
    poll(asking[0], group)
    Participant.objects.get(group=group, person=bram).visit.save()
    client.post(address(group, "aanwezig/"))
    meetings.show_change(sitting(other), now=timezone.now())
    with django_assert_num_queries(0):
        poll(asking[0], group)


def test_memory_stays_small(asking, group, monkeypatch):
    monkeypatch.setattr(kept_polls, "MOST", 1)
    for trial in (False, True, False):
        asking[0].get(address(group, trial=trial))
        assert poll(asking[0], group, trial=trial).status_code == 200
