"""From a row to what goes over the line."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from members import encryption

from .models import Message


def build_message(message: Message) -> EmailMultiAlternatives:
    headers = {
        # The same at every try, so that a mailbox shows a second copy of a message as one.
        "Message-ID": f"<{message.made_at:%Y%m%d%H%M%S}.{message.pk}@{_host()}>",
        "Auto-Submitted": "auto-generated",
        **(_unsubscribing(message.one_click) if message.one_click else {}),
    }
    body = encryption.unseal(message.sealed_body)
    email = EmailMultiAlternatives(message.subject, body, to=[message.to], headers=headers)
    if message.calendar:
        email.attach_alternative(message.calendar, f"text/calendar; method={_method_of(message)}")
    return email


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _unsubscribing(path: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{settings.BASE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _method_of(message: Message) -> str:
    lines = message.calendar.splitlines()
    return next(line.removeprefix("METHOD:") for line in lines if line.startswith("METHOD:"))
