"""Mail: rendered from templates, kept until it is delivered, and never with content.

Mailboxes of top officials are archived and can be asked for by anyone. So a message says that
something is ready and where; what it is about stays behind the login.

A message is a row in the transaction of what it tells about: neither is there without the other.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

SUBJECT = "Onderwerp: "
# As long as a mail server usually tries.
LIFETIME = timedelta(days=4)


def send(
    template: str, to: Sequence[str], one_click: str = "", calendar: str = "", **context: Any
) -> None:
    """Send ``templates/emails/<template>.txt`` to each address apart, once this is committed.

    The first line of the template is the subject; the rest is the message. ``one_click`` is the
    path to which a mail program may post to unsubscribe (RFC 8058). ``calendar`` is the text of an
    iCalendar object that goes along; its METHOD says what a calendar should do with it.
    """
    text = render_to_string(f"emails/{template}.txt", context | {"site": settings.BASE_URL})
    first_line, _, body = text.strip().partition("\n")
    subject = " ".join(first_line.removeprefix(SUBJECT).split())
    post(template, to, subject, body.strip() + "\n", one_click=one_click, calendar=calendar)


def post(
    kind: str,
    to: Sequence[str],
    subject: str,
    body: str,
    *,
    lifetime: timedelta = LIFETIME,
    **more: str,
) -> None:
    """Send a text that somebody else rendered. After ``lifetime`` it is of no use any more."""
    # Later than the registry: this package is also what Django loads as an app.
    from members import encryption

    from .models import Message
    from .tasks import deliver_mail

    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            kind=kind,
            to=address,
            subject=subject[: Message.LONGEST_SUBJECT],
            sealed_body=encryption.seal(body),
            made_at=now,
            due_at=now,
            expires_at=now + lifetime,
            **more,
        )
        for address in to
    )
    # Should no task come of it, the row is there all the same, and a command finds it.
    transaction.on_commit(deliver_mail.enqueue, robust=True)
