"""The door of the room. For everybody else there is no room: what exists answers as what does not.

Inside: a second factor, a proof of this moment, and a promise to the group. Who leaves the room
alone for half an hour proves again.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.log_actions import log

from members.people.accounts.second_factor import second_factors_of
from members.people.accounts.sessions import is_quiet
from members.people.models import User
from members.permissions import takes_part_q

from ..encryption.texts import SealError
from ..models import Participant, PeerGroup, Sitting
from ..models.group import may_be_key
from . import meetings

IDLE = timedelta(minutes=30)
OPENED = "rooms_opened"
# One write a minute is enough to know that somebody is still there.
NOTICE_SECONDS = 60
SET_UP_FIRST = (
    "De kamer gaat open met een tweede stap bij het inloggen. Stel die hier in. Daarna vindt u de "
    "kamer terug bij ‘Mijn’."
)
ALL_GONE = "Alles is vernietigd. Bij ‘Mijn’ staat uw bewijs daarvan."
View = Callable[..., HttpResponse]
Rescue = Callable[..., HttpResponse | None]
logger = logging.getLogger(__name__)


class RoomRequest(HttpRequest):
    """A request that came past the door."""

    user: User
    participant: Participant
    sitting: Sitting
    has_entered: bool
    is_trial: bool


def in_room(
    view: View,
    rescue: Rescue | None = None,
    *,
    before_promise: bool = False,
) -> View:
    """Lets in who is in the group now, in the order that tells an outsider nothing.

    Whoever must prove again has typed: ``rescue`` keeps that first, or answers with it. Only a
    view that says ``before_promise`` is for somebody who did not promise yet; it has no
    ``sitting`` when nobody else did either.
    """

    @wraps(view)
    def guarded(request: HttpRequest, key: str, *, is_trial: bool, **path) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        participant = participant_at(key, request.user)
        if participant is None:
            raise Http404
        try:
            if turned_away := _at_the_door(request, participant):
                found = rescue(request, participant, is_trial=is_trial) if rescue else None
                return _unkept(found or turned_away)
            if not _enters(request, participant, is_trial=is_trial) and not before_promise:
                return _unkept(redirect(_room(key)))
            return _unkept(view(request, **path))
        except (ObjectDoesNotExist, IntegrityError, SealError) as wrong:
            if not PeerGroup.objects.filter(key=key).exists():
                # Destroyed while this was asked.
                return _unkept(gone(request))
            if not isinstance(wrong, SealError):
                raise
            logger.error("room of group %s cannot be read: %s", participant.group_id, wrong)
            return _unkept(render(request, "rooms/unreadable.html", status=500))

    return guarded


def participant_at(key: str, user) -> Participant | None:
    """Whoever is in this group now. One question, whether the group exists or not."""
    if not may_be_key(key):
        return None
    may = User.objects.filter(takes_part_q(), pk=user.pk)
    found = Participant.objects.current().filter(group__key=key, person__in=may)
    related = ("person", "group__round", "group__method", "visit")
    return found.select_related(*related).first()


def state_for(user: User, key: str, *, is_trial: bool) -> dict[str, Any] | None:
    """How far the room is, for who may be in it now; None for everybody else. One question."""
    if not may_be_key(key):
        return None
    may = User.objects.filter(takes_part_q(), Exists(second_factors_of(OuterRef("pk"))), pk=user.pk)
    inside = Participant.objects.current().filter(person__in=may, visit__isnull=False)
    found: Any = Sitting.objects.filter(group__key=key, is_trial=is_trial)
    found = found.filter(group__participants__in=inside)
    return found.values("version", "ends_at", "schedule").first()


def gone(request: HttpRequest) -> HttpResponse:
    messages.success(request, ALL_GONE)
    return redirect("intentions")


def has_agreed(participant: Participant) -> bool:
    return hasattr(participant, "visit")


def is_open(request: HttpRequest, key: str) -> bool:
    """Whether this browser proved itself and was not left alone since."""
    seen = request.session.get(OPENED, {}).get(key, 0)
    return time.time() - seen < IDLE.total_seconds()


def keep_open(request: HttpRequest, key: str) -> None:
    opened = request.session.get(OPENED, {})
    if time.time() - opened.get(key, 0) > NOTICE_SECONDS:
        request.session[OPENED] = opened | {key: time.time()}


def has_just_proved(request: HttpRequest) -> bool:
    """By an app or a passkey, minutes ago at most."""
    proofs = get_authentication_records(request, request.user)
    last = max((one["at"] for one in proofs if one["method"] == "mfa"), default=0)
    return time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def missing_proof(
    request: HttpRequest, participant: Participant, *, way_back: str, set_up_first: str
) -> HttpResponse | None:
    """The way to what somebody of the group must still show before anything of theirs opens."""
    if not second_factors_of(participant.person).exists():
        messages.info(request, set_up_first)
        return redirect("mfa_index")
    if is_open(request, participant.group.key) or has_just_proved(request):
        return None
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': way_back})}")


def _at_the_door(request: HttpRequest, participant: Participant) -> HttpResponse | None:
    key = participant.group.key
    here = request.get_full_path() if request.method == "GET" else _room(key)
    missing = missing_proof(request, participant, way_back=here, set_up_first=SET_UP_FIRST)
    if missing:
        return missing
    if not is_open(request, key):
        keep_open(request, key)
        log(participant.group, "intervision.open", user=participant.person)
    elif not is_quiet(request):
        keep_open(request, key)
    return None


def _enters(request: HttpRequest, participant: Participant, *, is_trial: bool) -> bool:
    """Tell the view who comes in and where; whether they promised, and the room is there."""
    meetings.notice(participant, now=timezone.now())
    sitting = meetings.find_sitting(participant.group, is_trial=is_trial)
    entered = has_agreed(participant) and sitting is not None
    for name, value in {
        "participant": participant,
        "is_trial": is_trial,
        "sitting": sitting,
        "has_entered": entered,
    }.items():
        setattr(request, name, value)
    return entered


def _room(key: str) -> str:
    return reverse("room", args=[key])


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
