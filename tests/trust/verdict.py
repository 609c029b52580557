"""What the database says after the plug was pulled so often."""

from collections.abc import Collection, Iterator

from wagtail.models import WorkflowState

from members.practices.models import Practice, Submission


def complaints(acknowledged: Collection[str]) -> Iterator[str]:
    """Every loss and every half row, in words."""
    there = {practice.title: practice for practice in Practice.objects.all()}
    for title in sorted(set(acknowledged) - set(there)):
        yield f"Bevestigd en weg: {title}"
    for practice in there.values():
        if missing := [name for name, is_there in _parts(practice).items() if not is_there]:
            yield f"Half: {practice.title} mist {', '.join(missing)}"
    if Submission.objects.count() != len(there):
        yield "Er zijn meer of minder inzendingen dan ervaringen."


def _parts(practice: Practice) -> dict[str, bool]:
    return {
        "inzending": practice.submissions.exists(),
        "tekst": practice.latest_revision_id is not None,
        "publicatie": practice.live and practice.live_revision_id is not None,
        "les": practice.lessons.exists(),
        "onderwerp": practice.topics.exists(),
        "beoordeling": WorkflowState.objects.for_instance(practice).exists(),
    }
