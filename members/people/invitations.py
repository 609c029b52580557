"""Members invite colleagues by name."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from wagtail.log_actions import log

from . import emails
from .models import Invitation, User

VALID_FOR = timedelta(days=30)
# More at a time than anybody has colleagues to invite, and few enough to be of no use to spam.
OPEN_AT_MOST = 20


@transaction.atomic
def invite(*, by: User, name: str, email: str, now: datetime) -> Invitation:
    """Mail a personal link; the key itself is kept nowhere."""
    key = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        inviter=by,
        name=name,
        email=email.lower(),
        key_hash=_hash(key),
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    log(invitation, "people.invitation.make", user=by)
    emails.invited(invitation, key)
    return invitation


def find(key: str, *, now: datetime) -> Invitation | None:
    """The invitation behind a link, unless it was used or is too old."""
    usable = Invitation.objects.usable(now).select_related("inviter")
    return usable.filter(key_hash=_hash(key)).first()


def may_invite_more(person: User, *, now: datetime) -> bool:
    return person.invitations.usable(now).count() < OPEN_AT_MOST


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
