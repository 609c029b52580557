"""What happens to a membership: begin, end, confirm, suspend. Each leaves a trace."""

from datetime import date, timedelta

from django.db import transaction
from wagtail.log_actions import log

from lessons.municipalities.models import Municipality
from members.permissions import holds_post

from .models import Membership, User
from .models.membership import EndReason, Suspension


@transaction.atomic
def begin(
    *, person: User, municipality: Municipality, role: str, start: date, by: User, today: date
) -> Membership:
    """A new post; a post elsewhere that still runs ends the day before, or today at the latest."""
    for other in person.memberships.select_for_update().filter(holds_post(today)):
        last_day = min(max(start - timedelta(days=1), other.start), today)
        end(other, on=last_day, reason=EndReason.NEW_POST, by=by)
    membership = Membership.objects.create(
        person=person, municipality=municipality, role=role, start=start, confirmed_on=today
    )
    log(membership, "people.membership.begin", user=by)
    return membership


@transaction.atomic
def end(membership: Membership, *, on: date, reason: str, by: User | None) -> None:
    """Set the last day, which may lie ahead."""
    membership.until = max(on, membership.start)
    membership.end_reason = reason
    membership.save(update_fields=["until", "end_reason"])
    log(membership, "people.membership.end", user=by, data={"reason": reason})


@transaction.atomic
def confirm(membership: Membership, *, by: User | None, today: date) -> None:
    """Still there: the clock of half a year starts anew, and a missed answer is forgiven."""
    membership.confirmed_on = today
    membership.asked_on = membership.asked_again_on = None
    if membership.suspension == Suspension.UNCONFIRMED:
        membership.suspended_on, membership.suspension = None, ""
    membership.save(
        update_fields=["confirmed_on", "asked_on", "asked_again_on", "suspended_on", "suspension"]
    )
    log(membership, "people.membership.confirm", user=by)


@transaction.atomic
def suspend(membership: Membership, *, reason: str, by: User | None, today: date) -> None:
    membership.suspended_on, membership.suspension = today, reason
    membership.save(update_fields=["suspended_on", "suspension"])
    log(membership, "people.membership.suspend", user=by, data={"reason": reason})


@transaction.atomic
def lift_suspension(membership: Membership, *, by: User) -> None:
    membership.suspended_on, membership.suspension = None, ""
    membership.save(update_fields=["suspended_on", "suspension"])
    log(membership, "people.membership.lift_suspension", user=by)
