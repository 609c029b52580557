"""The editors decide on an application: approve, ask back, or decline with a reason."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from . import emails, memberships, profiles
from .models import Application, Membership, User
from .models.application import OPEN_STATES, State

PATIENCE_IN_WORKING_DAYS = 3


@transaction.atomic
def approve(application: Application, *, by: User, now: datetime) -> Membership | None:
    """Make a member of the applicant; None when somebody else decided just before."""
    if not _decide(application, State.APPROVED, by=by, now=now):
        return None
    today = timezone.localdate(now)
    membership = memberships.begin(
        person=application.applicant,
        municipality=application.municipality,
        role=application.role,
        start=application.since,
        by=by,
        today=today,
    )
    profiles.begin(application)
    log(application, "people.application.approve", user=by)
    emails.approved(application)
    return membership


@transaction.atomic
def ask_back(application: Application, question: str, *, by: User, now: datetime) -> bool:
    asked = Application.objects.filter(pk=application.pk, state=State.WAITING).update(
        state=State.ASKED, question=question, answer=""
    )
    if asked:
        log(application, "people.application.ask_back", user=by)
        emails.asked_back(application)
    return bool(asked)


@transaction.atomic
def decline(application: Application, reason: str, *, by: User, now: datetime) -> bool:
    if not _decide(application, State.DECLINED, by=by, now=now, reason=reason):
        return False
    log(application, "people.application.decline", user=by)
    emails.declined(application)
    return True


def advance(*, now: datetime) -> int:
    """Remind the editors of who waits too long: one mail, once per application."""
    long_ago = working_days_before(now, PATIENCE_IN_WORKING_DAYS)
    with transaction.atomic():
        count = (
            Application.objects.waiting()
            .filter(waiting_since__lte=long_ago, reminded_at__isnull=True)
            .update(reminded_at=now)
        )
        if count:
            emails.applications_wait(count)
    return count


def working_days_before(now: datetime, days: int) -> datetime:
    """The same time of day, this many days from Monday to Friday earlier."""
    moment = now
    while days:
        moment -= timedelta(days=1)
        days -= _is_working_day(timezone.localdate(moment))
    return moment


def members_at_same_post(application: Application) -> list[Membership]:
    """Who is already a member at this municipality, in this role first."""
    running = Membership.objects.running().filter(municipality=application.municipality)
    others = running.exclude(person=application.person).select_related("person")
    return sorted(others, key=lambda one: one.role != application.role)


def same_name_elsewhere(application: Application) -> list[User]:
    """Accounts that may be the same person under an earlier address."""
    same = Q(name__iexact=application.name)
    return list(
        User.objects.filter(same, memberships__isnull=False)
        .exclude(pk=application.person_id)
        .distinct()
    )


def _decide(
    application: Application, state: State, *, by: User, now: datetime, reason: str = ""
) -> bool:
    """Claim the decision: of fifty who click at once, one gets through."""
    decided = Application.objects.filter(pk=application.pk, state__in=OPEN_STATES).update(
        state=state, decided_by=by, decided_at=now, reason=reason
    )
    if decided:
        application.refresh_from_db()
    return bool(decided)


def _is_working_day(day: date) -> bool:
    return day.weekday() < 5
