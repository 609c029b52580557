"""Files that members add: checked by what they hold, made anew, and told of nothing.

A picture is drawn anew and a PDF copied page by page. So what a camera or an office program wrote
along is gone, and so is whatever could run.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from members.people.models import User

from .models import StoredFile
from .pdf import BrokenPdfError, without_extras

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MOST_FILES = 5
_PICTURES = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_SAME_KIND = {"jpeg": "jpg"}
TOO_LARGE = "Deze foto is te groot. Maak hem kleiner en kies hem opnieuw."


class RefusedError(ValueError):
    """The file cannot be used; the message tells a member what to do."""


@dataclass(frozen=True, slots=True)
class CleanFile:
    kind: str
    content: bytes


def store(upload: UploadedFile, *, owner: User, now: datetime) -> StoredFile:
    """Keep a clean copy under a name of our own, or RefusedError."""
    clean = cleaned(upload)
    stored = StoredFile(owner=owner, kind=clean.kind, size=len(clean.content), made_at=now)
    stored.file.save("", ContentFile(clean.content), save=True)
    return stored


def cleaned(upload: UploadedFile) -> CleanFile:
    """The upload made anew, or RefusedError."""
    kind = _kind(upload)
    if upload.size is None or upload.size > MAX_BYTES:
        raise RefusedError("Dit bestand is groter dan 10 MB. Maak het kleiner en kies het opnieuw.")
    make: Callable[[bytes, str], bytes] = _picture if kind in _PICTURES else _pdf
    return CleanFile(kind, make(upload.read(), kind))


def _kind(upload: UploadedFile) -> str:
    ending = (upload.name or "").rpartition(".")[2].lower()
    kind = _SAME_KIND.get(ending, ending)
    if kind != "pdf" and kind not in _PICTURES:
        raise RefusedError("Kies een pdf, jpg, png of webp. Bewaar een document eerst als pdf.")
    return kind


def _picture(content: bytes, kind: str) -> bytes:
    result = BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # Only the format that the name promises: anything else is not what it says it is.
            image = Image.open(BytesIO(content), formats=[_PICTURES[kind]])
            _refuse_too_many_pixels(image)
            upright = ImageOps.exif_transpose(image)
            _pixels_only(upright, kind).save(result, _PICTURES[kind], quality=88)
    except RefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedError(
            "Deze foto is te groot. Maak hem kleiner en kies hem opnieuw."
        ) from error
    except Exception as error:  # A decoder may fail in any way on a file made to break it.
        raise RefusedError("Deze foto kunnen we niet lezen. Kies een andere.") from error
    return result.getvalue()


def _refuse_too_many_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise RefusedError(TOO_LARGE)


def _pixels_only(image: Image.Image, kind: str) -> Image.Image:
    """A new picture with these pixels and nothing else: no EXIF, no profile, no comment."""
    mode = "RGB" if kind == "jpg" or not image.has_transparency_data else "RGBA"
    pixels = image.convert(mode)
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    return fresh


def _pdf(content: bytes, _kind: str) -> bytes:
    try:
        return without_extras(content)
    except BrokenPdfError as error:
        raise RefusedError(str(error)) from error
