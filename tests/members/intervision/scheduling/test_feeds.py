"""A personal address for one's own calendar: secret, shown once, taken back at will."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.intervision import emails
from members.intervision.models import (
    CalendarFeed,
    Meeting,
    Method,
    Participant,
    PeerGroup,
    Round,
)
from members.intervision.scheduling import feeds
from members.people import memberships
from members.people.models import User
from members.people.models.membership import Suspension
from tests.people import logged_in, member

from ..rfc5545 import complaints

pytestmark = pytest.mark.django_db
CANARY = "KANARIE"


@pytest.fixture
def group(content, anna, bram) -> PeerGroup:
    """Anna and Bram meet next month."""
    for person, place in ((anna, "Heusden"), (bram, "Ermelo")):
        member(person, Municipality.objects.get(name=place))
    now = timezone.now()
    method = Method.objects.first() or Method.objects.create(name="Zo", slug="zo")
    one = Round.objects.create(
        title=CANARY, slug="ronde", method=method, sign_up_until=now, made_at=now, place=CANARY
    )
    group = PeerGroup.objects.create(round=one, number=1, method=method, made_at=now)
    for person in (anna, bram):
        Participant.objects.create(group=group, person=person, joined_at=now)
    begins = datetime(2030, 1, 15, 14, tzinfo=ZoneInfo("Europe/Amsterdam"))
    Meeting.objects.create(
        group=group,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        place=CANARY,
        made_at=now,
        changed_at=now,
    )
    return group


def renew(person: User) -> str:
    return f"/agenda/{feeds.renew(by=person, now=timezone.now())}.ics"


def test_calendar_looks_without_logging_in(group, anna, bram, django_assert_max_num_queries):
    address = renew(anna)
    with django_assert_max_num_queries(6):
        answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    text = answer.content.decode()
    assert complaints(text) == []
    assert "DTSTART;TZID=Europe/Amsterdam:20300115T140000" in text
    for secret in (CANARY, "ATTENDEE", "Anna", "Bram", "example.org", group.key):
        assert secret not in text


def test_kept_nowhere_but_in_the_calendar(group, anna):
    secret = renew(anna).removeprefix("/agenda/").removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in str(list(CalendarFeed.objects.values()))


def test_new_address_ends_the_old_one_and_revoking_ends_both(group, anna):
    old = renew(anna)
    new = renew(anna)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    feeds.revoke(by=anna)
    assert Client().get(new).status_code == 404
    assert not feeds.revoke(by=anna)


def test_who_left_or_was_suspended_gets_no_dates(group, anna, bram, els):
    left, suspended = renew(anna), renew(bram)
    Participant.objects.filter(person=anna).update(left_at=timezone.now())
    post = bram.memberships.get()
    memberships.suspend(post, reason=Suspension.EDITORS, by=els, today=timezone.localdate())
    for address in (left, suspended):
        assert "VEVENT" not in Client().get(address).content.decode()


def test_closed_account_has_no_address(group, anna):
    address = renew(anna)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_cancelled_meeting_says_so(group, anna):
    Meeting.objects.update(cancelled_at=timezone.now(), sequence=1)
    text = Client().get(renew(anna)).content.decode()
    assert "STATUS:CANCELLED" in text
    assert complaints(text) == []


def test_address_is_shown_once(group, anna, settings):
    browser = logged_in(anna)
    assert "Adres maken" in browser.get("/mijn/agenda/").content.decode()
    shown = browser.post("/mijn/agenda/")
    assert shown["Cache-Control"] == "no-store"
    address = shown.context["address"]
    assert f'value="{address}"' in shown.content.decode()
    assert Client().get(address.removeprefix(settings.BASE_URL)).status_code == 200
    again = browser.get("/mijn/agenda/").content.decode()
    assert "Nieuw adres maken" in again
    assert "/agenda/" not in again.replace("/mijn/agenda/", "")


def test_address_is_taken_back_on_the_screen(group, anna):
    browser = logged_in(anna)
    browser.post("/mijn/agenda/")
    answer = browser.post("/mijn/agenda/", {"revoke": "1"})
    assert "Het adres werkt niet meer" in answer.content.decode()
    assert not CalendarFeed.objects.exists()


def test_mail_about_a_date_brings_it_to_the_calendar(group, anna, mailoutbox):
    meeting = group.meeting
    emails.planned(anna, meeting)
    Meeting.objects.update(sequence=1, cancelled_at=timezone.now())
    meeting.refresh_from_db()
    emails.called_off(anna, meeting)
    assert [message.to for message in mailoutbox] == [[anna.email]] * 2
    (invited,), (called_off,) = (message.alternatives for message in mailoutbox)
    assert invited.mimetype == "text/calendar; method=REQUEST"
    assert called_off.mimetype == "text/calendar; method=CANCEL"
    for message in mailoutbox:
        assert CANARY not in str(message.message())
        assert complaints(message.alternatives[0].content) == []
    assert "SEQUENCE:1\r\n" in called_off.content
