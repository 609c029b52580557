"""A picture drawn anew: its pixels and nothing else. Runs in a process of its own."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from .refused import RefusedError

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
MAX_PIXELS = 40_000_000
TOO_LARGE = "Deze foto is te groot. Maak hem kleiner en kies hem opnieuw."


def redrawn(content: bytes, kind: str) -> bytes:
    """Upright, without EXIF, profile or comment; or RefusedError."""
    result = BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # Only the format that the name promises: anything else is not what it says it is.
            image = Image.open(BytesIO(content), formats=[FORMATS[kind]])
            _refuse_too_many_pixels(image)
            upright = ImageOps.exif_transpose(image)
            _pixels_only(upright, kind).save(result, FORMATS[kind], quality=88)
    except RefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise RefusedError(TOO_LARGE) from error
    except Exception as error:  # A decoder may fail in any way on a file made to break it.
        raise RefusedError("Deze foto kunnen we niet lezen. Kies een andere.") from error
    return result.getvalue()


def _refuse_too_many_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise RefusedError(TOO_LARGE)


def _pixels_only(image: Image.Image, kind: str) -> Image.Image:
    mode = "RGB" if kind == "jpg" or not image.has_transparency_data else "RGBA"
    pixels = image.convert(mode)
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    return fresh
