"""The parts of a practice's page that do not depend on who in particular reads it."""

from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Practice, Result

RELATED = 4


def opening(practice: Practice, *, sees_names: bool) -> SafeString:
    context = {"practice": practice, "sees_names": sees_names}
    return render_to_string("practices/opening.html", context)


def story(practice: Practice) -> SafeString:
    return render_to_string("practices/story.html", {"practice": practice})


def told(practice: Practice, *, sees_names: bool) -> SafeString:
    """Below the story: its files, who tried it, whether it still holds, and what is related."""
    readable = Practice.objects.for_members() if sees_names else Practice.objects.public()
    related = readable.sharing_a_lesson_with(practice).for_lines()[:RELATED]
    context: dict[str, Any] = {
        "practice": practice,
        "related": related,
        "sees_names": sees_names,
    }
    if practice.trial_count:
        context |= _trials(practice, sees_names)
    return render_to_string("practices/told.html", context)


def _trials(practice: Practice, sees_names: bool) -> dict[str, Any]:
    """Who tried it, for members; for others only how it went, and not where."""
    if sees_names:
        return {"trials": practice.trials.with_who()}
    found = practice.trials.values_list("result").annotate(count=Count("pk")).order_by()
    counts = dict(found)
    return {"results": [(one.label, counts[one]) for one in Result if one in counts]}
