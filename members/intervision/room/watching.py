"""What the poll asks: one question, however many sit in the room."""

from typing import Any

from members.people.models import User
from members.permissions import takes_part_q

from ..models import Participant, Sitting
from ..models.group import may_be_key


def state_of(key: str, user, *, is_trial: bool) -> dict[str, Any] | None:
    """How far the room is, for who is in the group now; None for everybody else."""
    if not may_be_key(key):
        return None
    may = User.objects.filter(takes_part_q(), pk=user.pk)
    inside = Participant.objects.current().filter(person__in=may, visit__isnull=False)
    found: Any = Sitting.objects.filter(group__key=key, is_trial=is_trial)
    found = found.filter(group__participants__in=inside)
    return found.values("version", "ends_at", "schedule").first()
