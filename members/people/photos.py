"""Portraits: checked, cropped, made small, and stripped of what the camera wrote along."""

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

from lessons.pictures import PictureError, opaque, pixels

MAX_BYTES = 8 * 1024 * 1024
SIDE = 480
FORMATS = ("JPEG", "PNG", "WEBP")


class NotAPhotoError(ValueError):
    """The upload cannot be used; the message tells a member what to do."""


def reencoded(upload: IO[bytes]) -> bytes:
    """The picture as a square JPEG of 480 pixels, without metadata."""
    try:
        upright = opaque(pixels(upload.read(), FORMATS))
    except PictureError as error:
        raise NotAPhotoError(str(error)) from error
    square: Image.Image = ImageOps.fit(upright, (SIDE, SIDE))
    result = BytesIO()
    square.save(result, "JPEG", quality=82, optimize=True)
    return result.getvalue()
