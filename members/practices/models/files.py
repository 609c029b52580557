"""Files that go with a practice. They stand outside the media folder: no address leads to them."""

import uuid

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from modelcluster.fields import ParentalKey

# What uploads.py makes of a file; each with the type it is sent as.
KINDS = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


class PrivateStorage(FileSystemStorage):
    """Files that only a view hands out, after it looked who asks."""

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return self.base_location

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address of its own.")


def private_storage() -> PrivateStorage:
    return PrivateStorage()


def own_name(stored: "StoredFile", _uploaded_name: str) -> str:
    """The name that it was uploaded with may tell who its maker is; this one tells nothing."""
    return f"ervaringen/{stored.pk.hex[:2]}/{stored.pk.hex}.{stored.kind}"


class StoredFile(models.Model):
    """A checked upload; a practice shows it through :class:`PracticeFile`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="van",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    kind = models.CharField("soort", max_length=4, choices=[(kind, kind) for kind in KINDS])
    size = models.PositiveIntegerField("grootte in bytes")
    file = models.FileField("bestand", storage=private_storage, upload_to=own_name)
    made_at = models.DateTimeField("geplaatst op", db_index=True)

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=KINDS), name="stored_file_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"bestand ({self.kind})"

    @property
    def content_type(self) -> str:
        return KINDS[self.kind]


class PracticeFile(models.Model):
    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="files")
    stored = models.ForeignKey(
        StoredFile, verbose_name="bestand", on_delete=models.CASCADE, related_name="shown_in"
    )
    number = models.PositiveSmallIntegerField("volgnummer")

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "stored"], name="a_file_once_per_practice")
        ]

    def __str__(self) -> str:
        return f"Bijlage {self.number}"
