"""Files to upload, made here: harmless ones and hostile ones."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "bmp": "BMP"}


def picture(kind: str, size: tuple[int, int] = (40, 30), **saving) -> bytes:
    result = BytesIO()
    Image.new("RGB", size, "orange").save(result, FORMATS[kind], **saving)
    return result.getvalue()


def photo(kind: str, name: str = "vakantie") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.{kind}", picture(kind))
