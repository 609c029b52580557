"""Practices in chained words: ``Practice.objects.visible_to(user).for_lesson(lesson).newest()``."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lessons.models import LessonPage
from lessons.signals import public_content_changed
from members.permissions import (
    members_practice_q,
    own_practice_q,
    public_practice_q,
    readable_practice_q,
)

if TYPE_CHECKING:
    from .models import Comment, Practice, Trial  # noqa: F401 - named in quotes below


# What members and editors see of a practice, and the public does not.
NOT_PUBLIC = frozenset(
    {"answered_at", "asked_on", "comment_count", "decline_reason", "declined_at", "refused_at"}
    | {"times_asked", "withdrawn_at"}
)


class PracticeQuerySet(QuerySet["Practice"]):
    def update(self, **values: Any) -> int:
        """Tells the page cache, which hears of nothing that is written in bulk."""
        changed = super().update(**values)
        if changed and not NOT_PUBLIC.issuperset(values):
            public_content_changed.send(sender=self.model)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def visible_to(self, user) -> Self:
        """What this reader may read, anonymous readers included."""
        return self.filter(readable_practice_q(user))

    def public(self) -> Self:
        return self.filter(public_practice_q())

    def for_members(self) -> Self:
        return self.filter(members_practice_q())

    def written_by(self, user) -> Self:
        """Their own, as author or co-author, whatever state it is in."""
        return self.filter(own_practice_q(user))

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def for_lesson(self, lesson) -> Self:
        links = self.model.lessons.through.objects.filter(
            practice=OuterRef("pk"), lessonpage=lesson
        )
        return self.filter(Exists(links))

    def about(self, topic) -> Self:
        links = self.model.topics.through.objects.filter(content_object=OuterRef("pk"), tag=topic)
        return self.filter(Exists(links))

    def in_size_class(self, key: str) -> Self:
        return self.filter(shown_size=key)

    def in_province(self, province: str) -> Self:
        return self.filter(shown_province=province)

    def of_municipalities(self, municipalities) -> Self:
        """Those that carry the municipality's name: a pseudonym is not found this way."""
        return self.filter(under_pseudonym=False, municipality__in=municipalities)

    def of_person(self, person) -> Self:
        """Those that carry the person's name: a pseudonym is not found this way."""
        return self.filter(Q(author=person) | Q(co_author=person), under_pseudonym=False)

    def unanswered(self) -> Self:
        return self.filter(kind="vraag", answered_at__isnull=True)

    def sharing_a_lesson_with(self, practice: "Practice") -> Self:
        links = self.model.lessons.through.objects.filter(
            practice=OuterRef("pk"), lessonpage__in=[one.pk for one in practice.lessons.all()]
        )
        return self.filter(Exists(links)).exclude(pk=practice.pk)

    def tried(self) -> Self:
        return self.filter(trial_count__gt=0)

    def newest(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def most_tried(self) -> Self:
        return self.order_by("-trial_count", "-first_published_at", "-pk")

    def for_cards(self) -> Self:
        """With everything that a card shows, in a fixed number of queries."""
        return self.select_related("municipality").prefetch_related(_lessons())

    def for_detail(self) -> Self:
        """With everything that its own page shows, in a fixed number of queries."""
        return self.select_related(
            "municipality", "author__profile", "co_author__profile"
        ).prefetch_related(_lessons(), "topics", "files__stored")

    def for_lines(self) -> Self:
        """With what a single line shows, newest first."""
        return (
            self.newest()
            .select_related("municipality")
            .only(
                "kind",
                "title",
                "slug",
                "pseudonym",
                "trial_count",
                "first_published_at",
                "municipality__name",
            )
        )


class TrialQuerySet(QuerySet["Trial"]):
    def with_who(self) -> Self:
        return self.select_related("municipality", "person__profile")


class CommentQuerySet(QuerySet["Comment"]):
    def visible(self) -> Self:
        return self.filter(hidden_at__isnull=True)


def _lessons() -> Prefetch:
    """The long texts of lessons stay in the database."""
    return Prefetch("lessons", LessonPage.objects.in_short())
