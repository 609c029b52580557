"""Topics: one word for one thing, whatever people call it."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from lessons.models import Topic

MOST_TOPICS = 8
LONGEST_TOPIC = 50


def known_topics(names: Iterable[str]) -> list[Topic | str]:
    """Topics that exist under these names, in any capitals; the rest as names to be made."""
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names))
    found = Topic.objects.annotate(lower=Lower("name")).filter(
        lower__in=[name.lower() for name in wanted]
    )
    by_name = {topic.name.lower(): topic for topic in found}
    return [by_name.get(name.lower(), name) for name in wanted]


def most_used(count: int) -> QuerySet[Topic]:
    """Suggestions for whoever tags something."""
    live = Q(practice_topics__content_object__live=True)
    uses = Count("practice_topics", filter=live, distinct=True) + Count(
        "example_topics", distinct=True
    )
    return Topic.objects.annotate(uses=uses).filter(uses__gt=0).order_by("-uses", "name")[:count]
