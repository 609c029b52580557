"""Signing up: places, the waiting list, changing and withdrawing, and who cannot."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.intervision.encryption import texts
from members.intervision.models import Apart, Enrolment, Round
from members.intervision.models.enrolment import EnrolmentState
from members.intervision.models.round import State
from members.intervision.rounds import enrolments, lifecycle
from members.intervision.rounds.eligibility import Hindrance
from members.intervision.rounds.enrolments import HinderedError


def test_who_comes_too_late_waits_under_a_number(make_round, enrol, members):
    one = make_round(capacity=4)
    made = [enrol(one, person) for person in members[:6]]
    assert [each.state for each in made].count(EnrolmentState.SIGNED_UP) == 4
    assert [each.waiting_number for each in made[4:]] == [1, 2]
    assert enrolments.waiting_place(made[5]) == 2


def test_withdrawing_lets_in_the_first_who_waits(make_round, enrol, members, now, mailoutbox):
    one = make_round(capacity=4)
    made = [enrol(one, person) for person in members[:6]]
    assert enrolments.withdraw(made[0], by=members[0], now=now)
    made[4].refresh_from_db()
    assert made[4].state == EnrolmentState.SIGNED_UP
    assert [message.to for message in mailoutbox] == [[members[4].email]]
    assert enrolments.waiting_place(made[5]) == 1


def test_who_withdrew_leaves_nothing_and_may_come_back(make_round, enrol, members, now):
    one = make_round()
    enrolment = enrol(one, members[0], brings_case=True, sentence="Geheim", access_needs="Lift")
    enrolments.withdraw(enrolment, by=members[0], now=now)
    enrolment.refresh_from_db()
    assert (enrolment.sealed_sentence, enrolment.sealed_access_needs) == (b"", b"")
    assert not enrolment.availabilities.exists()
    again = enrol(one, members[0])
    assert (again.pk, again.state) == (enrolment.pk, EnrolmentState.SIGNED_UP)


def test_answers_change_until_the_deadline_and_not_after(make_round, enrol, members, now):
    one = make_round()
    enrol(one, members[0], answer="nee")
    enrolment = enrol(one, members[0], answer="ja")
    assert enrolment.availabilities.get().answer == "ja"
    with pytest.raises(HinderedError) as late:
        enrol(one, members[0], now=one.sign_up_until)
    assert late.value.hindrance == Hindrance.TOO_LATE


def test_sentence_is_sealed_and_reads_back(make_round, enrol, members):
    enrolment = enrol(make_round(), members[0], brings_case=True, sentence="De wethouder liegt")
    assert b"wethouder" not in bytes(enrolment.sealed_sentence)
    assert Enrolment.objects.get(pk=enrolment.pk).sentence == "De wethouder liegt"


def test_wishes_are_replaced_and_tell_nobody(make_round, enrol, members):
    one = make_round()
    enrol(one, members[0], apart=members[1:3])
    enrol(one, members[0], apart=[members[3]])
    assert list(Apart.objects.values_list("person", "other")) == [(members[0].pk, members[3].pk)]


def test_raising_the_capacity_lets_in_who_waits(make_round, enrol, members, els):
    one = make_round(capacity=4)
    made = [enrol(one, person) for person in members[:6]]
    one.refresh_from_db()
    seen = lifecycle.digest(one)
    one.capacity = 5
    lifecycle.edit(one, seen=seen, by=els)
    states = [Enrolment.objects.get(pk=each.pk).state for each in made]
    assert states.count(EnrolmentState.SIGNED_UP) == 5


def test_number_that_a_restored_database_gives_out_again_is_passed_over(make_round, enrol, members):
    first = make_round()
    for number in (1, 2):
        texts.destroy(first.pk + number)
    later = make_round()
    assert later.pk == first.pk + 3
    enrolment = enrol(later, members[0], brings_case=True, sentence="Hoe begin ik?")
    assert enrolment.sentence == "Hoe begin ik?"


def test_form_that_lay_open_does_not_undo_what_happened_meanwhile(make_round, els, now):
    one = make_round()
    stale = Round.objects.get(pk=one.pk)
    lifecycle.cancel(one, "Te weinig mensen", by=els, now=now)
    seen, stale.title = lifecycle.digest(stale), "Een andere titel"
    with pytest.raises(lifecycle.ChangedError):
        lifecycle.edit(stale, seen=seen, by=els)
    # Seen now, and all the same.
    lifecycle.edit(stale, seen=lifecycle.digest(Round.objects.get(pk=one.pk)), by=els)
    one.refresh_from_db()
    assert (one.title, one.state) == ("Een andere titel", State.CANCELLED)
    assert one.cancel_reason == "Te weinig mensen"


@pytest.mark.parametrize(
    ("change", "hindrance"),
    [
        ({"suspended_on": timezone.localdate(), "suspension": "redactie"}, Hindrance.SUSPENDED),
        ({"until": timezone.localdate() - timedelta(days=400)}, Hindrance.ALUMNUS),
    ],
)
def test_suspended_and_former_members_cannot(make_round, enrol, members, change, hindrance):
    members[0].memberships.update(**change)
    with pytest.raises(HinderedError) as refused:
        enrol(make_round(), members[0])
    assert refused.value.hindrance == hindrance


def test_who_paused_cannot(make_round, enrol, members):
    members[0].profile.paused_until = timezone.localdate()
    members[0].profile.save()
    with pytest.raises(HinderedError) as refused:
        enrol(make_round(), members[0])
    assert refused.value.hindrance == Hindrance.PAUSED


def test_deadline_closes_a_round_once_and_tells_the_host(make_round, els, now, mailoutbox):
    one = make_round()
    late = one.sign_up_until + timedelta(minutes=1)
    assert [lifecycle.close_due(now=late), lifecycle.close_due(now=late)] == [1, 0]
    one.refresh_from_db()
    assert one.state == State.MATCHING
    assert [message.to for message in mailoutbox] == [[els.email]]


def test_cancelling_tells_everyone_once_and_not_why(
    make_round, enrol, members, els, now, mailoutbox
):
    one = make_round(capacity=4)
    for person in members[:6]:
        enrol(one, person)
    assert lifecycle.cancel(one, "Te weinig zaal", by=els, now=now)
    assert not lifecycle.cancel(one, "Nog eens", by=els, now=now)
    assert sorted(message.to[0] for message in mailoutbox) == sorted(
        person.email for person in members[:6]
    )
    assert all("zaal" not in str(message.message()) for message in mailoutbox)


def test_a_round_without_dates_cannot_be_opened(make_round, els, now):
    one = make_round(days=(), is_open=False)
    with pytest.raises(lifecycle.NotReadyError):
        lifecycle.open_sign_up(one, by=els, now=now)


def test_copying_takes_over_all_but_dates_and_people(make_round, enrol, members, els, now):
    one = make_round(capacity=12, ideal=5)
    enrol(one, members[0])
    fresh = lifecycle.copy(one, by=els, now=now)
    assert (fresh.state, fresh.capacity, fresh.ideal) == (State.DRAFT, 12, 5)
    assert fresh.slug != one.slug
    assert not fresh.dates.exists()
    assert not fresh.enrolments.exists()


def test_dates_that_people_answer_are_not_changed_from_an_older_screen(make_round, now):
    one = make_round(days=(30, 37))
    before = list(one.dates.values_list("starts_at", flat=True))
    lifecycle.set_dates(one, [(now + timedelta(days=60), now + timedelta(days=61))])
    assert list(one.dates.values_list("starts_at", flat=True)) == before
