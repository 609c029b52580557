"""A round from draft to groups: make, open, close, cancel."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.text import slugify
from wagtail.log_actions import log

from lessons.models import LessonPage
from members.batch import for_each_isolated
from members.people.models import User
from members.permissions import Right

from .. import emails
from ..encryption import texts
from ..models import CandidateDate, Enrolment, Meeting, Participant, Round, RoundProposal
from ..models.round import RUNNING, State
from ..scheduling import appointments, invitations
from . import enrolments

# What a round takes over from an earlier one; the rest is its own.
COPIED = (
    *("title", "intro", "method", "is_online", "place", "smallest", "ideal", "largest"),
    *("capacity", "needs_facilitator", "destroy_after_days", "poll_days", "host"),
)
# What a form may change; where a round stands is told by what happens.
EDITED = (*COPIED, "sign_up_until", "repeat_weeks", "repeat_until")
# Told to whoever signs up: never another once somebody could.
PROMISED = ("destroy_after_days",)

Period: TypeAlias = tuple[datetime, datetime]


class NotReadyError(Exception):
    """The round cannot be opened yet; the text says what to do."""


class ChangedError(Exception):
    """Somebody else changed the round since it was shown."""


@transaction.atomic
def make(
    one: Round,
    *,
    by: User,
    now: datetime,
    lessons: Iterable[LessonPage] = (),
    periods: Iterable[Period | None] = (),
) -> Round:
    """Keep a round that was filled in; it begins as a draft."""
    one.state, one.made_at = State.DRAFT, now
    one.slug = free_slug(one.title)
    if one.host is None:
        one.host = by
    save_new(one)
    one.lessons.set(lessons)
    set_dates(one, periods)
    log(one, "intervision.make", user=by)
    return one


@transaction.atomic
def copy(earlier: Round, *, by: User, now: datetime) -> Round:
    """A draft as an earlier round was, without its dates and its people."""
    fields = {name: getattr(earlier, name) for name in COPIED}
    fresh = Round(**fields, sign_up_until=now + timedelta(weeks=4), made_from=earlier)
    return make(fresh, by=by, now=now, lessons=earlier.lessons.all())


@transaction.atomic
def edit(
    one: Round,
    *,
    seen: str,
    by: User,
    lessons: Iterable[LessonPage] | None = None,
    periods: Iterable[Period | None] | None = None,
) -> None:
    """Keep what was changed; more room lets in who waits. None leaves lessons or dates alone.

    ``seen`` is the :func:`digest` of what its editor had before them: whoever saves over what a
    colleague just saved gets a :class:`ChangedError`.
    """
    locked = Round.objects.locked(one.pk)
    if digest(locked) != seen:
        raise ChangedError
    # How long everything is kept was promised to who signed up.
    fixed = () if locked.state == State.DRAFT else PROMISED
    one.save(update_fields=[name for name in EDITED if name not in fixed])
    if lessons is not None:
        one.lessons.set(lessons)
    if periods is not None:
        set_dates(one, periods)
    log(one, "intervision.edit", user=by)
    if locked.state == State.OPEN:
        enrolments.fill(one)
    # Where it is stands behind the login, so no calendar has to hear of it.
    Meeting.objects.filter(group__round=one, place=locked.place).update(place=one.place)


def digest(one: Round) -> str:
    """The same as long as nobody changed what a form may change, nor opened or closed it."""
    kept = [str(value) for value in model_to_dict(one, ["state", *EDITED]).values()]
    lessons = sorted(one.lessons.values_list("pk", flat=True))
    dates = sorted(one.dates.values_list("starts_at", "ends_at"))
    return hashlib.sha256(repr((kept, lessons, dates)).encode()).hexdigest()[:16]


@transaction.atomic
def set_dates(one: Round, periods: Iterable[Period | None]) -> None:
    """Exactly these, while nobody answered them yet: a colleague may have opened it meanwhile."""
    if Round.objects.locked(one.pk).state != State.DRAFT:
        return
    wanted = {period for period in periods if period is not None}
    known = {(date.starts_at, date.ends_at): date for date in one.dates.all()}
    for period, date in known.items():
        if period not in wanted:
            date.delete()
    for starts_at, ends_at in sorted(wanted - set(known)):
        CandidateDate.objects.create(round=one, starts_at=starts_at, ends_at=ends_at)


@transaction.atomic
def open_sign_up(one: Round, *, by: User, now: datetime) -> None:
    """Announce it. Raises :class:`NotReadyError` when somebody who signs up would be let down."""
    locked = Round.objects.locked(one.pk)
    if locked.state != State.DRAFT:
        return
    if locked.sign_up_until <= now:
        raise NotReadyError("Aanmelden zou meteen voorbij zijn. Kies een latere dag.")
    dates = CandidateDate.objects.filter(round=locked)
    if not dates.exists():
        raise NotReadyError("Voeg eerst ten minste één mogelijke datum toe.")
    if dates.filter(starts_at__lte=locked.sign_up_until).exists():
        raise NotReadyError("Een datum ligt vóór het einde van het aanmelden. Pas die eerst aan.")
    locked.state, locked.opened_at = State.OPEN, now
    # Saved, not updated: the pages that are kept for readers hear of it.
    locked.save(update_fields=["state", "opened_at"])
    log(locked, "intervision.announce", user=by)


@transaction.atomic
def close_sign_up(one: Round, *, by: User | None, now: datetime) -> bool:
    """The deadline has come, or whoever runs the round does not wait for it."""
    locked = Round.objects.locked(one.pk)
    if locked.state != State.OPEN:
        return False
    locked.state, locked.sign_up_until = State.MATCHING, min(locked.sign_up_until, now)
    locked.save(update_fields=["state", "sign_up_until"])
    log(locked, "intervision.close_sign_up", user=by)
    for person in _who_run(locked):
        emails.groups_can_be_made(person)
    return True


@transaction.atomic
def cancel(one: Round, reason: str, *, by: User, now: datetime) -> bool:
    """Everybody who counted on it is told; the reason stands behind the login."""
    locked = Round.objects.locked(one.pk)
    if locked.state not in (State.DRAFT, *RUNNING):
        return False
    locked.state, locked.cancelled_at, locked.cancel_reason = State.CANCELLED, now, reason
    locked.save(update_fields=["state", "cancelled_at", "cancel_reason"])
    log(locked, "intervision.cancel", user=by)
    told: set[User] = set()
    for meeting in Meeting.objects.filter(group__round=locked, cancelled_at__isnull=True):
        # Their calendars hear of it in the same mail.
        told |= set(invitations.attendees(meeting))
        appointments.cancel_held(meeting, by=by, now=now)
    for person in set(_who_count_on(locked)) - told:
        emails.cancelled(person)
    RoundProposal.objects.filter(round=locked).delete()
    return True


def close_due(*, now: datetime) -> int:
    """Every round of which the deadline for signing up has come."""
    due = Round.objects.open().filter(sign_up_until__lte=now)
    return for_each_isolated(close_sign_up, due, by=None, now=now)


def save_new(one: Round) -> None:
    """Under a number that no key was ever made for.

    A database that was put back gives out numbers again. The keys it does not know lie beside it,
    destroyed perhaps, and a round with such a number could never be sealed.
    """
    one.save()
    while texts.is_used(one.pk):
        one.delete()
        one.save()


def free_slug(title: str) -> str:
    wanted = slugify(title)[:100] or "ronde"
    taken = set(Round.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    # These are addresses of screens.
    taken |= {"groep", "organiseren", "werkvormen"}
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _who_run(one: Round) -> list[User]:
    """The host; without one, all editors."""
    return (
        [one.host]
        if one.host and one.host.is_active
        else list(User.objects.given(Right.RUN_ROUNDS))
    )


def _who_count_on(one: Round) -> list[User]:
    """Who signed up or sits in a group, each once."""
    enrolled = Enrolment.objects.filter(round=one).standing().values("person")
    seated = Participant.objects.current().filter(group__round=one).values("person")
    return list(User.objects.filter(pk__in=enrolled) | User.objects.filter(pk__in=seated))
