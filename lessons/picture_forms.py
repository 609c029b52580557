"""The form that takes a picture at the desk; also in the chooser and for many at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .models.media import CleanPicture
from .pictures import PictureError


class PictureField(WagtailImageField):
    """Goes by what a file holds: an iPhone may call a HEIC picture ``.jpg``."""

    def to_python(self, data: Any) -> CleanPicture | None:
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        try:
            return CleanPicture.of(upload)
        except PictureError as error:
            raise ValidationError(str(error), code="invalid_image") from error


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail makes the field itself, and the form that changes the rest has none.
        if wagtails := self.fields.get("file"):
            self.fields["file"] = PictureField(label=wagtails.label, widget=wagtails.widget)
