"""Bringing what waits to the mail server: each message once, however many processes try.

A process claims a message by moving its next try ahead; who finds it moved leaves it alone. No
transaction is open while a mail server is spoken to. A message goes twice in one case only: when
a process dies, or loses the database, after the server took the message and before that was noted.
Both copies then carry the same Message-ID.
"""

import logging
import smtplib
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from members import batch, encryption

from .message_builder import build_message
from .models import Message

logger = logging.getLogger(__name__)

# Longer than a conversation with a mail server takes, every answer of it as late as we allow.
CLAIM = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
# What expires soon is tried this many times, evenly.
TRIES_AT_LEAST = 10
BATCH = 50
CLOSING_DOWN = 421
Clock = Callable[[], datetime]


def advance(*, now: datetime) -> int:
    """Deliver everything that is due at ``now`` and what comes due meanwhile."""
    began = time.monotonic()
    return deliver_due(clock=lambda: now + timedelta(seconds=time.monotonic() - began))


def deliver_due(*, clock: Clock = timezone.now, stop: Callable[[], bool] = lambda: False) -> int:
    """Returns how many were delivered. Ends early when the server is gone, or when told to."""
    _give_up_what_is_too_late(clock())
    if not Message.objects.due(clock()).exists():
        return 0
    server = get_connection()
    try:
        server.open()
    except OSError as problem:
        # Nothing is lost and no try is counted: that the server is gone is not the message's fault.
        logger.warning("mail server not reached (%s)", type(problem).__name__)
        return 0
    with _closing(server):
        return _deliver_over(server, clock, stop)


def reseal_all() -> int:
    """Put what waits under the first key; afterwards the older keys can go."""
    count = 0
    for pk, sealed in Message.objects.waiting().values_list("pk", "sealed_body"):
        # Not over a message that was delivered meanwhile: that keeps no text.
        same = Message.objects.filter(pk=pk, sealed_body=sealed)
        count += same.update(sealed_body=encryption.reseal(sealed))
    return count


def pause_after(tries: int, lifetime: timedelta) -> timedelta:
    """Twice as long after every try; what lives shortly is tried more often."""
    # Beyond ten doublings it is long past the longest.
    growing = FIRST_PAUSE * 2 ** (min(tries, 10) - 1)
    return min(growing, LONGEST_PAUSE, max(lifetime / TRIES_AT_LEAST, timedelta(seconds=1)))


class ServerGone(Exception):  # noqa: N818 - not an error, but why a round ends early
    pass


def _deliver_over(server: BaseEmailBackend, clock: Clock, stop: Callable[[], bool]) -> int:
    delivered = 0
    # In batches, so that a code to log in with overtakes a newsletter.
    while due := list(Message.objects.due(clock())[:BATCH]):
        for message in due:
            if stop():
                return delivered
            if not _claim(message, clock()):
                continue
            try:
                delivered += _deliver(server, message, clock)
            except ServerGone:
                return delivered
    return delivered


def _claim(message: Message, now: datetime) -> bool:
    as_read = Message.objects.filter(pk=message.pk, due_at=message.due_at, tries=message.tries)
    claimed = as_read.update(due_at=now + CLAIM, tries=F("tries") + 1)
    message.tries += 1
    return bool(claimed)


def _deliver(server: BaseEmailBackend, message: Message, clock: Clock) -> bool:
    try:
        server.send_messages([build_message(message)])
    except InvalidToken:
        # Its key is gone, perhaps by mistake: whoever brings the key back loses nothing.
        _try_later(message, clock(), "unreadable")
        return False
    except ValueError:
        # Such as BadHeaderError, whose text may quote what somebody typed: so without it.
        logger.error("mail %s (%s) cannot be written", message.pk, message.kind)
        _give_up(Message.objects.filter(pk=message.pk), clock(), problem="unwritable")
        return False
    except OSError as problem:
        answer = _answer_of(problem)
        _try_later(message, clock(), answer)
        if not answer.isdigit() or int(answer) == CLOSING_DOWN:
            raise ServerGone from None
        return False
    except Exception as problem:
        # Nothing of the server and nothing of the text: our mistake, which may be mended in time.
        batch.report(_deliver, message, problem)
        _try_later(message, clock(), type(problem).__name__)
        return False
    mine = Message.objects.filter(pk=message.pk, tries=message.tries)
    mine.update(due_at=None, sent_at=clock(), problem="", **dict.fromkeys(Message.TEXT, ""))
    return True


def _try_later(message: Message, now: datetime, answer: str) -> None:
    logger.warning("mail %s (%s) not delivered: %s", message.pk, message.kind, answer)
    pause = pause_after(message.tries, message.expires_at - message.made_at)
    mine = Message.objects.filter(pk=message.pk, tries=message.tries)
    # Not beyond its life: then it is given up in time.
    mine.update(due_at=min(now + pause, message.expires_at), problem=answer)


def _answer_of(problem: OSError) -> str:
    """The code of the server's answer when it gave one, otherwise what went wrong."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return str(next(iter(problem.recipients.values()))[0])
    if isinstance(problem, smtplib.SMTPResponseException):
        return str(problem.smtp_code)
    return type(problem).__name__


def _give_up_what_is_too_late(now: datetime) -> None:
    for message in Message.objects.too_late(now).only("pk", "kind", "problem"):
        logger.error("mail %s (%s) given up: %s", message.pk, message.kind, message.problem)
        _give_up(Message.objects.too_late(now).filter(pk=message.pk), now)


def _give_up(messages, now: datetime, **more: str) -> None:
    """Address and subject stay a while, so that editors see whom it did not reach."""
    messages.update(due_at=None, given_up_at=now, sealed_body="", calendar="", one_click="", **more)


@contextmanager
def _closing(server: BaseEmailBackend):
    try:
        yield
    finally:
        # A server that does not answer a goodbye changes nothing about what was delivered.
        with suppress(OSError):
            server.close()
