"""Pictures inside a PDF: what a camera wrote into their bytes goes, what draws them stays."""

from collections.abc import Iterator
from typing import Any

from pypdf.filters import ASCII85Decode, ASCIIHexDecode, FlateDecode, LZWDecode, RunLengthDecode
from pypdf.generic import NameObject, StreamObject

from .refused import RefusedError

JPEG, JPEG_2000 = "/DCTDecode", "/JPXDecode"
# Packings that a picture may stand in once more.
_UNPACK: dict[str, Any] = {
    "/ASCII85Decode": ASCII85Decode.decode,
    "/ASCIIHexDecode": ASCIIHexDecode.decode,
    "/FlateDecode": FlateDecode.decode,
    "/LZWDecode": LZWDecode.decode,
    "/RunLengthDecode": RunLengthDecode.decode,
}
# In a JPEG: Exif, XMP, Photoshop and comments. 0 (JFIF), 2 (colours) and 14 (Adobe) draw it.
_TELLING_SEGMENTS = frozenset({*range(0xE0, 0xF0), 0xFE}) - {0xE0, 0xE2, 0xEE}
_START_OF_SCAN = 0xDA
# Boxes in which a JPEG 2000 keeps XMP and what else its maker wanted to tell.
_TELLING_BOXES = frozenset([b"uuid", b"xml ", b"uinf"])
# How such notes begin, wherever they stand: in a picture that is drawn in the middle of a page too.
_NOTES = (b"Exif\x00\x00", b"http://ns.adobe.com/xap/", b"<x:xmpmeta", b"Photoshop 3.0\x00")
UNKNOWN = (
    "In deze pdf staat een foto die we niet kunnen nakijken. Druk het document af als pdf en kies "
    "dat bestand."
)


def without_maker(stream: StreamObject) -> None:
    """Takes notes out of a picture; RefusedError when there are notes that stay."""
    filters = _filters(stream)
    # The bytes as they stand in the file: what one gets from pypdf is already decoded.
    if filters and filters[-1] in (JPEG, JPEG_2000):
        picture = _unpacked(stream._data, filters[:-1])
        if filters[-1] == JPEG and not picture.startswith(b"\xff\xd8"):
            raise RefusedError(UNKNOWN)
        stream._data = (
            _without_segments(picture) if filters[-1] == JPEG else b"".join(_boxes(picture))
        )
        stream[NameObject("/Filter")] = NameObject(filters[-1])
        stream.pop("/DecodeParms", None)
        told = stream._data
    elif filters and _UNPACK.keys() >= set(filters):
        told = stream.get_data()
    else:
        told = stream._data
    if any(note in told for note in _NOTES):
        raise RefusedError(UNKNOWN)


def _filters(stream: StreamObject) -> list[str]:
    """Outermost first; one of them or several, written down here or elsewhere in the file."""
    if "/Filter" not in stream:
        return []
    found = stream["/Filter"].get_object()
    return [str(one.get_object()) for one in found] if isinstance(found, list) else [str(found)]


def _unpacked(packed: bytes, filters: list[str]) -> bytes:
    for name in filters:
        if name not in _UNPACK:
            raise RefusedError(UNKNOWN)
        unpacked = _UNPACK[name](packed)
        packed = unpacked if isinstance(unpacked, bytes) else unpacked.encode("latin-1")
    return packed


def _without_segments(jpeg: bytes) -> bytes:
    """A JPEG without comments and application segments, but for those that say how it is drawn."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _START_OF_SCAN:
        marker = jpeg[at + 1]
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker not in _TELLING_SEGMENTS:
            kept.append(jpeg[at:end])
        at = end
    return b"".join((*kept, jpeg[at:]))


def _boxes(picture: bytes) -> Iterator[bytes]:
    """The boxes of a JPEG 2000 that draw it; a bare codestream has none."""
    at = 0 if picture[4:8] == b"jP  " else len(picture)
    if at:
        yield picture
    while at + 8 <= len(picture):
        size = int.from_bytes(picture[at : at + 4], "big")
        # 1: the size stands behind the name; 0: until the end.
        if size == 1:
            size = int.from_bytes(picture[at + 8 : at + 16], "big")
        end = at + size if size >= 8 else len(picture)
        if picture[at + 4 : at + 8] not in _TELLING_BOXES:
            yield picture[at:end]
        at = end
