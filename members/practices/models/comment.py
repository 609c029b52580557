"""Talking about a practice: threads of two levels, in plain text."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ..querysets import CommentQuerySet
from .practice import Practice

COMMENT_LENGTH = 3_000


class Comment(models.Model):
    practice = models.ForeignKey(
        Practice, verbose_name="ervaring", on_delete=models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="antwoord op",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="van",
        null=True,
        on_delete=models.SET_NULL,
        related_name="practice_comments",
    )
    token = models.UUIDField(editable=False)
    text = models.TextField("tekst", max_length=COMMENT_LENGTH)
    made_at = models.DateTimeField("geplaatst op")
    edited_at = models.DateTimeField("aangepast op", null=True, blank=True)
    accepted_at = models.DateTimeField("gekozen als antwoord op", null=True, blank=True)
    hidden_at = models.DateTimeField("verborgen op", null=True, blank=True)
    hidden_reason = models.CharField("reden van verbergen", max_length=500, blank=True)
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="genoemd", blank=True, related_name="mentioned_in"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "reactie"
        verbose_name_plural = "reacties"
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["practice", "made_at"], name="comments_of_practice")]
        constraints = [
            models.UniqueConstraint(fields=["token"], name="a_comment_is_sent_once"),
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(accepted_at__isnull=False),
                name="a_question_has_one_accepted_answer",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(hidden_at__isnull=True),
                name="accepted_answer_is_not_hidden",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="comment_does_not_answer_itself",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_reason="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_reason=""),
                name="hidden_comment_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Reactie {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('practice', args=[self.practice.slug])}#reactie-{self.pk}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class Recognition(models.Model):
    """ "Herkenbaar": someone knows this from home."""

    practice = models.ForeignKey(
        Practice, verbose_name="ervaring", on_delete=models.CASCADE, related_name="recognitions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="door",
        on_delete=models.CASCADE,
        related_name="recognitions",
    )
    made_at = models.DateTimeField("op")

    class Meta:
        verbose_name = "herkenbaar"
        verbose_name_plural = "herkenbaar"
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person"], name="a_person_recognises_a_practice_once"
            )
        ]

    def __str__(self) -> str:
        return f"Herkenbaar {self.pk}"


class Report(models.Model):
    """A member asks the editors to look at a comment, or at a practice."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="reports")
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gemeld door",
        null=True,
        on_delete=models.SET_NULL,
        related_name="practice_reports",
    )
    reason = models.TextField("waarom", max_length=1000)
    made_at = models.DateTimeField("gemeld op")
    handled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="afgehandeld door",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="report_says_why"),
            models.UniqueConstraint(
                fields=["comment", "person"],
                condition=Q(handled_at__isnull=True, comment__isnull=False),
                name="one_open_report_per_person_and_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"Melding {self.pk}"
