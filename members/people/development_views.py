"""The mail that the site sent on one's own machine, and the codes of apps that nobody holds."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.encryption import unseal

LATEST = 30
# Django's file backend writes this line between messages.
DIVIDER = b"-" * 79


@dataclass(frozen=True, slots=True)
class Letter:
    at: datetime
    to: str
    subject: str
    body: str


@require_safe
@never_cache
def post(request: HttpRequest) -> HttpResponse:
    context = {
        "letters": _letters(Path(getattr(settings, "EMAIL_FILE_PATH", "/nowhere"))),
        "codes": _codes(),
    }
    return render(request, "people/development_post.html", context)


def _letters(folder: Path) -> list[Letter]:
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    letters = [letter for path in files[:LATEST] for letter in _letters_in(path)]
    return sorted(letters, key=lambda letter: letter.at, reverse=True)[:LATEST]


def _letters_in(path: Path) -> list[Letter]:
    raw = [part.strip() for part in path.read_bytes().split(DIVIDER)]
    messages = [message_from_bytes(part, policy=policy.default) for part in raw if part]
    return [
        Letter(
            at=message["date"].datetime if message["date"] else timezone.now(),
            to=str(message["to"]),
            subject=str(message["subject"]),
            body=message.get_content(),
        )
        for message in messages
    ]


def _codes() -> list[tuple[str, str]]:
    """Per account with an app: the code that its app would show now."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user")
    now = next(iter(totp.yield_hotp_counters_from_time()))
    return [
        (app.user.email, totp.format_hotp_value(totp.hotp_value(unseal(app.data["secret"]), now)))
        for app in apps[:LATEST]
    ]
