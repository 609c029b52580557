"""Many at the same moment: places are given out once, groups are confirmed once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from members.intervision.matching import confirmation, proposals
from members.intervision.models import CandidateDate, Enrolment, Meeting, Participant, PeerGroup
from members.intervision.models.enrolment import EnrolmentState
from members.intervision.rounds import enrolments, lifecycle
from members.intervision.scheduling import date_polls

from .conftest import new_member

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, PLACES = 50, 6


def all_at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Let each act begin at the same moment; returns what they returned."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_fifty_sign_up_for_six_places(make_round, places, now):
    one = make_round(capacity=PLACES)
    people = [new_member(number, places[number % 12]) for number in range(CROWD)]
    answers = enrolments.Answers(dates={date.pk: "ja" for date in one.dates.all()})
    acts = [
        lambda person=person: enrolments.enrol(one, answers, by=person, now=now)
        for person in people
    ]
    all_at_once(acts)
    states = list(Enrolment.objects.filter(round=one).values_list("state", flat=True))
    numbers = Enrolment.objects.filter(round=one).waiting().values_list("waiting_number", flat=True)
    assert states.count(EnrolmentState.SIGNED_UP) == PLACES
    assert list(numbers) == list(range(1, CROWD - PLACES + 1))


def test_signing_up_twice_at_once_is_one_enrolment(make_round, members, now):
    one = make_round()
    answers = enrolments.Answers(dates={})
    act = lambda: enrolments.enrol(one, answers, by=members[0], now=now)  # noqa: E731 - twice
    first, second = all_at_once([act, act])
    assert first.pk == second.pk
    assert Enrolment.objects.count() == 1


def test_two_editors_confirm_one_set_of_groups(proposal, els, now):
    mail.outbox.clear()

    def act() -> str:
        try:
            confirmation.confirm(proposal, seen=proposal.version, by=els, now=now)
        except proposals.StaleError:
            return "late"
        return "done"

    assert sorted(all_at_once([act, act])) == ["done", "late"]
    assert PeerGroup.objects.count() == 2
    assert Participant.objects.count() == 12
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        Participant.objects.values_list("person__email", flat=True)
    )


def test_two_machines_settle_a_poll_once(confirmed):
    mail.outbox.clear()
    later = timezone.now() + timedelta(days=8)
    counts = all_at_once([lambda: date_polls.settle_due(now=later)] * 3)
    assert sum(counts) == 2
    assert Meeting.objects.count() == 2
    assert set(Meeting.objects.values_list("sequence", flat=True)) == {0}
    assert len(mail.outbox) == 12


def test_two_machines_close_a_round_once(make_round, els):
    one = make_round()
    later = one.sign_up_until + timedelta(minutes=1)
    assert sum(all_at_once([lambda: lifecycle.close_due(now=later)] * 3)) == 1
    assert CandidateDate.objects.filter(round=one).count() == 1
