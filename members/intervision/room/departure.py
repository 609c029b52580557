"""Out of a group: at once, and with a choice about one's own words."""

from datetime import datetime

from django.db import transaction

from ..harvest import consent
from ..models import CaseVote, Contribution, Evaluation, Participant, Sitting
from ..rules.meeting import Move, NotNowError
from . import meetings


@transaction.atomic
def leave(participant: Participant, *, keep_words: bool, now: datetime) -> None:
    """From the next request on the room is closed. What was never shown goes in any case."""
    for sitting in Sitting.objects.filter(group=participant.group_id).select_related("group"):
        _step_out(sitting, participant, now)
    mine = Contribution.objects.filter(author=participant)
    (mine.filter(handed_in_at__isnull=True) if keep_words else mine).delete()
    if not keep_words:
        Evaluation.objects.filter(participant=participant).delete()
    CaseVote.objects.filter(voter=participant).delete()
    Participant.objects.filter(pk=participant.pk, left_at__isnull=True).update(
        left_at=now,
        is_facilitator=False,
        is_case_owner=False,
        is_observer=False,
        takes_notes=False,
    )
    consent.stop(participant.group)


def _step_out(sitting: Sitting, participant: Participant, now: datetime) -> None:
    try:
        meetings.play(sitting, Move.LEAVE, by=participant, now=now)
    except NotNowError:
        # The meeting ended already: there is nothing to step out of.
        meetings.show_change(sitting, now=now)
