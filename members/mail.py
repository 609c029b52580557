"""Mail: rendered from templates, sent after commit, and never with content.

Mailboxes of top officials are archived and can be asked for by anyone. So a message says that
something is ready and where; what it is about stays behind the login.
"""

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

SUBJECT = "Onderwerp: "


def send(template: str, to: Sequence[str], one_click: str = "", **context: Any) -> None:
    """Send ``templates/emails/<template>.txt`` to each address apart, once this is committed.

    The first line of the template is the subject; the rest is the message. ``one_click`` is the
    path to which a mail program may post to unsubscribe (RFC 8058).
    """
    text = render_to_string(f"emails/{template}.txt", context | {"site": settings.BASE_URL})
    first_line, _, body = text.strip().partition("\n")
    subject = " ".join(first_line.removeprefix(SUBJECT).split())
    for address in to:
        headers = _unsubscribing(one_click) if one_click else {}
        message = EmailMessage(subject, body.strip() + "\n", to=[address], headers=headers)
        transaction.on_commit(partial(_deliver, message, template))


def _unsubscribing(path: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{settings.BASE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _deliver(message: EmailMessage, template: str) -> None:
    """A mail server that is gone must not undo or hide what was done."""
    try:
        message.send()
    except OSError:
        logger.exception("mail %s not delivered", template)
    except ValueError:
        # Such as BadHeaderError, whose text may quote what somebody typed: so without it.
        logger.error("mail %s not delivered: it cannot be written", template)
