"""Files to upload, made here: harmless ones and hostile ones."""

import struct
import zipfile
import zlib
from base64 import a85encode
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "bmp": "BMP"}


def picture(kind: str, size: tuple[int, int] = (40, 30), **saving) -> bytes:
    result = BytesIO()
    Image.new("RGB", size, "orange").save(result, FORMATS[kind], **saving)
    return result.getvalue()


def photo(kind: str, name: str = "vakantie") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.{kind}", picture(kind))


# --- Hostile ones -----------------------------------------------------------------------------

PACKING = {
    "/FlateDecode": zlib.compress,
    "/ASCIIHexDecode": lambda content: content.hex().encode() + b">",
    "/ASCII85Decode": lambda content: a85encode(content) + b"~>",
}
SCRIPT = b"<script>alert(1)</script>"


def pdf(**extras: str) -> bytes:
    """A PDF of one page; ``extras`` go into its document information."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if extras:
        writer.add_metadata({f"/{name}": value for name, value in extras.items()})
    return _written(writer)


def pdf_with_script() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('kanarie');"),
        }
    )
    names = ArrayObject([TextStringObject("kanarie"), writer._add_object(script)])
    tree = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})
    writer.root_object[NameObject("/OpenAction")] = script
    return _written(writer)


def pdf_with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_attachment("kanarie.exe", b"MZkanarie")
    return _written(writer)


def pdf_with_action(kind: str) -> bytes:
    """A page that does something when it is opened."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    action = DictionaryObject(
        {NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("kanarie.exe")}
    )
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.root_object[NameObject("/OpenAction")] = action
    return _written(writer)


def pdf_with_note() -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/T"): TextStringObject("kanarie"),
            NameObject("/Contents"): TextStringObject("kanarie"),
            NameObject("/Rect"): ArrayObject([FloatObject(0)] * 4),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return _written(writer)


def pdf_with_photo(*packed: str, apart: bool = False) -> bytes:
    """A picture in a PDF keeps what the camera wrote, and so does what it is drawn by.

    ``packed`` once more by these filters; ``apart``: what they are called stands elsewhere.
    """
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    image = StreamObject()
    image._data = picture_with_exif("jpg")
    for name in packed:
        image._data = PACKING[name](image._data)
    names = ArrayObject([NameObject(name) for name in (*reversed(packed), "/DCTDecode")])
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(40),
            NameObject("/Height"): NumberObject(30),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): writer._add_object(names) if apart else names,
            NameObject("/Metadata"): TextStringObject("kanarie"),
        }
    )
    resources = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): writer._add_object(image)})}
    )
    page[NameObject("/Resources")] = resources
    return _written(writer)


def pdf_with_photo_in_its_text(content: bytes) -> bytes:
    """Drawn in the middle of the page, where no list of pictures knows of it."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    text = StreamObject()
    text._data = b"q BI /W 40 /H 30 /CS /RGB /BPC 8 /F /DCT ID " + content + b" EI Q"
    page[NameObject("/Contents")] = writer._add_object(text.flate_encode())
    return _written(writer)


def pdf_with_jpeg_2000() -> bytes:
    """Boxes, of which one tells who made it."""

    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content) + 8) + name + content

    start = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
    picture = start + box(b"uuid", b"0" * 16 + b"kanarie") + box(b"jp2c", b"\xff\x4f\xff\x51")
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    image = StreamObject()
    image._data = picture
    image[NameObject("/Filter")] = NameObject("/JPXDecode")
    pictures = DictionaryObject({NameObject("/Im0"): writer._add_object(image)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    return _written(writer)


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.encrypt("geheim", algorithm="RC4-128")
    return _written(writer)


def long_pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=20, height=20)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


def picture_with_exif(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "kanarie"  # description
    exif[0x013B] = "kanarie"  # artist
    exif[0x8825] = {1: "N", 2: (51.0, 41.0, 0.0)}  # where it was taken
    options = {"exif": exif.tobytes()}
    if kind == "jpg":
        options["comment"] = "kanarie"
    return picture(kind, **options)


def picture_with_text() -> bytes:
    about = PngInfo()
    about.add_text("Author", "kanarie")
    about.add_itxt("XML:com.adobe.xmp", "<x>kanarie</x>")
    return picture("png", pnginfo=about)


def webp_bomb() -> bytes:
    """A few bytes that promise 16,383 by 16,383 pixels."""
    size = (16_383 - 1).to_bytes(3, "little") * 2
    head = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size
    still = picture("webp")[12:]
    body = b"WEBP" + head + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6
    frame = b"\0" * 6 + (39).to_bytes(3, "little") + (29).to_bytes(3, "little") + b"\0" * 4 + still
    body += b"ANMF" + struct.pack("<I", len(frame)) + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bomb() -> bytes:
    """A few kilobytes that unpack to 900 million pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def archive(**files: bytes) -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name.replace("__", "/"), content)
    return result.getvalue()


