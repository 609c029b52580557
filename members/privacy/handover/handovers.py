"""Giving a bruidsschat, taking it back, opening it. Until it is opened it is the giver's."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log

from members import encryption
from members.batch import for_each_isolated
from members.people import memberships
from members.people.models import Membership, User
from members.permissions import Status, status_of

from .. import emails
from ..models import Handover
from .items import KINDS
from .successors import offered_to, successor_of


class AlreadyOpenedError(Exception):
    """The successor was first: what they read does not change any more."""


@transaction.atomic
def leave(membership: Membership, *, on: date, reason: str, by: User) -> None:
    """The member says when the last day is; what was put ready goes by the new day."""
    memberships.end(membership, on=on, reason=reason, by=by)
    waiting = Handover.objects.waiting().filter(membership=membership)
    waiting.update(left_on=max(on, membership.start))


@transaction.atomic
def give(
    membership: Membership,
    *,
    role: str,
    letter: str,
    items: Mapping[str, Iterable[Model]],
    by: User,
    now: datetime,
) -> Handover:
    """Put it ready, or change what was put ready. With nothing in it, it says that."""
    handover = _take(membership) or Handover(membership=membership, giver=by, made_at=now)
    if handover.is_opened:
        raise AlreadyOpenedError
    chosen = {kind.name: list(items.get(kind.name, ())) for kind in KINDS}
    handover.municipality_id = membership.municipality_id
    if membership.until is None:
        raise ValueError("A bruidsschat is for a post that ends")
    handover.left_on = membership.until
    handover.role, handover.letter, handover.changed_at = role, letter, now
    handover.nothing = not letter and not any(chosen.values())
    handover.save()
    for kind in KINDS:
        kind.keep(handover, chosen[kind.name])
    log(handover, "privacy.handover.give", user=by)
    return handover


@transaction.atomic
def withdraw(membership: Membership, *, by: User) -> None:
    """As if it had never been there."""
    handover = _take(membership)
    if handover is None:
        return
    if handover.is_opened:
        raise AlreadyOpenedError
    log(handover, "privacy.handover.withdraw", user=by)
    handover.delete()


@transaction.atomic
def open_(handover: Handover, *, by: User, now: datetime) -> bool:
    """From now on it is the successor's. False when it was just opened or taken back."""
    opened = Handover.objects.waiting().filter(pk=handover.pk, nothing=False)
    if not opened.update(opened_by=by, opened_at=now):
        return False
    log(handover, "privacy.handover.open", user=by)
    return True


def readable_by(person: User, *, today: date) -> list[Handover]:
    """What they may open, and what they opened. For anybody else it does not exist."""
    if not person.is_active or status_of(person) == Status.SUSPENDED:
        return []
    received = person.handovers_received.select_related("giver", "municipality")
    return [*offered_to(person, today=today), *received.order_by("-opened_at")]


def advance(*, now: datetime) -> int:
    """Tell successors that something waits: each of them once. Safe to run twice."""
    today = timezone.localdate(now)
    waiting = Handover.objects.waiting().with_something_in_it()
    return for_each_isolated(_tell, waiting, today=today)


def reseal_all() -> int:
    """Put every letter under the first key; afterwards the older keys can go."""
    count = 0
    for pk, sealed in Handover.objects.exclude(sealed_letter="").values_list("pk", "sealed_letter"):
        # Not over a letter that its giver changed meanwhile: that one has the new key already.
        same = Handover.objects.filter(pk=pk, sealed_letter=sealed)
        count += same.update(sealed_letter=encryption.reseal(sealed))
    return count


@transaction.atomic
def _tell(handover: Handover, today: date) -> bool:
    post = successor_of(handover, today=today)
    if post is None:
        return False
    # Somebody else may have told them meanwhile; a later successor is told as well.
    untold = Handover.objects.waiting().filter(pk=handover.pk).exclude(told=post.person)
    if not untold.update(told=post.person):
        return False
    emails.handover_waits(post.person)
    return True


def _take(membership: Membership) -> Handover | None:
    """One at a time: giver and successor may click at the same moment."""
    return Handover.objects.select_for_update().filter(membership=membership).first()
