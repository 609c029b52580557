"""A PDF copied page by page, without what tells who made it and without what could run."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

MOST_PAGES = 200
# Far more than a document that a person made.
MOST_OBJECTS = 200_000
# What a page needs to be seen and printed. No notes, links, forms, actions or attached files.
_PAGE = frozenset(
    [
        "/Type",
        "/Resources",
        "/Contents",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/UserUnit",
        "/Group",
    ]
)
# What programs write along inside pictures, fonts and forms.
_TELLING = frozenset(
    [
        "/A",
        "/AA",
        "/AF",
        "/EF",
        "/JS",
        "/LastModified",
        "/Measure",
        "/Metadata",
        "/OPI",
        "/PieceInfo",
    ]
)
# In a JPEG: Exif, XMP, Photoshop and comments. 0 (JFIF), 2 (colours) and 14 (Adobe) draw it.
_TELLING_SEGMENTS = frozenset({*range(0xE0, 0xF0), 0xFE}) - {0xE0, 0xE2, 0xEE}
_START_OF_SCAN = 0xDA


class BrokenPdfError(ValueError):
    """Not a PDF that we can copy; the message tells a member what to do."""


def without_extras(content: bytes) -> bytes:
    """The pages of a PDF as a new file; notes, forms, scripts and attachments stay behind."""
    if not content.startswith(b"%PDF-"):
        raise BrokenPdfError("Dit is geen pdf. Bewaar uw document als pdf en kies het opnieuw.")
    try:
        return _copied(content)
    except BrokenPdfError:
        raise
    except Exception as error:  # A parser may fail in any way on a file made to break it.
        raise BrokenPdfError(
            "Deze pdf kunnen we niet lezen. Bewaar hem opnieuw als pdf."
        ) from error


def _copied(content: bytes) -> bytes:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise BrokenPdfError("Deze pdf is beveiligd. Haal het wachtwoord eraf en kies hem opnieuw.")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise BrokenPdfError(
            f"Deze pdf telt meer dan {MOST_PAGES} bladzijden. Kies een deel ervan."
        )
    writer = PdfWriter()
    sweep = _Sweep()
    for page in reader.pages:
        for key in set(page) - _PAGE:
            del page[key]
        sweep.through(page)
        writer.add_page(page)
    writer.metadata = None
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


class _Sweep:
    """Takes what tells the maker out of everything that the pages use."""

    def __init__(self) -> None:
        self.seen: set[tuple[int, int]] = set()

    def through(self, start: PdfObject) -> None:
        waiting: list[PdfObject | None] = [start]
        while waiting:
            found = waiting.pop()
            if isinstance(found, IndirectObject):
                found = self._once(found)
            if isinstance(found, DictionaryObject):
                _without_telling(found)
                waiting.extend(found.values())
            elif isinstance(found, ArrayObject):
                waiting.extend(found)

    def _once(self, reference: IndirectObject) -> PdfObject | None:
        key = (reference.idnum, reference.generation)
        if key in self.seen:
            return None
        self.seen.add(key)
        if len(self.seen) > MOST_OBJECTS:
            raise BrokenPdfError("Deze pdf is te ingewikkeld. Kies een deel ervan.")
        return reference.get_object()


def _without_telling(found: DictionaryObject) -> None:
    for key in [key for key in found if key in _TELLING or key.startswith("/PTEX")]:
        del found[key]
    if isinstance(found, StreamObject) and found.get("/Filter") == "/DCTDecode":
        # The bytes as they stand in the file: what one gets from pypdf is already decoded.
        found._data = _without_segments(found._data)


def _without_segments(jpeg: bytes) -> bytes:
    """A JPEG without comments and application segments, but for those that say how it is drawn."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _START_OF_SCAN:
        marker = jpeg[at + 1]
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker not in _TELLING_SEGMENTS:
            kept.append(jpeg[at:end])
        at = end
    return b"".join((*kept, jpeg[at:]))
