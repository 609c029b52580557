"""When municipalities merge, their secretaries go along to the new one."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from members.batch import for_each_isolated

from .models import Membership
from .models.membership import EndReason


def advance(*, now: datetime) -> int:
    """Carry over what ran at a municipality that is gone; safe to run twice."""
    today = timezone.localdate(now)
    left_behind = Membership.objects.filter(
        municipality__valid_to__lte=today,
        municipality__end_confirmed=True,
        municipality__successor__isnull=False,
        until=None,
    ).select_related("municipality__successor")
    return for_each_isolated(_carry_over, left_behind)


def _carry_over(membership: Membership) -> bool:
    """The old post ends on its municipality's last day, the new one begins the day after."""
    gone = membership.municipality
    if gone.valid_to is None:
        return False
    last_day = max(gone.valid_to - timedelta(days=1), membership.start)
    try:
        with transaction.atomic():
            ended = Membership.objects.filter(pk=membership.pk, until=None).update(
                until=last_day, end_reason=EndReason.MERGER
            )
            if not ended:
                return False
            new = _same_at(membership, gone.successor, start=gone.valid_to)
            log(membership, "people.membership.end", data={"reason": str(EndReason.MERGER)})
            log(new, "people.membership.carry_over")
    except IntegrityError:
        # Already a member at the new municipality, in the same role: only the old post ends.
        Membership.objects.filter(pk=membership.pk, until=None).update(
            until=last_day, end_reason=EndReason.MERGER
        )
    return True


def _same_at(membership: Membership, municipality, start) -> Membership:
    return Membership.objects.create(
        person_id=membership.person_id,
        municipality=municipality,
        role=membership.role,
        start=start,
        # Not confirmed by anyone yet: in a merger somebody's post often goes to another.
        confirmed_on=membership.confirmed_on,
        suspended_on=membership.suspended_on,
        suspension=membership.suspension,
    )
