"""Editors decide: once, with a trail, and without content in the mail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from wagtail.log_actions import registry

from members.people import application_review, invitations
from members.people.models import Application, Membership, Profile, User
from members.people.models.application import State
from members.permissions import Right, Status, status_of
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def heusden(db):
    return people.municipality("Heusden")


@pytest.fixture
def waiting(anna, heusden) -> Application:
    return people.application(anna, heusden, motivation="GEHEIM-motief")


def test_approval_makes_a_member_with_a_profile_and_one_mail(waiting, anna, els):
    waiting.offers.add(people.lesson(1))
    membership = application_review.approve(waiting, by=els, now=timezone.now())
    assert membership.municipality == waiting.municipality
    assert status_of(anna) == Status.MEMBER
    profile = Profile.objects.get(person=anna)
    assert profile.offers.get().number == 1
    assert profile.house_rules == waiting.house_rules
    assert [one.to for one in mail.outbox] == [[anna.email]]


def test_second_decision_changes_nothing(waiting, els):
    application_review.approve(waiting, by=els, now=timezone.now())
    assert application_review.approve(waiting, by=els, now=timezone.now()) is None
    assert not application_review.decline(waiting, "Toch niet.", by=els, now=timezone.now())
    assert Membership.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_simultaneous_approvals_make_one_membership_and_one_mail(anna, els):
    waiting = people.application(anna, people.municipality("Heusden"))

    def approve(_number: int) -> bool:
        try:
            own = Application.objects.get(pk=waiting.pk)
            return application_review.approve(own, by=els, now=timezone.now()) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(approve, range(50)))
    assert sum(results) == 1
    assert Membership.objects.filter(person=anna).count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_of_two_editors_make_one_membership_and_one_mail(anna, bram, els):
    """Over the whole way of a request: some say yes and some say no, one of them is obeyed."""
    waiting = people.application(anna, people.municipality("Heusden"))
    desks = [people.at_desk(els), people.at_desk(bram)]
    acts = ({"act": "approve"}, {"act": "decline", "reason": "Nee."})

    def click(number: int) -> int:
        try:
            data = acts[number // 2 % 2]
            return desks[number % 2].post(f"/redactie/aanvragen/{waiting.pk}/", data).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(click, range(50))) == {302}
    waiting.refresh_from_db()
    approved = waiting.state == State.APPROVED
    assert approved or waiting.state == State.DECLINED
    assert Membership.objects.filter(person=anna).count() == approved
    assert [one.to for one in mail.outbox] == [[anna.email]]
    decisions = registry.get_logs_for_instance(waiting)
    assert decisions.count() == 1


def test_declining_needs_a_reason_and_mails_it(waiting, els):
    client = people.at_desk(els)
    client.post(f"/redactie/aanvragen/{waiting.pk}/", {"act": "decline", "reason": ""})
    assert Application.objects.get().state == State.WAITING
    client.post(
        f"/redactie/aanvragen/{waiting.pk}/", {"act": "decline", "reason": "Geen secretaris."}
    )
    assert Application.objects.get().state == State.DECLINED
    assert "Geen secretaris." in mail.outbox[0].body


def test_question_stays_out_of_the_mail(waiting, els):
    application_review.ask_back(waiting, "GEHEIME-vraag?", by=els, now=timezone.now())
    assert Application.objects.get().state == State.ASKED
    assert "GEHEIME" not in mail.outbox[0].subject + mail.outbox[0].body


def test_no_mail_carries_what_the_applicant_wrote(waiting, els):
    application_review.ask_back(waiting, "Vraag?", by=els, now=timezone.now())
    application_review.approve(waiting, by=els, now=timezone.now())
    assert all("GEHEIM" not in one.body for one in mail.outbox)


def test_every_decision_is_in_the_trail(waiting, els):
    application_review.ask_back(waiting, "Vraag?", by=els, now=timezone.now())
    application_review.approve(waiting, by=els, now=timezone.now())
    trail = registry.get_logs_for_instance(waiting)
    assert {(one.action, one.user) for one in trail} == {
        ("people.application.ask_back", els),
        ("people.application.approve", els),
    }


def test_desk_shows_hint_duplicates_and_who_invited(waiting, heusden, bram, chris, els):
    people.member(bram, heusden)
    people.application(chris, heusden)
    invitation = invitations.invite(by=bram, name="Anna", email=waiting.email, now=timezone.now())
    waiting.invitation = invitation
    waiting.save()
    client = people.at_desk(els)
    html = client.get(f"/redactie/aanvragen/{waiting.pk}/").content.decode()
    assert "we kennen dit domein niet" in html
    assert "Bram is al gemeentesecretaris van Heusden" in html
    assert "Chris vraagt dezelfde functie aan" in html
    assert "Uitgenodigd door" in html
    assert "Anna" in client.get("/redactie/aanvragen/").content.decode()


def test_editor_approves_with_one_click(waiting, els):
    client = people.at_desk(els)
    answer = client.post(f"/redactie/aanvragen/{waiting.pk}/", {"act": "approve"}, follow=True)
    assert "Uw besluit is bewaard" in answer.content.decode()
    answer = client.post(f"/redactie/aanvragen/{waiting.pk}/", {"act": "approve"}, follow=True)
    assert "Een collega was u net voor" in answer.content.decode()


def test_applicant_or_member_cannot_approve(waiting, anna, bram, heusden):
    people.member(bram, heusden)
    for person in (anna, bram):
        people.logged_in(person).post(f"/redactie/aanvragen/{waiting.pk}/", {"act": "approve"})
    assert Application.objects.get().state == State.WAITING


def test_new_post_ends_the_old_one(anna, els, heusden):
    old = people.member(anna, heusden)
    waiting = people.application(anna, people.municipality("Ermelo"))
    application_review.approve(waiting, by=els, now=timezone.now())
    old.refresh_from_db()
    assert old.end_reason == "nieuwe functie"
    assert Membership.objects.running().get().municipality.name == "Ermelo"


def test_editors_are_reminded_once_after_three_working_days(waiting, els):
    now = timezone.now()
    Application.objects.update(waiting_since=now - timedelta(days=8))
    call_command("run_due_tasks")
    call_command("run_due_tasks")
    assert [one.to for one in mail.outbox] == [[els.email]]
    assert "Anna" not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 26, 12, tzinfo=UTC), datetime(2026, 11, 23, 12, tzinfo=UTC)),
        (datetime(2026, 11, 24, 12, tzinfo=UTC), datetime(2026, 11, 19, 12, tzinfo=UTC)),
    ],
)
def test_weekends_are_no_working_days(now, expected):
    assert application_review.working_days_before(now, 3) == expected


def test_mail_about_work_at_the_desk_goes_to_editors_and_not_to_every_administrator(els, bram):
    User.objects.filter(pk=bram.pk).update(is_superuser=True)
    assert list(User.objects.given(Right.DECIDE_APPLICATIONS)) == [els]
    bram.groups.add(els.groups.get())
    assert set(User.objects.given(Right.DECIDE_APPLICATIONS)) == {els, bram}
