"""What members share. A pseudonym is found by its text, and never by where it comes from."""

import re

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.timezone import localdate

from members.practices.models import Practice

from ..models import Kind
from ..querysets import Audience
from .description import Description, Source

# A member writes no summary: how the story begins stands in for one.
SUMMARY_WORDS = 30

# The signs for emphasis and links that members may type.
_EMPHASIS = re.compile(r"(?<!\w)[*_]+(?=\w)|(?<=[\w.,!?])[*_]+(?!\w)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def _readable() -> QuerySet:
    """Also those for members only; their entries say so."""
    return (
        Practice.objects.filter(live=True)
        .select_related("municipality")
        .prefetch_related("lessons", "topic_links__tag__synonyms")
        .order_by("pk")
    )


def _describe(practice: Practice) -> Description:
    topics = [link.tag for link in practice.topic_links.all()]
    place = None if practice.under_pseudonym else practice.municipality
    words = [word.name for topic in topics for word in (topic, *topic.synonyms.all())]
    matter = _plain(practice.matter)
    story = [practice.action, practice.result, practice.otherwise, practice.residents_view]
    return Description(
        object_id=practice.pk,
        kind=Kind.QUESTION if practice.is_question else Kind.PRACTICE,
        title=practice.title,
        url=practice.get_absolute_url(),
        summary=Truncator(matter).words(SUMMARY_WORDS),
        text="\n".join([matter, *map(_plain, story), *words, place.name if place else ""]),
        day=localdate(practice.first_published_at),
        audience=Audience.PUBLIC if practice.is_public else Audience.MEMBERS,
        municipality_id=place.pk if place else None,
        lesson_ids={lesson.pk for lesson in practice.lessons.all()},
        topic_ids={topic.pk for topic in topics},
    )


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", _EMPHASIS.sub("", text))


PRACTICES = Source(Practice, _readable, _describe)
