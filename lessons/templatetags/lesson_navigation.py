from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from ..models import LessonPage
from ..models.lesson import lessons_in_order

register = template.Library()


@register.inclusion_tag("components/lesson_navigation.html", takes_context=True)
def lesson_navigation(
    context: Context, of: Iterable[LessonPage] | None = None, current: LessonPage | None = None
) -> dict[str, Any]:
    """To those of ``of`` that everyone may see; without it to all seven."""
    lessons = lessons_in_order(context.get("request"))
    if of is not None:
        wanted = {lesson.pk for lesson in of}
        lessons = [lesson for lesson in lessons if lesson.pk in wanted]
    return {"lessons": lessons, "current": current, "request": context.get("request")}
