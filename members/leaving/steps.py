"""What leaving adds to /mijn/: a gift to open, or one to make."""

from datetime import timedelta

from django.utils import timezone

from members.people.models import User
from members.people.steps import Step
from members.permissions import Status, status_of

from .successors import offered_to

# Who left longer ago is not asked any more; the screen stays open to them.
ASK_FOR = timedelta(days=60)


def steps_for(person: User) -> list[Step]:
    if status_of(person) in (Status.NONE, Status.SUSPENDED):
        return []
    today = timezone.localdate()
    leaving = person.memberships.filter(
        until__gte=today - ASK_FOR, handover__isnull=True, suspended_on__isnull=True
    ).exclude(end_reason="herindeling")
    return [
        *(
            Step("open", 10, {"handover": handover}, folder="leaving")
            for handover in offered_to(person, today=today)
        ),
        *(
            Step("give", 20, {"membership": membership}, folder="leaving")
            for membership in leaving.select_related("municipality")
        ),
    ]
