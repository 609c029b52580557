"""A group chooses its date: votes are never lost, only who did not vote is reminded."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from members.intervision.matching import confirmation
from members.intervision.models import DateVote, Meeting, PeerGroup, Sitting
from members.intervision.models.round import State
from members.intervision.room import meetings
from members.intervision.rounds import lifecycle
from members.intervision.scheduling import appointments, date_polls
from tests import people

from ..conftest import search


@pytest.fixture
def group(confirmed, mailoutbox) -> PeerGroup:
    mailoutbox.clear()
    return PeerGroup.objects.filter(round=confirmed).first()


def vote_all(group, answers, now):
    for seat in group.participants.all():
        date_polls.vote(seat, answers, now=now)


def test_when_everyone_voted_the_best_date_is_planned(group, now, mailoutbox):
    early, late = date_polls.standing_options(group)
    vote_all(group, {early.pk: "als het moet", late.pk: "ja"}, now)
    meeting = Meeting.objects.get(group=group)
    assert (meeting.starts_at, meeting.sequence) == (late.starts_at, 0)
    assert sorted(message.to[0] for message in mailoutbox) == sorted(
        seat.person.email for seat in group.participants.all()
    )
    group.refresh_from_db()
    assert group.poll_until is None


def test_round_is_planned_when_every_group_is(confirmed, now):
    for each in PeerGroup.objects.filter(round=confirmed):
        option = date_polls.standing_options(each).first()
        confirmed.refresh_from_db()
        assert confirmed.state == State.CHOOSING_DATE
        vote_all(each, dict.fromkeys([o.pk for o in date_polls.standing_options(each)], "ja"), now)
        assert each.meeting.starts_at == option.starts_at
    confirmed.refresh_from_db()
    assert confirmed.state == State.PLANNED


def test_only_who_did_not_vote_is_reminded_and_once(group, now, mailoutbox):
    first, *others = group.participants.all()
    date_polls.vote(
        first, dict.fromkeys([o.pk for o in date_polls.standing_options(group)], "ja"), now=now
    )
    soon = now + timedelta(days=6)
    date_polls.remind_due(now=soon)
    date_polls.remind_due(now=soon)
    mine = {seat.person.email for seat in others}
    assert sorted(m.to[0] for m in mailoutbox if m.to[0] in mine) == sorted(mine)
    assert first.person.email not in {message.to[0] for message in mailoutbox}


def test_another_date_keeps_what_was_voted(group, now):
    seat = group.participants.first()
    option = date_polls.standing_options(group).first()
    date_polls.vote(seat, {option.pk: "nee"}, now=now)
    start = now + timedelta(days=50)
    new = date_polls.propose(
        group, starts_at=start, ends_at=start + timedelta(hours=2), by=seat, now=now
    )
    assert DateVote.objects.get(option=option, participant=seat).answer == "nee"
    assert DateVote.objects.get(option=new, participant=seat).answer == "ja"


def test_date_proposed_in_the_last_minute_wins_from_nobody_who_voted(group, now):
    early, late = date_polls.standing_options(group)
    vote_all(group, {early.pk: "als het moet", late.pk: "nee"}, now - timedelta(days=6))
    PeerGroup.objects.filter(pk=group.pk).update(poll_until=now + timedelta(minutes=1))
    Meeting.objects.filter(group=group).delete()
    start = now + timedelta(days=50)
    date_polls.propose(
        group,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        by=group.participants.first(),
        now=now,
    )
    date_polls.settle_due(now=now + timedelta(minutes=2))
    assert Meeting.objects.get(group=group).starts_at == early.starts_at


def test_a_date_that_returns_has_its_votes(group, now):
    seat = group.participants.first()
    option = date_polls.standing_options(group).first()
    date_polls.vote(seat, {option.pk: "als het moet"}, now=now)
    assert date_polls.take_back(option, by=seat, now=now)
    assert option not in date_polls.standing_options(group)
    other = group.participants.last()
    again = date_polls.propose(
        group, starts_at=option.starts_at, ends_at=option.ends_at, by=other, now=now
    )
    assert again.pk == option.pk
    assert DateVote.objects.get(option=option, participant=seat).answer == "als het moet"


def test_the_last_date_cannot_be_taken_back(group, now):
    seat = group.participants.first()
    first, second = date_polls.standing_options(group)
    assert date_polls.take_back(first, by=seat, now=now)
    assert not date_polls.take_back(second, by=seat, now=now)


def test_moving_a_meeting_asks_who_said_no(group, now, els, mailoutbox):
    first, second = date_polls.standing_options(group)
    no, *others = group.participants.all()
    date_polls.vote(no, {first.pk: "ja", second.pk: "nee"}, now=now)
    for seat in others:
        date_polls.vote(seat, {first.pk: "ja", second.pk: "ja"}, now=now)
    meeting = Meeting.objects.get(group=group)
    uid = meeting.uid
    mailoutbox.clear()
    moved = appointments.move(meeting, second, by=els, now=now)
    assert (moved.uid, moved.sequence, moved.starts_at) == (uid, 1, second.starts_at)
    vote = DateVote.objects.get(option=second, participant=no)
    assert vote.asked_at == now
    assert [m.to[0] for m in mailoutbox].count(no.person.email) == 2
    date_polls.vote(no, {second.pk: "ja"}, now=now)
    vote.refresh_from_db()
    assert vote.asked_at is None


def test_when_all_dates_went_by_the_group_gets_more_time(group, now):
    late = now + timedelta(days=100)
    assert date_polls.settle_due(now=late) >= 1
    group.refresh_from_db()
    assert group.poll_until > late
    assert not Meeting.objects.filter(group=group).exists()


def test_vote_after_a_cancellation_invites_nobody(confirmed, group, els, now, mailoutbox):
    """The voter's screen was open already: only the lock shows what happened since."""
    first, *_ = options = list(date_polls.standing_options(group))
    lifecycle.cancel(confirmed, "Te weinig begeleiders.", by=els, now=now)
    mailoutbox.clear()
    vote_all(group, dict.fromkeys([one.pk for one in options], "ja"), now)
    assert DateVote.objects.filter(option=first).count() == group.participants.count()
    assert not Meeting.objects.exists()
    assert not mailoutbox


