"""Pictures made anew: upright pixels in sRGB and nothing else that a camera or program wrote along.

The one way for every picture that somebody adds. Knows no Django: it also runs in the process
that makes the files of members anew.
"""

import warnings
from collections.abc import Collection
from importlib import import_module
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 40_000_000
# What is read, and what reads it. No SVG: it is a program rather than a picture.
READERS = {
    "AVIF": "PIL.AvifImagePlugin",
    "GIF": "PIL.GifImagePlugin",
    "HEIF": "pillow_heif.HeifImagePlugin",
    "JPEG": "PIL.JpegImagePlugin",
    "PNG": "PIL.PngImagePlugin",
    "TIFF": "PIL.TiffImagePlugin",
    "WEBP": "PIL.WebPImagePlugin",
}
# Formats that keep every pixel as it was; a picture in one of these is kept as PNG.
LOSSLESS = ("GIF", "PNG", "TIFF")
QUALITY = 88
TOO_LARGE = "Deze foto is te groot. Maak hem kleiner en kies hem opnieuw."
UNREADABLE = "Deze foto kunnen we niet lezen. Kies een andere."
_SIXTEEN_BITS = ("I", "I;16", "I;16B", "I;16L", "I;16N")


class PictureError(ValueError):
    """This is no picture that we can use; the message tells whoever chose it what to do."""


def reencoded(content: bytes, formats: Collection[str] = tuple(READERS)) -> tuple[bytes, str]:
    """The picture as a JPEG or, where that would lose something, as a PNG; and which it became."""
    image, found = _decoded(content, formats)
    is_lossless = found in LOSSLESS or image.mode == "RGBA"
    kind = "PNG" if is_lossless else "JPEG"
    return encoded(image, kind), kind


def pixels(content: bytes, formats: Collection[str] = tuple(READERS)) -> Image.Image:
    """The upright picture as RGB, or RGBA where it is transparent. Or PictureError."""
    return _decoded(content, formats)[0]


def encoded(image: Image.Image, kind: str) -> bytes:
    """The bytes of a picture that :func:`pixels` gave."""
    result = BytesIO()
    drawn = opaque(image) if kind == "JPEG" else image
    drawn.save(result, kind, quality=QUALITY, optimize=True)
    return result.getvalue()


def opaque(image: Image.Image) -> Image.Image:
    """On white, where the picture is transparent."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _decoded(content: bytes, formats: Collection[str]) -> tuple[Image.Image, str]:
    for kind in formats:
        import_module(READERS[kind])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # Only what the caller expects: every other reader of Pillow stays out of reach.
            image = Image.open(BytesIO(content), formats=list(formats))
            if image.width * image.height > MAX_PIXELS:
                raise PictureError(TOO_LARGE)
            found = image.format or ""
            return _pixels_only(_in_srgb(ImageOps.exif_transpose(image) or image)), found
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise PictureError(TOO_LARGE) from error
    except Exception as error:  # A decoder may fail in any way on a file made to break it.
        raise PictureError(UNREADABLE) from error


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB or RGBA, with the colours that the profile of the picture means."""
    image = _in_eight_bits(image)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if image.mode != "CMYK":
        image = image.convert(mode)
    if profile:
        target = ImageCms.createProfile("sRGB")
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # A profile that does not fit is no reason to refuse the picture.
    return image.convert(mode)


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow would cut off what is brighter than 255 where a pixel has sixteen bits."""
    if image.mode == "F":
        raise PictureError(UNREADABLE)  # Measurements: nobody tells where white is.
    if image.mode not in _SIXTEEN_BITS:
        return image
    grey = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    grey.info.pop("transparency", None)
    return grey


def _pixels_only(image: Image.Image) -> Image.Image:
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    return fresh
