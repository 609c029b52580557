"""Throwing away what we no longer need. Each part is a conditional delete: twice is harmless."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from members.audit.chain import forgetting
from members.batch import for_each_isolated
from members.mail.models import Message
from members.people.models import Application, ColleagueRequest, Invitation, Membership, User
from members.people.models.application import State

from . import emails, erasure, retention_periods
from .models import Handover, IdleWarning

# In the trail only what members do is ours to throw away; of pages Wagtail keeps the history.
OUR_ACTIONS = ("people.", "practices.", "privacy.")
BATCH = 500


def advance(*, now: datetime) -> int:
    """Everything whose term has passed; returns how much went or was warned."""
    thrown_away = for_each_isolated(_delete_old, OLD, now=now)
    warned = _warn_idle_accounts(now)
    return thrown_away + warned + _forget_warnings(now) + _erase_idle_accounts(now)


def old_invitations(now: datetime) -> QuerySet:
    return Invitation.objects.filter(expires_at__lt=now - retention_periods.INVITATION)


def old_applications(now: datetime) -> QuerySet:
    """Per state from the moment that it came to rest; what still waits is never old."""
    return Application.objects.filter(
        Q(state=State.CONFIRM, made_at__lt=now - retention_periods.UNCONFIRMED_APPLICATION)
        | Q(state=State.REPLACED, made_at__lt=now - retention_periods.REPLACED_APPLICATION)
        | Q(state=State.DECLINED, decided_at__lt=now - retention_periods.DECLINED_APPLICATION)
        | Q(state=State.APPROVED, decided_at__lt=now - retention_periods.APPROVED_APPLICATION)
    )


def unconfirmed_accounts(now: datetime) -> QuerySet:
    """Made by an application whose address nobody confirmed; the desk's have a group."""
    return User.objects.filter(
        date_joined__lt=now - retention_periods.UNCONFIRMED_ACCOUNT,
        last_login__isnull=True,
        is_staff=False,
        is_superuser=False,
        groups__isnull=True,
        memberships__isnull=True,
        applications__isnull=True,
    ).exclude(emailaddress__verified=True)


def old_colleague_requests(now: datetime) -> QuerySet:
    return ColleagueRequest.objects.filter(made_at__lt=now - retention_periods.COLLEAGUE_REQUEST)


def old_sessions(now: datetime) -> QuerySet:
    return Session.objects.filter(expire_date__lt=now)


def old_login_records(now: datetime) -> QuerySet:
    return UserSession.objects.filter(last_seen_at__lt=now - retention_periods.LOGIN_RECORD)


def old_trail(now: datetime) -> QuerySet:
    ours = Q(pk__in=[])
    for prefix in OUR_ACTIONS:
        ours |= Q(action__startswith=prefix)
    return ModelLogEntry.objects.filter(ours, timestamp__lt=now - retention_periods.AUDIT_TRAIL)


def old_handovers(now: datetime) -> QuerySet:
    unopened = Q(opened_at__isnull=True, changed_at__lt=now - retention_periods.UNOPENED_HANDOVER)
    return Handover.objects.filter(
        unopened | Q(opened_at__lt=now - retention_periods.OPENED_HANDOVER)
    )


def old_messages(now: datetime) -> QuerySet:
    """Delivered or given up; what waits gives itself up in time."""
    return Message.objects.filter(
        due_at__isnull=True, made_at__lt=now - retention_periods.MAIL_RECORD
    )


OLD: tuple[Callable[[datetime], QuerySet], ...] = (
    old_invitations,
    old_applications,
    unconfirmed_accounts,
    old_colleague_requests,
    old_sessions,
    old_login_records,
    old_trail,
    old_handovers,
    old_messages,
)


def idle_accounts(since: datetime) -> QuerySet[User]:
    """Nobody logged in since then, nor confirmed a post. Who works at the desk is not judged."""
    confirmed = Membership.objects.filter(
        person=OuterRef("pk"), confirmed_on__gte=timezone.localdate(since)
    )
    never = Q(last_login__isnull=True, date_joined__lt=since)
    return User.objects.filter(
        never | Q(last_login__lt=since),
        ~Exists(confirmed),
        is_staff=False,
        is_superuser=False,
        groups__isnull=True,
    )


def _delete_old(old: Callable[[datetime], QuerySet], *, now: datetime) -> int:
    return _delete(old(now))


def _delete(rows: QuerySet) -> int:
    """In small batches, each locked: what changed meanwhile, or goes elsewhere, is left alone."""
    count = 0
    while True:
        try:
            batch = _delete_batch(rows)
        except Exception:
            # Something in it cannot go. One by one, so that only that stays, and is reported.
            return count + for_each_isolated(_delete_one, rows, among=rows)
        count += batch
        if batch < BATCH:
            return count


def _delete_one(row: Model, *, among: QuerySet) -> int:
    return _delete_batch(among.filter(pk=row.pk))


def _delete_batch(rows: QuerySet) -> int:
    with transaction.atomic(), _permit(rows):
        locked = rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")
        batch = [row.pk for row in locked[:BATCH]]
        rows.model._default_manager.filter(pk__in=batch).delete()
    return len(batch)


def _permit(rows: QuerySet) -> AbstractContextManager[None]:
    """Of the trail nothing goes unless the chain over it says so."""
    return forgetting() if rows.model is ModelLogEntry else nullcontext()


def _warn_idle_accounts(now: datetime) -> int:
    almost = idle_accounts(now - retention_periods.IDLE_ACCOUNT + retention_periods.IDLE_WARNING)
    return for_each_isolated(_warn, almost.filter(idle_warning__isnull=True), now=now)


@transaction.atomic
def _warn(person: User, now: datetime) -> bool:
    _, is_new = IdleWarning.objects.get_or_create(person=person, defaults={"warned_at": now})
    if is_new:
        emails.idle(person, on=timezone.localdate(now + retention_periods.IDLE_WARNING))
    return is_new


def _forget_warnings(now: datetime) -> int:
    """Who came back is warned anew, another time."""
    idle = idle_accounts(now - retention_periods.IDLE_ACCOUNT + retention_periods.IDLE_WARNING)
    return _delete(IdleWarning.objects.exclude(person__in=idle))


def _erase_idle_accounts(now: datetime) -> int:
    warned = idle_accounts(now - retention_periods.IDLE_ACCOUNT).filter(
        idle_warning__warned_at__lte=now - retention_periods.IDLE_WARNING
    )
    return for_each_isolated(_erase, warned, among=warned, now=now)


@transaction.atomic
def _erase(person: User, *, among: QuerySet[User], now: datetime) -> bool:
    still = among.select_for_update(of=("self",), skip_locked=True).filter(pk=person.pk).first()
    if still is None:
        return False
    erasure.erase(still, cause=erasure.Cause.IDLE, now=now)
    return True
