"""Writes the security log: what the frameworks tell by signals, and what the trail tells."""

from functools import partial
from typing import Any

from allauth.mfa import signals as second_factor
from django.contrib.auth import get_user_model
from django.contrib.auth import signals as accounts
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save, pre_save
from wagtail.models import ModelLogEntry

from .security_log import SYSTEM, Action, Result, record

# What stands in the trail of decisions and matters to security, by the end of its name.
FROM_TRAIL = {
    "membership.begin": Action.ROLE,
    "membership.end": Action.ROLE,
    "membership.carry_over": Action.ROLE,
    "membership.suspend": Action.ROLE,
    "membership.lift_suspension": Action.ROLE,
    "export": Action.EXPORT,
    "erase": Action.ERASURE,
    "destroy": Action.DESTRUCTION,
}
# Clearing a set of groups names none of them.
ALL = 0
POWERS = ("is_active", "is_staff", "is_superuser")


def watch() -> None:
    """Start listening; called when the site starts."""
    user_model = get_user_model()
    accounts.user_logged_in.connect(_logged_in)
    accounts.user_logged_out.connect(_logged_out)
    second_factor.authentication_failed.connect(_second_factor_failed)
    second_factor.authenticator_added.connect(partial(_second_factor_changed, "added"), weak=False)
    second_factor.authenticator_removed.connect(
        partial(_second_factor_changed, "removed"), weak=False
    )
    m2m_changed.connect(_groups_changed, sender=user_model.groups.through)
    pre_save.connect(_compare_powers, sender=user_model)
    post_save.connect(_powers_changed, sender=user_model)
    post_save.connect(_in_the_trail, sender=ModelLogEntry)


def _logged_in(user: Any, **_more: Any) -> None:
    record(Action.LOGIN, user, by=user)


def _logged_out(user: Any, **_more: Any) -> None:
    if user is not None:
        record(Action.LOGOUT, user, by=user)


def _second_factor_failed(user: Any, **_more: Any) -> None:
    record(Action.SECOND_FACTOR, user, Result.FAILED)


def _second_factor_changed(what: str, user: Any, authenticator: Any, **_more: Any) -> None:
    record(Action.SECOND_FACTOR, user, detail=f"{what} {authenticator.type}")


def _groups_changed(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_more: Any
) -> None:
    """``user.groups.add(group)``, or from the other side ``group.user_set.add(user)``."""
    what, _, _ = action.removeprefix("post_").partition("_")
    if not action.startswith("post_"):
        return
    for pk in sorted(pk_set or (ALL,)):
        user, group = (f"people.user:{pk}", instance.pk) if reverse else (instance, pk)
        detail = f"{what} group:{group or 'all'}"
        transaction.on_commit(partial(record, Action.ROLE, user, detail=detail))


def _compare_powers(instance: Any, update_fields: Any, raw: bool, **_more: Any) -> None:
    if raw or (update_fields is not None and not set(POWERS) & set(update_fields)):
        return
    # What an ordinary new account may do is no news.
    ordinary = {"is_active": True, "is_staff": False, "is_superuser": False}
    before = type(instance)._base_manager.filter(pk=instance.pk).values(*POWERS).first() or ordinary
    changed = [name for name in POWERS if getattr(instance, name) != before[name]]
    instance._changed_powers = changed


def _powers_changed(instance: Any, **_more: Any) -> None:
    for name in instance.__dict__.pop("_changed_powers", ()):
        detail = f"{name}={getattr(instance, name)}".lower()
        transaction.on_commit(partial(record, Action.ROLE, instance, detail=detail))


def _in_the_trail(instance: ModelLogEntry, created: bool, **_more: Any) -> None:
    end = instance.action.partition(".")[2]
    action = FROM_TRAIL.get(end) or FROM_TRAIL.get(end.rpartition(".")[2])
    if created and action:
        thing = f"{instance.content_type.app_label}.{instance.content_type.model}"
        by = f"people.user:{instance.user_id}" if instance.user_id else SYSTEM
        told = partial(record, action, f"{thing}:{instance.object_id}", by=by, detail=end)
        transaction.on_commit(told)
