"""Pictures and documents of editors.

What was uploaded stands outside the media folder, under a name that tells nothing; only the
renditions of a picture are given to everybody.
"""

import hashlib
import secrets
from typing import Any, Self

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage

from ..pictures import reencoded

ENDINGS = {"JPEG": "jpg", "PNG": "png"}


class OriginalsStorage(FileSystemStorage):
    """Files without an address: Wagtail reads them, and its document view looks who asks."""

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT / "originals")

    @property
    def location(self) -> str:
        return self.base_location

    def url(self, name: str | None) -> str:
        # The error that Wagtail expects of a storage without addresses.
        raise NotImplementedError("An original has no address of its own.")


def originals_storage() -> OriginalsStorage:
    return OriginalsStorage()


class CleanPicture(ContentFile):
    """A picture that was made anew; PictureError when it is none."""

    @classmethod
    def of(cls, upload: File) -> Self:
        if isinstance(upload, cls):
            return upload
        upload.seek(0)
        content, kind = reencoded(upload.read())
        return cls(content, name=f"{secrets.token_hex(8)}.{ENDINGS[kind]}")


class CleanPictureFieldFile(WagtailImageFieldFile):
    """Every way in comes by ``save``: forms, choosers, many at once, and code."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        clean = CleanPicture.of(content)
        written = clean.read()
        self.instance.file_size = len(written)
        self.instance.file_hash = hashlib.sha1(written, usedforsecurity=False).hexdigest()
        clean.seek(0)
        super().save(clean.name, clean, save=save)
        # Whoever reads on reads what is kept, and not what was uploaded.
        self.file = clean


class CleanPictureField(WagtailImageField):
    attr_class = CleanPictureFieldFile


class CustomImage(AbstractImage):
    file = CleanPictureField(
        "bestand",
        storage=originals_storage,
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Before Django looks at the size of the picture: making it anew may turn it.
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "weergave van een afbeelding"
        verbose_name_plural = "weergaven van afbeeldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="a_rendition_once_per_image",
            )
        ]


class CustomDocument(AbstractDocument):
    file = models.FileField("bestand", storage=originals_storage, upload_to="documents")

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documenten"