def test_group_that_chooses_is_led_to_the_dates_and_hears_of_the_second_factor(group):
    seat = group.participants.first()
    page = people.logged_in(seat.person).get(f"/intervisie/groep/{group.key}/afspraak/")
    assertContains(page, 'gb-button--primary" href="#kop-kiezen"')
    assertContains(page, 'href="/account/2fa/"')
    people.second_factor(seat.person)
    page = people.logged_in(seat.person).get(f"/intervisie/groep/{group.key}/afspraak/")
    assertNotContains(page, 'href="/account/2fa/"')


def test_group_that_cannot_be_settled_keeps_no_other_waiting(confirmed, now, monkeypatch):
    bad, *others = PeerGroup.objects.filter(round=confirmed)
    plan = appointments.plan

    def break_one(group, **given):
        if group == bad:
            raise RuntimeError("stuk")
        return plan(group, **given)

    monkeypatch.setattr(appointments, "plan", break_one)
    late = now + timedelta(days=8)
    assert others
    assert date_polls.settle_due(now=late) == len(others)
    assert [one.group for one in Meeting.objects.all()] == others
    monkeypatch.undo()
    assert date_polls.settle_due(now=late) == 1


def test_poll_starts_from_what_people_said_at_sign_up(make_round, enrol, members, els, now):
    one = make_round(days=(30, 37))
    early, late = one.dates.all()
    for person in members[:6]:
        enrol(one, person, brings_case=True, dates={early.pk: "als het moet", late.pk: "ja"})
    proposal = search(one, els, now)
    group = PeerGroup.objects.get(
        round=confirmation.confirm(proposal, seen=proposal.version, by=els, now=now)
    )
    seat, *others = group.participants.all()
    page = people.logged_in(seat.person).get(f"/intervisie/groep/{group.key}/afspraak/")
    first, second = date_polls.standing_options(group)
    form = page.context["form"]
    assert [form[f"date_{one.pk}"].value() for one in (first, second)] == ["als het moet", "ja"]
    assertContains(page, "Als het moet (bij het aanmelden): Lid 1, Lid 2, Lid 3", count=1)
    # Who says nothing more is still asked, and at the end the first answer counts.
    assert len(date_polls.missing(group)) == 6
    date_polls.vote(others[0], {first.pk: "ja", second.pk: "ja"}, now=now)
    assert date_polls.best_option(group, now=now) == second
    page = people.logged_in(others[0].person).get(f"/intervisie/groep/{group.key}/afspraak/")
    assert page.context["form"][f"date_{first.pk}"].value() == "ja"


def test_round_cancelled_meanwhile_moves_and_calls_off_nothing(
    confirmed, group, els, now, mailoutbox
):
    """The facilitator's screen was open already: only the lock shows what happened since."""
    first, second = date_polls.standing_options(group)
    vote_all(group, {first.pk: "ja", second.pk: "als het moet"}, now)
    meeting = Meeting.objects.select_related("group__round").get(group=group)
    lifecycle.cancel(confirmed, "Te weinig begeleiders.", by=els, now=now)
    mailoutbox.clear()
    assert appointments.move(meeting, second, by=els, now=now) is None
    assert not appointments.cancel(meeting, by=els, now=now)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.is_cancelled) == (first.starts_at, True)
    assert not mailoutbox


def test_meeting_does_not_move_to_a_date_that_was_dropped_or_is_over(group, els, now):
    first, second = date_polls.standing_options(group)
    vote_all(group, {first.pk: "ja", second.pk: "als het moet"}, now)
    meeting = Meeting.objects.get(group=group)
    assert appointments.move(meeting, second, by=els, now=second.starts_at) is None
    date_polls.take_back(second, by=group.participants.first(), now=now)
    assert appointments.move(meeting, second, by=els, now=now) is None
    meeting.refresh_from_db()
    assert meeting.starts_at == first.starts_at


def test_meeting_that_began_does_not_move_so_that_nothing_is_kept_longer(group, els, now):
    first, second = date_polls.standing_options(group)
    vote_all(group, {first.pk: "ja", second.pk: "als het moet"}, now)
    meeting = Meeting.objects.get(group=group)
    room = meetings.sitting_of(group, is_trial=False, now=now)
    Sitting.objects.filter(pk=room.pk).update(begun_at=now)
    assert appointments.move(meeting, second, by=els, now=now) is None
