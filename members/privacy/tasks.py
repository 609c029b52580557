"""What leaving adds to /mijn/: a gift to open, or one to make."""

from datetime import timedelta

from django.utils import timezone

from members.people.models import User
from members.people.tasks import Todo
from members.permissions import Status, status_of

from .handover.successors import offered_to

# Who left longer ago is not asked any more; the screen stays open to them.
ASK_FOR = timedelta(days=60)


def steps_for(person: User) -> list[Todo]:
    if status_of(person) in (Status.NONE, Status.SUSPENDED):
        return []
    today = timezone.localdate()
    leaving = person.memberships.filter(
        until__gte=today - ASK_FOR, handover__isnull=True, suspended_on__isnull=True
    ).exclude(end_reason="herindeling")
    return [
        *(
            Todo("open", 10, {"handover": handover}, folder="privacy")
            for handover in offered_to(person, today=today)
        ),
        *(
            Todo("give", 20, {"membership": membership}, folder="privacy")
            for membership in leaving.select_related("municipality")
        ),
    ]
