"""What goes by itself, category by category; and everything else stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.db import connections
from wagtail.models import ModelLogEntry

from lessons.models import LessonPage
from members.mail.models import Message
from members.people.models import Application, ColleagueRequest, Invitation, User
from members.privacy import retention, retention_periods
from members.privacy.models import Handover, IdleWarning
from tests.people import application, editors, member

NOW = datetime(2030, 3, 15, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def run(now: datetime = NOW) -> int:
    return retention.advance(now=now)


def survives(row, *, until: datetime) -> None:
    """Stays up to this moment, is gone just after it, and a second time changes nothing."""
    run(until - HOUR)
    assert type(row).objects.filter(pk=row.pk).exists()
    run(until + HOUR)
    assert not type(row).objects.filter(pk=row.pk).exists()
    # What was mailed about it was mailed today, which is long ago here.
    Message.objects.all().delete()
    assert run(until + HOUR) == 0


@pytest.fixture(autouse=True)
def _everybody_was_here(db) -> None:
    """So that nobody is idle unless a test says so."""


@pytest.fixture
def anna(anna) -> User:
    User.objects.filter(pk=anna.pk).update(last_login=NOW + 3650 * DAY)
    return anna


def invitation(inviter: User, **fields) -> Invitation:
    made = {"made_at": NOW, "expires_at": NOW + 30 * DAY, "key_hash": "a" * 64}
    return Invitation.objects.create(
        inviter=inviter, name="Daan", email="daan@example.org", **made | fields
    )


def test_invitation_goes_thirty_days_after_it_expired(anna):
    survives(invitation(anna), until=NOW + 60 * DAY)


@pytest.mark.parametrize(
    ("state", "moment", "term"),
    [
        ("confirm", "made_at", retention_periods.UNCONFIRMED_APPLICATION),
        ("replaced", "made_at", retention_periods.REPLACED_APPLICATION),
        ("declined", "decided_at", retention_periods.DECLINED_APPLICATION),
        ("approved", "decided_at", retention_periods.APPROVED_APPLICATION),
    ],
)
def test_application_goes_when_its_term_has_passed(anna, heusden, state, moment, term):
    reason = {"reason": "Geen secretaris."} if state == "declined" else {}
    row = application(anna, heusden, state=state, **{"made_at": NOW, moment: NOW}, **reason)
    survives(row, until=NOW + term)


@pytest.mark.parametrize("state", ["waiting", "asked"])
def test_application_that_waits_is_never_too_old(anna, heusden, state):
    row = application(anna, heusden, state=state, made_at=NOW, waiting_since=NOW)
    run(NOW + 3000 * DAY)
    assert Application.objects.filter(pk=row.pk).exists()


def test_account_of_which_nobody_confirmed_the_address_goes(db):
    row = User.objects.create_user("typfout@example.org", "Typ", date_joined=NOW)
    EmailAddress.objects.create(user=row, email=row.email, primary=True)
    survives(row, until=NOW + retention_periods.UNCONFIRMED_ACCOUNT)


def test_account_that_the_desk_made_waits_for_its_first_login(db):
    row = User.objects.create_user("nieuw@example.org", "Nieuw", date_joined=NOW)
    row.groups.add(editors())
    run(NOW + 3000 * DAY)
    assert User.objects.filter(pk=row.pk).exists()


def test_question_to_a_colleague_goes_after_a_year(anna, content):
    lesson = LessonPage.objects.first()
    row = ColleagueRequest.objects.create(person=anna, lesson=lesson, made_at=NOW)
    survives(row, until=NOW + retention_periods.COLLEAGUE_REQUEST)


def test_session_goes_when_it_has_ended(db):
    row = Session.objects.create(session_key="k", session_data="", expire_date=NOW)
    survives(row, until=NOW)


def test_login_record_goes_thirty_days_after_the_device_was_seen(anna):
    row = UserSession.objects.create(user=anna, ip="192.0.2.1", session_key="k", user_agent="x")
    UserSession.objects.update(last_seen_at=NOW)
    survives(row, until=NOW + retention_periods.LOGIN_RECORD)


def test_trail_of_members_goes_after_a_year(anna):
    row = ModelLogEntry.objects.log_action(anna, "people.membership.end", timestamp=NOW)
    survives(row, until=NOW + retention_periods.AUDIT_TRAIL)


def test_trail_of_the_desk_itself_stays(anna):
    ModelLogEntry.objects.log_action(anna, "wagtail.edit", timestamp=NOW)
    run(NOW + 3000 * DAY)
    assert ModelLogEntry.objects.filter(action="wagtail.edit").exists()


@pytest.mark.parametrize(
    ("opened_at", "term"),
    [(None, retention_periods.UNOPENED_HANDOVER), (NOW, retention_periods.OPENED_HANDOVER)],
)
def test_bruidsschat_goes_when_its_term_has_passed(heusden, opened_at, term):
    row = Handover.objects.create(
        municipality=heusden,
        role="gemeentesecretaris",
        left_on=NOW.date(),
        made_at=NOW,
        changed_at=NOW,
        opened_at=opened_at,
    )
    survives(row, until=NOW + term)


def test_more_than_one_batch_goes(anna, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 3)
    for number in range(8):
        invitation(anna, key_hash=str(number))
    assert run(NOW + 61 * DAY) == 8


# --- Idle accounts ----------------------------------------------------------------------------


@pytest.fixture
def idle(db) -> User:
    """Logged in for the last time on NOW."""
    return User.objects.create_user("stil@example.org", "Stil", last_login=NOW, date_joined=NOW)


ALMOST = NOW + retention_periods.IDLE_ACCOUNT - retention_periods.IDLE_WARNING


def test_idle_account_is_warned_a_month_ahead_and_then_erased(idle):
    run(ALMOST - HOUR)
    assert mail.outbox == []
    run(ALMOST + HOUR)
    [warning] = mail.outbox
    assert (warning.to, warning.subject) == ([idle.email], "Wilt u uw account houden?")
    survives(idle, until=NOW + retention_periods.IDLE_ACCOUNT + HOUR)
    assert mail.outbox[-1].subject == "Uw gegevens zijn gewist"


def test_warning_is_sent_once(idle):
    for hours in (1, 2, 3):
        run(ALMOST + hours * HOUR)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_four_at_once_warn_once_and_erase_once():
    person = User.objects.create_user("stil@example.org", "Stil", last_login=NOW, date_joined=NOW)

    def at_once(now: datetime) -> None:
        def one(_number: int) -> None:
            try:
                run(now)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(one, range(4)))

    at_once(ALMOST + HOUR)
    assert IdleWarning.objects.count() == len(mail.outbox) == 1
    at_once(NOW + retention_periods.IDLE_ACCOUNT + 2 * HOUR)
    assert not User.objects.filter(pk=person.pk).exists()
    assert [one.subject for one in mail.outbox] == [
        "Wilt u uw account houden?",
        "Uw gegevens zijn gewist",
    ]


def test_nobody_is_erased_without_a_warning_a_month_before(idle):
    late = NOW + 2 * retention_periods.IDLE_ACCOUNT
    run(late)
    assert User.objects.filter(pk=idle.pk).exists()
    run(late + retention_periods.IDLE_WARNING - HOUR)
    assert User.objects.filter(pk=idle.pk).exists()
    run(late + retention_periods.IDLE_WARNING + HOUR)
    assert not User.objects.filter(pk=idle.pk).exists()


def test_who_logs_in_stays_and_is_warned_anew_another_time(idle):
    run(ALMOST + HOUR)
    User.objects.filter(pk=idle.pk).update(last_login=ALMOST + 2 * HOUR)
    run(NOW + retention_periods.IDLE_ACCOUNT + DAY)
    assert User.objects.filter(pk=idle.pk).exists()
    assert not IdleWarning.objects.exists()


def test_who_confirmed_a_post_by_mail_is_not_idle(idle, heusden):
    member(idle, heusden, confirmed_on=(ALMOST - DAY).date())
    run(ALMOST + HOUR)
    assert mail.outbox == []


def test_who_works_at_the_desk_is_never_idle(els):
    User.objects.filter(pk=els.pk).update(last_login=NOW)
    run(NOW + 3000 * DAY)
    assert User.objects.filter(pk=els.pk).exists()
    assert mail.outbox == []


def test_advance_does_it_too(anna):
    row = invitation(
        anna,
        made_at=NOW - 9000 * DAY,
        expires_at=NOW - 8000 * DAY,
    )
    call_command("run_due_tasks", verbosity=0)
    assert not Invitation.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (retention_periods.INVITATION, "30 dagen"),
        (retention_periods.DECLINED_APPLICATION, "6 maanden"),
        (retention_periods.IDLE_ACCOUNT, "2 jaar"),
    ],
)
def test_terms_read_as_dutch(term, words):
    assert retention_periods.in_dutch(term) == words


def test_record_of_mail_goes_after_thirty_days_and_mail_that_waits_stays(db):
    sent = Message.objects.create(kind="proef", made_at=NOW, expires_at=NOW + 4 * DAY, sent_at=NOW)
    waits = Message.objects.create(
        kind="proef", made_at=NOW, expires_at=NOW + 90 * DAY, due_at=NOW, to="a@example.org"
    )
    run(NOW + retention_periods.MAIL_RECORD - HOUR)
    assert Message.objects.count() == 2
    run(NOW + retention_periods.MAIL_RECORD + HOUR)
    assert list(Message.objects.all()) == [waits]
    assert sent.pk != waits.pk


def test_row_that_cannot_go_keeps_no_other_row_and_no_other_category(anna, monkeypatch):
    bad, good = (invitation(anna, key_hash=mark * 64) for mark in "bc")
    session = Session.objects.create(session_key="a", session_data="", expire_date=NOW - DAY)
    delete = retention._delete_batch

    def break_one(rows):
        if rows.filter(pk=bad.pk).exists() if rows.model is Invitation else False:
            raise RuntimeError("stuk")
        return delete(rows)

    monkeypatch.setattr(retention, "_delete_batch", break_one)
    assert run(NOW + 365 * DAY) == 2
    assert list(Invitation.objects.all()) == [bad]
    assert not Session.objects.filter(pk=session.pk).exists()
    assert not Invitation.objects.filter(pk=good.pk).exists()
