"""What someone is writing, as it was typed, and the trace that it was sent once."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

Answers = dict[str, list[str]]
# Beside the questions: the files that were added, by number.
KEPT = "kept"


def files_in(answers: Answers) -> list[uuid.UUID]:
    """The numbers of the files that were added, in order; what is no number is left out."""
    return [pk for pk in map(as_uuid, answers.get(KEPT, [])) if pk]


def as_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class Draft(models.Model):
    """A form that is being filled in; kept on the server, never in the browser.

    ``answers`` holds every field as a list of what was typed, valid or not. ``version`` goes up
    with every save, so that two devices notice each other.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="schrijver",
        on_delete=models.CASCADE,
        related_name="practice_drafts",
    )
    practice = models.ForeignKey(
        "practices.Practice",
        verbose_name="aanpassing van",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="drafts",
    )
    version = models.PositiveIntegerField("versie", default=1)
    answers = models.JSONField("antwoorden", default=dict)
    saved_at = models.DateTimeField("bewaard op")

    class Meta:
        verbose_name = "concept"
        verbose_name_plural = "concepten"
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "practice"],
                condition=models.Q(practice__isnull=False),
                name="one_draft_per_author_of_a_practice",
            )
        ]

    def __str__(self) -> str:
        return f"Concept {self.token}"

    def get_absolute_url(self) -> str:
        return reverse("share_draft", args=[self.token])

    @property
    def title(self) -> str:
        return next(iter(self.answers.get("title", [])), "").strip()


class Submission(models.Model):
    """One form that was sent: whoever clicks twice gets the same practice back."""

    token = models.UUIDField(editable=False)
    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.CASCADE, related_name="submissions"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField("ingestuurd op")

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"
        constraints = [
            models.UniqueConstraint(fields=["token"], name="a_form_is_sent_once"),
        ]

    def __str__(self) -> str:
        return f"Inzending {self.pk}"
