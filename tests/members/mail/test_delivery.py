"""Mail against a real server that is there, gone, picky or rude."""

import logging
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from members import mail
from members.batch import watched
from members.encryption import seal
from members.mail import delivery
from members.mail.delivery import (
    CLAIM,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    advance,
    deliver_due,
    pause_after,
)
from members.mail.models import Message
from tests.people import at_desk

pytestmark = pytest.mark.django_db

ADDRESSES = ["anna@example.org", "bram@example.org", "chris@example.org"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def post(*to: str, **more) -> None:
    mail.post("proef", to or ADDRESSES, "Er is iets", "Kijk op de site.\n", **more)


def later(pause: timedelta) -> int:
    return advance(now=timezone.now() + pause)


def test_delivered_once_and_then_forgotten(sink):
    post()
    assert deliver_due() == 3
    assert deliver_due() == later(DAY) == 0
    assert sink.to() == ADDRESSES
    assert sink.letters[0].get_content() == "Kijk op de site.\r\n"
    for message in Message.objects.all():
        assert [getattr(message, name) for name in Message.TEXT] == [""] * 5
        assert message.sent_at


def test_text_lies_sealed_while_it_waits(sink):
    post()
    assert "Kijk" not in str(list(Message.objects.values()))


def test_what_waits_moves_to_a_new_key(sink, settings):
    post()
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    call_command("rotate_keys", verbosity=0)
    settings.FIELD_KEYS = [new]
    assert deliver_due() == 3


def test_gone_server_loses_nothing(sink, settings, caplog):
    settings.EMAIL_PORT = 1
    post()
    assert deliver_due() == 0
    assert [one.tries for one in Message.objects.waiting()] == [0, 0, 0]
    assert "mail server not reached (ConnectionRefusedError)" in caplog.text
    settings.EMAIL_PORT = sink.port
    assert deliver_due() == 3
    assert sink.to() == ADDRESSES


def test_one_refused_address_stops_nobody_else(sink, caplog):
    sink.answers["bram@example.org"] = "550 bram@example.org onbekend"
    post()
    assert deliver_due() == 2
    assert later(FIRST_PAUSE - timedelta(seconds=10)) == 0
    left = Message.objects.waiting().get()
    assert (left.to, left.tries, left.problem) == ("bram@example.org", 1, "550")
    sink.answers.clear()
    assert later(FIRST_PAUSE + timedelta(seconds=10)) == 1
    assert sink.to() == ADDRESSES
    assert "bram" not in caplog.text


def test_broken_line_is_tried_again(sink):
    sink.hangs_up = True
    post()
    assert deliver_due() == 0
    assert sorted(one.tries for one in Message.objects.waiting()) == [0, 0, 1]
    sink.hangs_up = False
    assert deliver_due() == 2
    assert later(FIRST_PAUSE + timedelta(seconds=10)) == 1
    assert sink.to() == ADDRESSES


def test_given_up_after_days_and_editors_see_whom_it_did_not_reach(content, els, sink, caplog):
    sink.answers["bram@example.org"] = "550 weg"
    mail.post("proef", ["bram@example.org"], "Er is iets", "Geheim.\n")
    now = timezone.now()
    for hours in range(0, 97, 6):
        advance(now=now + hours * HOUR)
    given_up = Message.objects.get()
    assert given_up.given_up_at
    assert given_up.sealed_body == ""
    assert f"mail {given_up.pk} (proef) given up: 550" in caplog.text
    desk = at_desk(els)
    page = desk.get("/redactie/post/").content.decode()
    assert "bram@example.org" in page
    assert "Deze e-mail gaat niet meer weg." in page
    assert "Eén e-mail komt niet aan" in desk.get("/redactie/").content.decode()


def test_desk_is_quiet_while_mail_arrives(content, els, mailoutbox):
    post()
    desk = at_desk(els)
    assert "Alles komt aan." in desk.get("/redactie/post/").content.decode()
    assert "/redactie/post/" not in desk.get("/redactie/").content.decode().split("<main")[1]


def test_code_is_not_sent_after_it_expired(sink, settings, client, anna):
    settings.EMAIL_PORT = 1
    client.post("/account/login/", {"login": anna.email})
    waiting = Message.objects.waiting().get()
    lifetime = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    assert waiting.expires_at == waiting.made_at + lifetime
    settings.EMAIL_PORT = sink.port
    assert later(lifetime + timedelta(seconds=1)) == 0
    assert sink.letters == []
    assert Message.objects.get().given_up_at


def test_codes_overtake_a_newsletter(sink):
    post(*(f"{number}@example.org" for number in range(60)))
    post("code@example.org", lifetime=timedelta(minutes=10))
    deliver_due()
    assert sink.letters[0]["to"] == "code@example.org"
    assert len(sink.letters) == 61


def test_claimed_message_is_left_alone_until_its_claim_ends(sink):
    """As after a crash in the middle of a conversation."""
    post("anna@example.org")
    Message.objects.update(due_at=timezone.now() + CLAIM, tries=1)
    assert deliver_due() == 0
    assert later(CLAIM + timedelta(seconds=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_undone_deed_sends_nothing(sink):
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_unwritable_message_is_given_up_at_once(sink, caplog):
    mail.post("proef", ["anna@example.org"], "GEHEIM\nBcc: x@example.org", "Tekst.")
    with caplog.at_level(logging.ERROR):
        assert deliver_due() == 0
    assert Message.objects.get().given_up_at
    assert "GEHEIM" not in caplog.text


def test_lost_key_loses_no_mail(sink, settings):
    post("anna@example.org")
    kept, settings.FIELD_KEYS = settings.FIELD_KEYS, [Fernet.generate_key().decode()]
    assert deliver_due() == 0
    settings.FIELD_KEYS = kept
    assert later(FIRST_PAUSE + timedelta(seconds=1)) == 1


def test_pauses_grow_and_short_lives_are_tried_more_often():
    pauses = [pause_after(tries, mail.LIFETIME) for tries in range(1, 30)]
    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert pause_after(1, timedelta(minutes=10)) == timedelta(minutes=1)


def test_second_copy_has_the_same_message_id(sink):
    post("anna@example.org")
    deliver_due()
    again = {"to": "anna@example.org", "sealed_body": seal("Nog eens.")}
    Message.objects.update(due_at=timezone.now(), sent_at=None, **again)
    deliver_due()
    first, second = sink.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


def test_calendar_goes_along_with_its_method(sink):
    text = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    mail.post("proef", ["anna@example.org"], "Intervisie", "Kijk.\n", calendar=text)
    deliver_due()
    letter = sink.letters[0]
    assert letter.get_content_type() == "multipart/alternative"
    plain, calendar = letter.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "CANCEL"
    assert calendar.get_content().splitlines() == text.splitlines()


def test_letter_that_breaks_for_a_reason_nobody_thought_of_keeps_no_other(
    sink, monkeypatch, caplog
):
    post()
    bad = Message.objects.order_by("pk").first()
    write = delivery.build_message

    def break_one(message):
        if message.pk == bad.pk:
            raise LookupError("Kijk op de site.")
        return write(message)

    monkeypatch.setattr(delivery, "build_message", break_one)
    with watched() as broken, caplog.at_level(logging.WARNING):
        assert deliver_due() == 2
    assert broken == [f"mail.message:{bad.pk}"]
    assert "Kijk" not in caplog.text
    bad.refresh_from_db()
    assert bad.problem == "LookupError"
    monkeypatch.undo()
    assert later(HOUR) == 1
