"""An address at which someone's own calendar may look, until they take it back."""

from django.conf import settings
from django.db import models


class CalendarFeed(models.Model):
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="van",
        on_delete=models.CASCADE,
        related_name="calendar_feed",
    )
    # Only the calendar knows the secret itself; whoever reads the database cannot use it.
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("gemaakt op")

    class Meta:
        verbose_name = "agenda-adres"
        verbose_name_plural = "agenda-adressen"

    def __str__(self) -> str:
        return f"Agenda-adres {self.pk}"
