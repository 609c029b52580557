"""From a practice to an example by the editors, with the author's word on every word."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lessons.models import ExamplePage

from .practice import Practice


class Promotion(models.Model):
    practice = models.OneToOneField(
        Practice, verbose_name="ervaring", on_delete=models.CASCADE, related_name="promotion"
    )
    example = models.OneToOneField(
        ExamplePage,
        verbose_name="praktijkvoorbeeld",
        on_delete=models.CASCADE,
        related_name="promotion",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="door",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField("gemaakt op")
    # Of the text that the author agreed to: any other text is not agreed to.
    agreed_text = models.CharField("akkoord met", max_length=64, blank=True)
    agreed_at = models.DateTimeField("akkoord op", null=True, blank=True)
    remark = models.TextField("opmerking van de schrijver", blank=True, max_length=2000)

    class Meta:
        verbose_name = "praktijkvoorbeeld van een ervaring"
        verbose_name_plural = "praktijkvoorbeelden van ervaringen"
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_text="")
                | Q(agreed_at__isnull=False) & ~Q(agreed_text=""),
                name="agreement_has_a_moment_and_a_text",
            )
        ]

    def __str__(self) -> str:
        return f"Praktijkvoorbeeld van ervaring {self.practice_id}"
