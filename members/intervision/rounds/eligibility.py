"""Why somebody cannot sign up for a round, and so what they can do about it."""

from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from members.people.models import Profile
from members.permissions import Status, is_member, status_of

from ..models import Round
from ..models.round import State


class Hindrance(StrEnum):
    """Each has its words in templates/intervision/hindrance.html."""

    LOGIN = "login"
    APPLICANT = "applicant"
    NO_MEMBER = "no_member"
    SUSPENDED = "suspended"
    ALUMNUS = "alumnus"
    PAUSED = "paused"
    NOT_YET = "not_yet"
    TOO_LATE = "too_late"
    CANCELLED = "cancelled"
    OVER = "over"


def of_round(one: Round, *, now: datetime) -> Hindrance | None:
    """What keeps everybody from signing up now."""
    if one.state == State.CANCELLED:
        return Hindrance.CANCELLED
    if one.state == State.DRAFT:
        return Hindrance.NOT_YET
    if one.state != State.OPEN:
        return Hindrance.OVER if one.is_over else Hindrance.TOO_LATE
    return Hindrance.TOO_LATE if one.sign_up_until <= now else None


def of_person(user, *, now: datetime) -> Hindrance | None:
    """What keeps this person from signing up for any round."""
    if not user.is_authenticated:
        return Hindrance.LOGIN
    if not is_member(user):
        return _of_outsider(user)
    paused = Profile.objects.filter(person=user, paused_until__gte=timezone.localdate(now))
    return Hindrance.PAUSED if paused.exists() else None


def of(user, one: Round, *, now: datetime) -> Hindrance | None:
    return of_round(one, now=now) or of_person(user, now=now)


def _of_outsider(user) -> Hindrance:
    status = status_of(user)
    if status == Status.SUSPENDED:
        return Hindrance.SUSPENDED
    if status == Status.ALUMNUS:
        return Hindrance.ALUMNUS
    applied = user.applications.filter(state__in=("waiting", "asked")).exists()
    return Hindrance.APPLICANT if applied else Hindrance.NO_MEMBER
