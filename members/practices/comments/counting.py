"""Numbers that stand on a practice, counted anew after every change: they cannot drift."""

from ..models import Comment, Practice, Trial


def recount_trials(practice: Practice) -> None:
    practice.trial_count = Trial.objects.filter(practice=practice).count()
    # Saved, not updated: pages that were kept for the public hear of it.
    practice.save(update_fields=["trial_count"])


def recount_comments(practice: Practice) -> None:
    """The public does not see comments, so nothing that was kept for it changes."""
    visible = Comment.objects.visible().filter(practice=practice)
    accepted = visible.filter(accepted_at__isnull=False).first()
    Practice.objects.filter(pk=practice.pk).update(
        comment_count=visible.count(), answered_at=accepted.accepted_at if accepted else None
    )
