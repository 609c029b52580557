"""Fifty hostile files: refused, or made harmless and told of nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from members.practices.attachments import sandbox, uploads
from members.practices.attachments.uploads import RefusedError, cleaned
from members.practices.models import StoredFile

from ..files import CLEANED, REFUSED, pdf, picture_with_exif

CANARY = b"kanarie"
HARMFUL = (b"<script", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/AA", b"/OpenAction")


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch) -> None:
    """A process for each of sixty files takes long; that there is one has tests of its own."""
    monkeypatch.setattr(uploads, "scrubbed", sandbox.made_anew)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """As it comes from a browser that somebody else made: no name is changed on the way."""
    made = SimpleUploadedFile("x", content, "image/jpeg")
    made._name = name
    return made


def test_corpus_holds_at_least_forty_files():
    assert len(REFUSED) + len(CLEANED) >= 40


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_with_what_to_do(name):
    with pytest.raises(RefusedError, match=r"[Kk]ies|Bewaar|Maak") as told:
        cleaned(upload(name, REFUSED[name]))
    assert str(told.value).endswith(".")


@pytest.mark.parametrize("name", CLEANED)
def test_file_is_taken_without_what_was_hidden_in_it(name):
    clean = cleaned(upload(name, CLEANED[name]))
    everything = clean.content.lower() + _unpacked(clean)
    assert CANARY not in everything
    assert [word for word in HARMFUL if word.lower() in everything] == []


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_picture_stays_a_picture(kind):
    name = f"foto.{kind}"
    image = Image.open(BytesIO(cleaned(upload(name, CLEANED[name])).content))
    assert image.size == (40, 30)
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "Author"} & set(image.info)


def test_picture_stands_upright_after_its_note_on_that_is_gone():
    exif = Image.Exif()
    exif[0x0112] = 6  # on its side
    result = BytesIO()
    Image.new("RGB", (40, 30)).save(result, "JPEG", exif=exif.tobytes())
    clean = cleaned(upload("foto.jpg", result.getvalue()))
    assert Image.open(BytesIO(clean.content)).size == (30, 40)


def test_pdf_keeps_its_pages():
    assert len(PdfReader(BytesIO(cleaned(upload("verslag.pdf", pdf())).content)).pages) == 1


def test_stored_file_has_a_name_of_our_own_outside_the_media_folder(anna, settings):
    sent = upload("verslag van Anna.jpg", picture_with_exif("jpg"))
    stored = uploads.store(sent, owner=anna, now=timezone.now())
    path = StoredFile.objects.get(pk=stored.pk).file.path
    assert path.startswith(str(settings.PRIVATE_ROOT))
    assert not path.startswith(str(settings.MEDIA_ROOT))
    assert "anna" not in path.lower().removeprefix(str(settings.PRIVATE_ROOT).lower())


def test_a_day_has_an_end_for_who_adds_many_files(anna, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_TRIES_A_DAY", 2)
    now = timezone.now()
    uploads.store(upload("foto.jpg", CLEANED["foto.jpg"]), owner=anna, now=now)
    with pytest.raises(RefusedError, match="niet lezen"):
        uploads.store(upload("half.jpg", REFUSED["half.jpg"]), owner=anna, now=now)
    with pytest.raises(RefusedError, match="morgen"):
        uploads.store(upload("foto.jpg", CLEANED["foto.jpg"]), owner=anna, now=now)
    uploads.store(upload("foto.jpg", CLEANED["foto.jpg"]), owner=anna, now=now + timedelta(days=1))


def test_a_day_has_room_for_so_many_bytes(anna, monkeypatch):
    sent = upload("foto.jpg", CLEANED["foto.jpg"])
    kept = uploads.store(sent, owner=anna, now=timezone.now())
    monkeypatch.setattr(uploads, "MOST_BYTES_A_DAY", kept.size)
    with pytest.raises(RefusedError, match="morgen"):
        uploads.store(upload("foto.jpg", CLEANED["foto.jpg"]), owner=anna, now=timezone.now())


def _unpacked(clean) -> bytes:
    """What stands packed inside a PDF."""
    if clean.kind != "pdf":
        return b""
    reader = PdfReader(BytesIO(clean.content))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    streams = [one._data for one in objects if hasattr(one, "_data")]
    return (repr(objects).encode() + b"".join(streams)).lower()
