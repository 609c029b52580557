"""What other pages show of practices; each reader sees what they may read."""

from typing import Any

from django import template

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality

from ..models import Kind, Practice
from ..querysets import PracticeQuerySet

register = template.Library()

SHOWN = 3
SHOWN_OF_MUNICIPALITY = 12
NEWEST = 4
# Among so many newest ones both kinds are found, and nobody needs a higher count.
LOOKED_AT = 60


@register.inclusion_tag("practices/for_lesson.html", takes_context=True)
def practices_for(context: dict[str, Any], lesson: LessonPage) -> dict[str, Any]:
    """Below a lesson: the newest practices that support it, and those that contradict it."""
    found = _visible(context).for_lesson(lesson).of_kind(Kind.WORKED, Kind.FAILED)
    newest = list(found.for_lines()[: LOOKED_AT + 1])
    return {
        "lesson": lesson,
        "supporting": _of_kind(Kind.WORKED, newest, found),
        "contradicting": _of_kind(Kind.FAILED, newest, found),
        "count": min(len(newest), LOOKED_AT),
        "or_more": len(newest) > LOOKED_AT,
    }


@register.inclusion_tag("practices/for_municipality.html", takes_context=True)
def practices_from(
    context: dict[str, Any], municipality: Municipality, family: set[int]
) -> dict[str, Any]:
    """On a municipality's page: the newest that carry its name, or that of one it came from."""
    found = _visible(context).of_municipalities(family)
    newest = list(found.for_lines()[: SHOWN_OF_MUNICIPALITY + 1])
    return {
        "municipality": municipality,
        "practices": newest[:SHOWN_OF_MUNICIPALITY],
        "is_more": len(newest) > SHOWN_OF_MUNICIPALITY,
    }


@register.inclusion_tag("practices/newest.html", takes_context=True)
def newest_practices(context: dict[str, Any]) -> dict[str, Any]:
    """On the front page: what was shared last, of what this reader may read."""
    return {"practices": _visible(context).of_kind(Kind.WORKED, Kind.FAILED).for_lines()[:NEWEST]}


def _visible(context: dict[str, Any]) -> PracticeQuerySet:
    """What this reader may read; a preview at the desk shows what the public will see."""
    request = context.get("request")
    return Practice.objects.visible_to(request.user) if request else Practice.objects.public()


def _of_kind(kind: Kind, newest: list[Practice], found: PracticeQuerySet) -> list[Practice]:
    some = [practice for practice in newest if practice.kind == kind][:SHOWN]
    if len(some) == SHOWN or len(newest) <= LOOKED_AT:
        return some
    # A kind so rare that older ones have to be looked for.
    return list(found.of_kind(kind).for_lines()[:SHOWN])
