"""A picture drawn anew: its pixels and nothing else. Runs in a process of its own."""

from lessons.pictures import PictureError, encoded, pixels

from .refused import RefusedError

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def redrawn(content: bytes, kind: str) -> bytes:
    """Upright, without EXIF, profile or comment; or RefusedError."""
    try:
        # Only the format that the name promises: anything else is not what it says it is.
        return encoded(pixels(content, (FORMATS[kind],)), FORMATS[kind])
    except PictureError as error:
        raise RefusedError(str(error)) from error
