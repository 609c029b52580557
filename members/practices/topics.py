"""Topics to choose from, for whoever tags something."""

from collections import Counter

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lessons.models import ExampleTopic, Synonym, Topic
from members.people.models import ProfileTopic

from .models import PracticeTopic

MOST_TOPICS = 8
LONGEST_TOPIC = 50
MOST_SUGGESTIONS = 7
# Enough to tell what is usual now, however much was ever shared.
LOOKED_AT = 500


def most_used(count: int) -> list[Topic]:
    """What the newest practices are about, most frequent first."""
    newest = PracticeTopic.objects.filter(content_object__live=True).order_by("-pk")
    used = Counter(newest.values_list("tag", flat=True)[:LOOKED_AT])
    topics = Topic.objects.in_bulk([pk for pk, _times in used.most_common(count)])
    return sorted(topics.values(), key=lambda topic: (-used[topic.pk], topic.name))


def suggested(typed: str) -> list[Topic]:
    """Topics with a word that begins so, or that have another word for it that does.

    Each knows those other words as ``meant_by``.
    """
    beginning = " ".join(typed.split())[:LONGEST_TOPIC]
    if not beginning:
        return []
    other_words = Synonym.objects.filter(_begins("name", beginning))
    found = _in_use().filter(_begins("name", beginning) | Q(pk__in=other_words.values("topic")))
    found = found.prefetch_related(Prefetch("synonyms", other_words, to_attr="meant_by"))
    return list(found.order_by("name")[:MOST_SUGGESTIONS])


def _begins(name: str, beginning: str) -> Q:
    return Q(**{f"{name}__istartswith": beginning}) | Q(**{f"{name}__icontains": f" {beginning}"})


def _in_use() -> QuerySet[Topic]:
    """A word that only stands in a draft tells what somebody is writing."""
    practices = PracticeTopic.objects.filter(tag=OuterRef("pk"), content_object__live=True)
    examples = ExampleTopic.objects.filter(tag=OuterRef("pk"), content_object__live=True)
    profiles = ProfileTopic.objects.filter(
        tag=OuterRef("pk"), content_object__hide_working_on=False
    )
    return Topic.objects.filter(Exists(practices) | Exists(examples) | Exists(profiles))
