"""Pictures to upload, made here; each carries a word that nobody may read back."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2
from pillow_heif import HeifImagePlugin  # noqa: F401 - teaches Pillow to write HEIC

CANARY = b"kanarie"
WIDTH, HEIGHT = 60, 40
MAKER, SOFTWARE, ORIENTATION, GPS, TURNED_RIGHT = 0x010F, 0x0131, 0x0112, 0x8825, 6


def exif(orientation: int | None = None) -> bytes:
    told = Image.Exif()
    told[MAKER] = told[SOFTWARE] = CANARY.decode()
    if orientation:
        told[ORIENTATION] = orientation
    told.get_ifd(GPS)[1] = "N"
    told.get_ifd(GPS)[27] = CANARY
    return told.tobytes()


def saved(image: Image.Image, kind: str, **saving) -> bytes:
    result = BytesIO()
    image.save(result, kind, **saving)
    return result.getvalue()


def halves(mode: str, left, right) -> Image.Image:
    """Two colours beside each other, so that a turn is seen."""
    image = Image.new(mode, (WIDTH, HEIGHT), left)
    image.paste(right, (WIDTH // 2, 0, WIDTH, HEIGHT))
    return image


def with_text(image: Image.Image) -> bytes:
    told = PngInfo()
    told.add_text("Comment", CANARY.decode())
    told.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY.decode()}</x>")
    return saved(image, "PNG", pnginfo=told, exif=exif())


def sixteen_bits(left: tuple[int, ...], right: tuple[int, ...]) -> bytes:
    """A PNG of sixteen bits by hand, which Pillow cannot write: grey, or red, green and blue."""
    halves = [b"".join(struct.pack(">H", level) for level in half) for half in (left, right)]
    row = b"\x00" + halves[0] * (WIDTH // 2) + halves[1] * (WIDTH // 2)
    colour_type = 0 if len(left) == 1 else 2

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, colour_type, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"tEXt", b"Comment\x00" + CANARY)
        + chunk(b"IDAT", zlib.compress(row * HEIGHT))
        + chunk(b"IEND", b"")
    )


def sixteen_bits_tiff() -> bytes:
    told = ImageFileDirectory_v2()
    told[SOFTWARE] = CANARY.decode()
    row = struct.pack("<H", 0x4000) * (WIDTH // 2) + struct.pack("<H", 0xC000) * (WIDTH // 2)
    image = Image.frombytes("I;16", (WIDTH, HEIGHT), row * HEIGHT)
    return saved(image, "TIFF", tiffinfo=told)


def with_zip_behind(picture: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("kanarie.txt", CANARY)
    return picture + packed.getvalue()


def bomb() -> bytes:
    """A picture of a few kilobytes that would take four hundred megabytes."""
    return saved(Image.new("1", (20_000, 20_000)), "PNG")


RED, BLUE = (255, 0, 0), (0, 0, 255)
_RGB = halves("RGB", RED, BLUE)
_JPEG = saved(_RGB, "JPEG", exif=exif(), comment=CANARY, xmp=b"<x>" + CANARY + b"</x>")
_SEEN_THROUGH = halves("RGBA", (255, 0, 0, 255), (0, 0, 255, 0))
CLEAR = (0, 0, 255, 0)
DARK, LIGHT = (0x40,) * 3, (0xC0,) * 3

# By name: the file, and what is seen at its left and right.
PICTURES = {
    "foto.jpg": (_JPEG, RED, BLUE),
    "tekst.png": (with_text(_RGB), RED, BLUE),
    "grijs.png": (sixteen_bits((0x4000,), (0xC000,)), DARK, LIGHT),
    "kleur.png": (sixteen_bits((0xFFFF, 0, 0), (0, 0, 0xFFFF)), RED, BLUE),
    "grijs.tiff": (sixteen_bits_tiff(), DARK, LIGHT),
    "doorzichtig.png": (with_text(_SEEN_THROUGH), RED, CLEAR),
    "doorzichtig.webp": (saved(_SEEN_THROUGH, "WEBP", exif=exif(), lossless=True), RED, CLEAR),
    "palet.png": (with_text(_RGB.quantize(2)), RED, BLUE),
    "palet.gif": (saved(_RGB, "GIF", comment=CANARY), RED, BLUE),
    "drukwerk.jpg": (
        saved(halves("CMYK", (0, 255, 255, 0), (255, 255, 0, 0)), "JPEG", comment=CANARY),
        RED,
        BLUE,
    ),
    "telefoon.heic": (saved(_RGB, "HEIF", exif=exif(), quality=90), RED, BLUE),
    "telefoon.avif": (saved(_RGB, "AVIF", exif=exif(), quality=90), RED, BLUE),
    "aanhangsel.jpg": (with_zip_behind(_JPEG), RED, BLUE),
    "aanhangsel.png": (with_zip_behind(with_text(_RGB)), RED, BLUE),
    # What an iPhone now and then does.
    "verkeerde-naam.jpg": (saved(_RGB, "HEIF", exif=exif(), quality=90), RED, BLUE),
}
TURNED = saved(_RGB, "JPEG", exif=exif(TURNED_RIGHT), comment=CANARY)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9"><script>alert(1)</script></svg>'
REFUSED = {
    "tekst.jpg": b"Dit is geen foto.",
    "leeg.png": b"\x89PNG\r\n\x1a\n",
    "half.jpg": _JPEG[: len(_JPEG) // 2],
    "tekening.svg": SVG,
    "tekening.png": SVG,
    "boek.jpg": b"%PDF-1.7 " + CANARY,
    "bom.png": bomb(),
}
