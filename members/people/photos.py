"""Portraits: checked, cropped, made small, and stripped of what the camera wrote along."""

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
SIDE = 480
FORMATS = ("JPEG", "PNG", "WEBP")


class NotAPhotoError(ValueError):
    """The upload cannot be used; the message tells a member what to do."""


def reencoded(upload: IO[bytes]) -> bytes:
    """The picture as a square JPEG of 480 pixels, without metadata."""
    image = _open(upload)
    try:
        upright = ImageOps.exif_transpose(image).convert("RGB")
        # Pixels alone: Pillow hands comments and colour profiles on to what it saves.
        square = Image.new("RGB", (SIDE, SIDE))
        square.paste(ImageOps.fit(upright, (SIDE, SIDE)))
    except (OSError, ValueError, SyntaxError) as error:
        raise NotAPhotoError("Dit bestand is beschadigd. Kies een andere foto.") from error
    result = BytesIO()
    square.save(result, "JPEG", quality=82, optimize=True)
    return result.getvalue()


def _open(upload: IO[bytes]) -> Image.Image:
    try:
        image = Image.open(upload, formats=FORMATS)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise NotAPhotoError("Dit is geen foto. Kies een jpg-, png- of webp-bestand.") from error
    if image.width * image.height > MAX_PIXELS:
        raise NotAPhotoError("Deze foto is te groot. Kies een kleinere foto.")
    return image
