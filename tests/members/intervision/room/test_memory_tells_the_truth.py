"""Whatever is done, along which way: who polls from memory hears what the database says.

A whole meeting with every move of the rules, everything that can be written, and every way to shut
somebody out. After each step two processes that keep polls are compared with one that keeps none.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

import members
from members.intervision.harvest import consent as harvests
from members.intervision.harvest import destruction, intentions
from members.intervision.models import ContributionKind, Participant
from members.intervision.room import contributions, departure, meetings, slow_meetings
from members.intervision.rounds import lifecycle, waiting_list
from members.intervision.rules.meeting import Move
from members.intervision.rules.methods import Pace
from members.people import memberships
from members.people.models import Membership, User
from members.privacy import erasure
from tests.people import facilitators

from ..harvest.harvesting import WORDS
from .people import address, inside, seat, sitting

pytestmark = pytest.mark.django_db(transaction=True)
QUIET = {"X-Quiet": "1"}


class Watchers:
    """Everybody's browser, answered by processes with a memory and by one without."""

    def __init__(self, group, people) -> None:
        self.group = group
        self.clients = [inside(group, one) for one in people]
        for client in self.clients:
            client.get(address(group))
        # Each client is a process of its own.
        self.processes = [(one, _elsewhere(one)) for one in self.clients]
        self.look()

    def look(self) -> list[tuple[int, bytes]]:
        found = []
        for pair in self.processes:
            truth = self._poll(_elsewhere(pair[0]))
            assert [self._poll(one) for one in pair] == [truth, truth]
            found.append(truth)
        return found

    def _poll(self, client: Client) -> tuple[int, bytes]:
        answer = client.get(address(self.group, "stand/"), headers=QUIET)
        return answer.status_code, answer.content if answer.status_code == 200 else b""


def _elsewhere(client: Client) -> Client:
    other = Client()
    other.cookies = client.cookies
    return other


@pytest.fixture
def watchers(settings, group, anna, bram, daan) -> Watchers:
    settings.POLL_KEPT_SECONDS = 300
    return Watchers(group, (anna, bram, daan))


def a_meeting(group, anna, bram, daan) -> Iterator[Move | str]:
    """Says what it did, each time before the watchers look."""
    first, second, third = (seat(group, one) for one in (anna, bram, daan))

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


def test_facilitator_from_outside(settings, group, anna, chris):
    settings.POLL_KEPT_SECONDS = 300
    chris.memberships.all().delete()
    right = facilitators()
    chris.groups.add(right)
    Participant.objects.create(group=group, person=chris, joined_at=group.made_at)
    watchers = Watchers(group, (anna, chris))
    right.name = "Iets anders"
    right.save()
    assert [status for status, _mark in watchers.look()] == [200, 404]


def test_group_that_is_destroyed(watchers, group):
    destruction.destroy_group(group, now=timezone.now())
    assert {status for status, _mark in watchers.look()} == {404}


def test_round_that_is_cancelled(watchers, group, els):
    lifecycle.cancel(group.round, "Te weinig tijd.", by=els, now=timezone.now())
    watchers.look()


def test_deadline_of_a_meeting_in_own_time(watchers, group, anna):
    meetings.play(
        sitting(group), Move.BEGIN, by=seat(group, anna), now=timezone.now(), pace=Pace.SLOW
    )
    before = watchers.look()
    assert slow_meetings.advance(now=timezone.now() + timedelta(days=3)) == 1
    assert watchers.look() != before


def test_only_the_verbs_of_the_room_write_down_how_far_it_is():
    """For they tell so. Whoever writes it elsewhere has to, and then to change this."""
    writes = re.compile(
        r"\bSitting(\.objects[\w.()=,\s]*\.(update|create|get_or_create|update_or_create|delete)\b|\()"
        r"|sitting\.save\(|\bsittings\.[\w.()]*update"
    )
    source = Path(members.__file__).parent
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "migrations" not in path.parts and writes.search(_without_class(path.read_text()))
    }
    assert found == {"intervision/room/sittings.py"}


def _without_class(text: str) -> str:
    return re.sub(r"^class Sitting\(.*$", "", text, flags=re.MULTILINE)
