"""What one participant means to do. It is of that person alone, and outlives the group's room."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from members import encryption

INTENTION_LENGTH = 500


class Outcome(models.TextChoices):
    DONE = "gedaan", "gedaan"
    OTHERWISE = "anders", "anders dan gedacht"
    NOT = "niet", "niet"


class Intention(models.Model):
    """Without a group or a round: nothing here leads back to what was said."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="van",
        on_delete=models.CASCADE,
        related_name="intentions",
    )
    # Sealed with the keys of persons (FIELD_KEYS), for the keys of the group go first.
    sealed_text = models.TextField("voornemen, verzegeld")
    sealed_reflection = models.TextField("hoe het ging, verzegeld", blank=True)
    due_on = models.DateField("gedaan op uiterlijk")
    made_at = models.DateTimeField("gemaakt op")
    ask_on = models.DateField("vragen op")
    asked_at = models.DateTimeField("gevraagd op", null=True, blank=True)
    outcome = models.CharField("hoe ging het", max_length=10, choices=Outcome, blank=True)
    answered_at = models.DateTimeField("geantwoord op", null=True, blank=True)

    class Meta:
        verbose_name = "voornemen"
        verbose_name_plural = "voornemens"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | Q(outcome__in=Outcome.values, answered_at__isnull=False),
                name="answered_intention_knows_how_it_went",
            ),
        ]

    def __str__(self) -> str:
        return f"Voornemen {self.pk}"

    @property
    def text(self) -> str:
        return encryption.unseal(self.sealed_text)

    @text.setter
    def text(self, text: str) -> None:
        self.sealed_text = encryption.seal(text)

    @property
    def reflection(self) -> str:
        return encryption.unseal(self.sealed_reflection) if self.sealed_reflection else ""

    @reflection.setter
    def reflection(self, text: str) -> None:
        self.sealed_reflection = encryption.seal(text) if text else ""
