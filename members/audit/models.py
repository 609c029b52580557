"""What guards the trail. Nothing in here is about a person: numbers and digests only."""

from django.db import models
from wagtail.models import ModelLogEntry, PageLogEntry

# The two tables of the trail, and what of an entry names its object.
TRAILS = {"model": (ModelLogEntry, "object_id"), "page": (PageLogEntry, "page_id")}
DIGEST = 64


class ChainEntry(models.Model):
    """One link of the chain: how an entry is from here on. The last one of an entry counts."""

    number = models.BigIntegerField(primary_key=True)
    trail = models.CharField(max_length=5, choices=[(name, name) for name in TRAILS])
    entry = models.BigIntegerField()
    made_at = models.DateTimeField()
    # Who did what to what, and when; empty when the entry was thrown away in time.
    deed = models.CharField(max_length=DIGEST, blank=True)
    # The words with it. Without its salt, which is forgotten with the words, it tells nothing.
    words = models.CharField(max_length=DIGEST, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    # Of all the above but the salt, and of the link before.
    digest = models.CharField(max_length=DIGEST)

    class Meta:
        verbose_name = "schakel"
        verbose_name_plural = "schakels"
        ordering = ["number"]
        indexes = [models.Index(fields=["trail", "entry"], name="links_of_an_entry")]

    def __str__(self) -> str:
        return f"Schakel {self.number}"


class RedactionPermit(models.Model):
    """Is there only within a transaction that may take words out; nobody else ever sees it."""

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"

    def __str__(self) -> str:
        return f"Toestemming {self.pk}"


class RedactedEntry(models.Model):
    """Written by the triggers: entries that changed under a permit, until they are linked anew."""

    trail = models.CharField(max_length=5)
    entry = models.BigIntegerField()

    class Meta:
        verbose_name = "gewijzigde regel"
        verbose_name_plural = "gewijzigde regels"

    def __str__(self) -> str:
        return f"Gewijzigd {self.pk}"