# Refused: by name, by content, by size.
REFUSED = {
    "programma.exe": b"MZ" + b"\0" * 200,
    "programma.pdf": b"MZ" + b"\0" * 200,
    "programma.jpg": b"MZ" + b"\0" * 200,
    "pagina.html": b"<!doctype html>" + SCRIPT,
    "pagina.pdf": b"<!doctype html>" + SCRIPT,
    "pagina.png": b"<!doctype html>" + SCRIPT,
    "tekening.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "tekening.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "tekening.webp": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "script.js": b"alert(1)",
    "script.pdf.js": b"alert(1)",
    "script.php": b"<?php system('id');",
    "foto.php.jpg": b"<?php system('id');",
    "foto.jpg.php": picture("jpg"),
    "macro.docm": archive(word__vbaProject=b"x"),
    "tekst.docx": archive(word__document=b"x"),
    "archief.zip": archive(a=b"x"),
    "archief.pdf": archive(a=b"x"),
    "opdracht.bat": b"del *.*",
    "opdracht.sh": b"#!/bin/sh\nrm -rf ~",
    "snelkoppeling.lnk": b"L\0\0\0",
    "zonder-achtervoegsel": picture("jpg"),
    ".jpg": b"",
    "leeg.pdf": b"",
    "bewegend.gif": picture("gif"),
    "gif.png": picture("gif"),
    "png.jpg": picture("png"),
    "bmp.jpg": picture("bmp"),
    "bom.png": bomb(),
    "bom.webp": webp_bomb(),
    "eindeloos.pdf": pdf() + b"startxref\n9\n%%EOF\n" * 50_000,
    "foto-in-tekst.pdf": pdf_with_photo_in_its_text(picture_with_exif("jpg")),
    "foto-onbekend-verpakt.pdf": pdf_with_photo().replace(b"[ /DCTDecode ]", b"[/Crypt/DCTDecode]"),
    "half.jpg": picture("jpg")[:200],
    "half.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "kop.pdf": b"%PDF-1.4\n" + SCRIPT,
    "beveiligd.pdf": encrypted_pdf(),
    "lang.pdf": long_pdf(201),
    "groot.pdf": b"%PDF-1.4" + b"\0" * (10 * 1024 * 1024),
    "../../ontsnapt.exe": b"MZ",
}

# Taken, but without what was hidden in it: "kanarie" stands for that.
CLEANED = {
    "foto.jpg": picture_with_exif("jpg"),
    "foto.webp": picture_with_exif("webp"),
    "foto.png": picture_with_text(),
    "staart.jpg": picture("jpg") + b"kanarie" + SCRIPT,
    "staart.png": picture("png") + b"kanarie" + SCRIPT,
    "../../ontsnapt kanarie.jpg": picture("jpg"),
    "verslag van kanarie.pdf": pdf(Author="kanarie", Creator="kanarie", Title="kanarie"),
    "script.pdf": pdf_with_script(),
    "bijlage.pdf": pdf_with_attachment(),
    "start.pdf": pdf_with_action("/Launch"),
    "verstuur.pdf": pdf_with_action("/SubmitForm"),
    "notitie.pdf": pdf_with_note(),
    "foto.pdf": pdf_with_photo(),
    "foto-verpakt.pdf": pdf_with_photo("/FlateDecode"),
    "foto-in-hex.pdf": pdf_with_photo("/ASCIIHexDecode"),
    "foto-dubbel-verpakt.pdf": pdf_with_photo("/FlateDecode", "/ASCII85Decode"),
    "foto-elders.pdf": pdf_with_photo("/FlateDecode", apart=True),
    "foto-2000.pdf": pdf_with_jpeg_2000(),
    "staart.pdf": pdf() + b"\nkanarie" + SCRIPT,
}
