"""A PDF copied page by page, without what tells who made it and without what could run.

Runs in a process of its own, with little memory and time: see sandbox.py.
"""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from .pdf_images import without_maker
from .refused import RefusedError

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
# A document is saved a few times with changes added at its end; each leaves one of these.
MOST_ENDINGS = 100


def without_extras(content: bytes) -> bytes:
    """The pages of a PDF as a new file; notes, forms, scripts and attachments stay behind."""
    if not content.startswith(b"%PDF-"):
        raise RefusedError("Dit is geen pdf. Bewaar uw document als pdf en kies het opnieuw.")
    if content.count(b"startxref") > MOST_ENDINGS:
        raise RefusedError("Deze pdf is te ingewikkeld. Bewaar hem opnieuw als pdf.")
    try:
        return _copied(content)
    except RefusedError:
        raise
    except Exception as error:  # A parser may fail in any way on a file made to break it.
        raise RefusedError("Deze pdf kunnen we niet lezen. Bewaar hem opnieuw als pdf.") from error


def _copied(content: bytes) -> bytes:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise RefusedError("Deze pdf is beveiligd. Haal het wachtwoord eraf en kies hem opnieuw.")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise RefusedError(f"Deze pdf telt meer dan {MOST_PAGES} bladzijden. Kies een deel ervan.")
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
            raise RefusedError("Deze pdf is te ingewikkeld. Kies een deel ervan.")
        return reference.get_object()


def _without_telling(found: DictionaryObject) -> None:
    for key in [key for key in found if key in _TELLING or key.startswith("/PTEX")]:
        del found[key]
    if isinstance(found, StreamObject):
        without_maker(found)
