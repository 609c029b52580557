"""After the groups are made: leaving and taking a seat, the case, the meeting, what follows."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from members.intervision import emails
from members.intervision.harvest import destruction
from members.intervision.matching import confirmation
from members.intervision.models import Apart, Encounter, Meeting, Participant, PeerGroup, Round
from members.intervision.models.enrolment import EnrolmentState
from members.intervision.models.round import State
from members.intervision.room import case_choice
from members.intervision.rounds import lifecycle, series, waiting_list
from members.intervision.scheduling import appointments, date_polls, reminders
from members.privacy import erasure

from .conftest import search


@pytest.fixture
def full_round(make_round, enrol, members, places, els, now) -> Round:
    """One group of six, and two who wait because there was no more room."""
    one = make_round(capacity=6)
    people = [*members[:6], members[6], members[7]]
    for number, person in enumerate(people):
        enrol(one, person, brings_case=number < 3 or number == 7, sentence="Zin")
    proposal = search(one, els, now)
    return confirmation.confirm(proposal, seen=proposal.version, by=els, now=now)


@pytest.fixture
def group(full_round) -> PeerGroup:
    return PeerGroup.objects.get(round=full_round)


def test_a_round_with_one_date_is_planned_at_once(full_round, group):
    assert full_round.state == State.PLANNED
    assert group.meeting.starts_at == full_round.dates.get().starts_at


def test_leaving_gives_the_seat_to_the_first_who_fits(full_round, group, members, now, mailoutbox):
    mailoutbox.clear()
    seat = group.participants.first()
    assert waiting_list.leave(seat, by=seat.person, now=now, keep_words=False)
    assert not PeerGroup.objects.visible_to(seat.person).exists()
    new = full_round.enrolments.get(person=members[6])
    assert new.state == EnrolmentState.PLACED
    assert PeerGroup.objects.visible_to(members[6]).get() == group
    assert sorted(m.to[0] for m in mailoutbox) == sorted([seat.person.email, members[6].email])


def test_who_erases_their_account_gives_the_seat_on_too(full_round, group, members, now):
    seat = group.participants.first()
    erasure.erase(seat.person, cause=erasure.Cause.OWN_WISH, now=now)
    assert full_round.enrolments.get(person=members[6]).state == EnrolmentState.PLACED
    assert PeerGroup.objects.visible_to(members[6]).get() == group


def test_who_is_not_wished_is_passed_over_without_a_word(full_round, group, members, now):
    staying = group.participants.exclude(person=members[0]).first().person
    Apart.objects.create(person=staying, other=members[6], made_at=now)
    waiting_list.leave(
        group.participants.get(person=members[0]), by=members[0], now=now, keep_words=False
    )
    assert full_round.enrolments.get(person=members[6]).state == EnrolmentState.WAITING
    assert full_round.enrolments.get(person=members[7]).state == EnrolmentState.PLACED


def test_leaving_twice_is_leaving_once(group, now):
    seat = group.participants.first()
    assert waiting_list.leave(seat, by=seat.person, now=now, keep_words=False)
    assert not waiting_list.leave(seat, by=seat.person, now=now, keep_words=False)


def test_leaving_a_cancelled_round_seats_and_mails_nobody(full_round, group, els, now, mailoutbox):
    """The room stays open for a while: from there one can still leave."""
    lifecycle.cancel(full_round, "Te weinig begeleiders.", by=els, now=now)
    mailoutbox.clear()
    seat = group.participants.last()
    assert waiting_list.leave(seat, by=seat.person, now=now, keep_words=False)
    assert Participant.objects.current().filter(group=group).count() == 5
    assert not mailoutbox


def test_case_is_not_chosen_for_a_round_that_was_cancelled(full_round, group, els, now, mailoutbox):
    able = case_choice.owners(group)
    lifecycle.cancel(full_round, "Te weinig begeleiders.", by=els, now=now)
    mailoutbox.clear()
    assert not case_choice.vote(able[0], able[1], now=now)
    assert not mailoutbox


def test_group_chooses_its_case_when_all_voted(group, now, mailoutbox):
    mailoutbox.clear()
    able = case_choice.owners(group)
    assert len(able) == 3
    for seat in group.participants.all():
        assert case_choice.vote(seat, able[1], now=now)
    able[1].refresh_from_db()
    assert able[1].is_case_owner
    assert [m.to[0] for m in mailoutbox] == [able[1].person.email]
    assert not case_choice.vote(able[0], able[0], now=now)


def test_votes_that_are_there_decide_two_days_ahead(group, now):
    able = case_choice.owners(group)
    case_choice.vote(group.participants.last(), able[2], now=now)
    due = group.meeting.starts_at - timedelta(days=1)
    assert [case_choice.choose_due(now=due), case_choice.choose_due(now=due)] == [1, 0]
    assert Participant.objects.get(group=group, is_case_owner=True) == able[2]


def test_reminder_goes_out_once_two_days_ahead(group, now, mailoutbox):
    mailoutbox.clear()
    due = group.meeting.starts_at - timedelta(days=1)
    assert reminders.remind_due(now=now) == 0
    assert [reminders.remind_due(now=due), reminders.remind_due(now=due)] == [1, 0]
    assert len(mailoutbox) == 6


def test_who_met_is_kept_and_counts_for_the_next_round(full_round, group, now):
    over = group.meeting.ends_at + timedelta(minutes=1)
    assert reminders.begin_due(now=over) == 1
    assert [reminders.note_due(now=over), reminders.note_due(now=over)] == [1, 0]
    full_round.refresh_from_db()
    assert full_round.state == State.MEETING
    assert Encounter.objects.count() == 15


def test_who_met_is_kept_when_the_group_destroys_all_early(group, now):
    during = group.meeting.starts_at + timedelta(minutes=30)
    assert destruction.destroy_group(group, now=during)
    assert Encounter.objects.count() == 15
    assert not PeerGroup.objects.exists()


def test_group_without_a_date_does_not_hold_up_the_round(full_round, group, now):
    PeerGroup.objects.create(round=full_round, number=2, method=group.method, made_at=now)
    full_round.state, full_round.repeat_weeks = State.CHOOSING_DATE, 8
    full_round.repeat_until = timezone.localdate(group.meeting.ends_at) + timedelta(days=90)
    full_round.save()
    over = group.meeting.ends_at + timedelta(minutes=1)
    assert reminders.begin_due(now=over) == 1
    assert series.continue_due(now=over) == 1
    assert PeerGroup.objects.filter(round__series=full_round).count() == 1


def test_next_round_avoids_who_met(full_round, group, make_round, enrol, members, els, now):
    over = group.meeting.ends_at + timedelta(minutes=1)
    reminders.note_due(now=over)
    one = make_round(title="Nog eens")
    for person in members[:12]:
        enrol(one, person, brings_case=True)
    proposal = search(one, els, now)
    met = set(Encounter.objects.values_list("one", "other"))
    for row in proposal.groups.all():
        people = sorted(seat.enrolment.person_id for seat in row.seats.all())
        assert len([1 for a in people for b in people if (a, b) in met]) <= 6


def test_a_group_goes_on_at_the_same_hour_after_summer_time(full_round, group, now):
    march = timezone.make_aware(datetime(2027, 3, 22, 14, 0))
    Meeting.objects.filter(group=group).update(
        starts_at=march, ends_at=march + timedelta(minutes=90)
    )
    full_round.repeat_weeks, full_round.repeat_until = 2, march.date() + timedelta(days=90)
    full_round.save()
    over = march + timedelta(hours=3)
    assert [series.continue_due(now=over), series.continue_due(now=over)] == [1, 0]
    sequel = Round.objects.get(series=full_round)
    new = PeerGroup.objects.get(round=sequel)
    start = timezone.localtime(date_polls.standing_options(new).first().starts_at)
    assert (start.month, start.day, start.hour) == (4, 5, 14)
    choices = [timezone.localtime(one.starts_at) for one in date_polls.standing_options(new)]
    # Two weeks later, the day after, and another week on; each at the hour that the group knows.
    assert sorted((day.month, day.day, day.hour) for day in choices) == [
        (4, 5, 14),
        (4, 6, 14),
        (4, 12, 14),
    ]
    assert new.participants.count() == 6
    assert new.key != group.key


def test_a_group_does_not_go_on_for_ever(full_round, group, now):
    full_round.repeat_weeks = 8
    full_round.repeat_until = timezone.localdate(group.meeting.starts_at) + timedelta(days=7)
    full_round.save()
    assert series.continue_due(now=group.meeting.ends_at + timedelta(hours=1)) == 0
    assert not Round.objects.filter(series=full_round).exists()


def test_suspended_and_paused_people_get_no_group(make_round, enrol, members, els, now):
    one = make_round()
    for person in members[:8]:
        enrol(one, person, brings_case=True)
    members[0].memberships.update(suspended_on=timezone.localdate(), suspension="redactie")
    members[1].profile.paused_until = timezone.localdate()
    members[1].profile.save()
    proposal = search(one, els, now)
    waiting = proposal.seats.filter(group__isnull=True)
    assert {seat.enrolment.person for seat in waiting} == {members[0], members[1]}
    assert all("pauze" in seat.why_waiting for seat in waiting)


@pytest.fixture
def two_planned(confirmed, now) -> list[PeerGroup]:
    """Two groups that meet at the same moment; the mails of the first one break."""
    groups = list(PeerGroup.objects.filter(round=confirmed))
    option = date_polls.standing_options(groups[0]).first()
    for one in groups:
        appointments.plan(one, starts_at=option.starts_at, ends_at=option.ends_at, now=now)
    return groups


@pytest.mark.parametrize(
    ("mail", "step"),
    [("meets_soon", reminders.remind_due), ("your_case", case_choice.choose_due)],
)
def test_group_that_breaks_keeps_no_other_waiting(two_planned, monkeypatch, mail, step):
    bad, other = two_planned
    unreachable = {seat.person for seat in bad.participants.all()}
    told = []

    def send(person):
        if person in unreachable:
            raise RuntimeError("stuk")
        told.append(person)

    monkeypatch.setattr(emails, mail, send)
    due = Meeting.objects.get(group=bad).starts_at - timedelta(days=1)
    assert step(now=due) == 1
    assert told
    assert {seat.person for seat in other.participants.all()} >= set(told)
    monkeypatch.undo()
    # Nothing of it was kept, so that it is done as soon as it can be.
    assert [step(now=due), step(now=due)] == [1, 0]


def test_meeting_that_cannot_be_noted_keeps_no_other_from_it(two_planned, monkeypatch):
    bad, other = two_planned
    real = reminders.combinations

    def combine(ids, number):
        if set(ids) == {seat.person_id for seat in bad.participants.all()}:
            raise RuntimeError("stuk")
        return real(ids, number)

    monkeypatch.setattr(reminders, "combinations", combine)
    over = Meeting.objects.get(group=bad).ends_at + timedelta(minutes=1)
    assert reminders.note_due(now=over) == 1
    here = other.participants.count()
    assert Encounter.objects.count() == here * (here - 1) / 2
