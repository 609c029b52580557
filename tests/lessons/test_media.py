"""What an editor uploads is made anew, and its original is nobody's business."""

import gc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from lessons.blocks import FigureBlock
from lessons.models import CustomDocument, CustomImage
from lessons.pictures import PictureError

from .pictures import CANARY, HEIGHT, PICTURES, REFUSED, TURNED, WIDTH

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves closing the files of a rendition to whoever collects the garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*nclosed file:ResourceWarning"),
]
SPECS = ("original", "max-165x165", "width-30|format-avif", "width-30|format-webp")


@pytest.fixture(autouse=True)
def _garbage_is_collected() -> Iterator[None]:
    """Here, where it is no error, and not while some later test runs."""
    yield
    gc.collect()


@pytest.fixture
def editor(els, client):
    """Els at the desk, with the second factor that an editor needs."""
    Authenticator.objects.create(user=els, type=Authenticator.Type.TOTP, data={})
    client.force_login(els)
    return client


def parsed(content: bytes | str):
    return html5lib.parse(content, namespaceHTMLElements=False)


def filled_in(client, url: str) -> dict[str, str]:
    """What stands in the form that takes a file, as a browser would send it."""
    forms = parsed(client.get(url).content).iter("form")
    form = next(form for form in forms if form.find(".//input[@type='file']") is not None)
    fields = {
        field.get("name"): field.get("value") or ""
        for field in form.iter("input")
        if field.get("name") and field.get("type") not in ("file", "checkbox", "submit")
    }
    for field in form.iter("textarea"):
        fields[field.get("name")] = field.text or ""
    for field in form.iter("select"):
        options = list(field.iter("option"))
        chosen = next((option for option in options if option.get("selected") is not None), None)
        fields[field.get("name")] = (options[0] if chosen is None else chosen).get("value")
    return fields


def words(response) -> str:
    return "".join(parsed(response.content).itertext())


def posted(client, url: str, name: str, content: bytes, title: str = "Een brug"):
    """Fill in the form as it stands on the screen."""
    changes = {"title": title, "file": SimpleUploadedFile(name, content)}
    return client.post(url, filled_in(client, url) | changes)


def uploaded(client, name: str, content: bytes) -> CustomImage:
    response = posted(client, reverse("wagtailimages:add"), name, content)
    assert response.status_code == 302, words(response)
    return CustomImage.objects.latest("pk")


def everything_kept(image: CustomImage) -> list[bytes]:
    files = [image.file, *(image.get_rendition(spec).file for spec in SPECS)]
    return [Path(file.path).read_bytes() for file in files]


def is_like(found, wanted) -> bool:
    """The same colour, give or take what a camera format makes of it; clear is clear."""
    if len(wanted) == 4:
        return found[3] <= 8
    return all(abs(a - b) <= 24 for a, b in zip(found[:3], wanted, strict=True))


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_kept_as_it_looks_and_tells_nothing(editor, name):
    content, left, right = PICTURES[name]
    image = uploaded(editor, name, content)
    for kept in everything_kept(image):
        assert CANARY not in kept
        assert b"Exif" not in kept
        picture = Image.open(BytesIO(kept))
        assert not set(picture.info) & {"exif", "xmp", "comment", "icc_profile", "Comment"}
        seen = picture.convert("RGBA")
        middle = seen.height // 2
        assert is_like(seen.getpixel((seen.width // 4, middle)), left)
        assert is_like(seen.getpixel((seen.width * 3 // 4, middle)), right)


@pytest.mark.parametrize("name", PICTURES)
def test_file_really_carries_what_has_to_go(name):
    """Else the test above would hold by itself."""
    content = PICTURES[name][0]
    assert CANARY in content


def test_picture_is_turned_upright(editor):
    image = uploaded(editor, "gedraaid.jpg", TURNED)
    assert (image.width, image.height) == (HEIGHT, WIDTH)
    image.refresh_from_db()
    assert (image.width, image.height) == (HEIGHT, WIDTH)
    for kept in everything_kept(image):
        assert CANARY not in kept
        picture = Image.open(BytesIO(kept)).convert("RGB")
        assert picture.height > picture.width
        assert picture.getpixel((picture.width // 2, picture.height // 5))[0] > 200


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_in_words(editor, name):
    response = posted(editor, reverse("wagtailimages:add"), name, REFUSED[name])
    assert response.status_code == 200
    assert "Deze foto" in words(response)
    assert not CustomImage.objects.exists()


def test_new_file_of_a_picture_is_made_anew_and_the_old_one_goes(editor):
    image = uploaded(editor, "foto.jpg", PICTURES["foto.jpg"][0])
    old = image.file.path
    url = reverse("wagtailimages:edit", args=[image.pk])
    assert posted(editor, url, "gedraaid.jpg", TURNED).status_code == 302
    image = CustomImage.objects.get()
    assert (image.width, image.height) == (HEIGHT, WIDTH)
    assert image.file_size == len(Path(image.file.path).read_bytes())
    assert not Path(old).exists()
    assert all(CANARY not in kept for kept in everything_kept(image))


def test_title_changes_without_a_new_file(editor):
    image = uploaded(editor, "foto.jpg", PICTURES["foto.jpg"][0])
    url = reverse("wagtailimages:edit", args=[image.pk])
    assert editor.post(url, filled_in(editor, url) | {"title": "Anders"}).status_code == 302
    again = CustomImage.objects.get()
    assert (again.title, again.file.name) == ("Anders", image.file.name)


@pytest.mark.parametrize("name", ["foto.jpg", "telefoon.heic"])
def test_picture_from_the_chooser_is_made_anew(editor, name):
    url = reverse("wagtailimages_chooser:create")
    fields = {
        "image-chooser-upload-title": "Een brug",
        "image-chooser-upload-file": SimpleUploadedFile(name, PICTURES[name][0]),
        "image-chooser-upload-collection": Collection.get_first_root_node().pk,
    }
    response = editor.post(url, fields)
    assert response.status_code == 200, response.content
    assert all(CANARY not in kept for kept in everything_kept(CustomImage.objects.get()))


def test_many_at_once_are_made_anew_or_refused(editor):
    url = reverse("wagtailimages:add_multiple")
    good = SimpleUploadedFile("telefoon.heic", PICTURES["telefoon.heic"][0])
    assert editor.post(url, {"files[]": good, "title": "Een brug"}).json()["success"]
    bad = SimpleUploadedFile("bom.png", REFUSED["bom.png"])
    told = editor.post(url, {"files[]": bad, "title": "Een bom"}).json()
    assert not told["success"]
    assert "te groot" in told["error_message"]
    assert all(CANARY not in kept for kept in everything_kept(CustomImage.objects.get()))


def test_picture_that_code_makes_is_made_anew():
    image = CustomImage(title="Een brug", file=ContentFile(TURNED, "brug.jpg"))
    image.save()
    assert (image.width, image.height) == (HEIGHT, WIDTH)
    assert all(CANARY not in kept for kept in everything_kept(image))
    assert image.file_size == image.file.size


def test_file_that_code_saves_is_made_anew():
    image = CustomImage(title="Een brug")
    image.file.save("brug.png", ContentFile(PICTURES["aanhangsel.png"][0]))
    assert all(CANARY not in kept for kept in everything_kept(image))


def test_code_cannot_keep_what_is_no_picture():
    image = CustomImage(title="Een boek")
    with pytest.raises(PictureError):
        image.file.save("boek.jpg", ContentFile(REFUSED["boek.jpg"]))


def test_deleted_picture_leaves_no_file(editor, django_capture_on_commit_callbacks):
    image = uploaded(editor, "foto.jpg", PICTURES["foto.jpg"][0])
    kept = [Path(image.file.path), Path(image.get_rendition("width-30|format-webp").file.path)]
    assert all(path.exists() for path in kept)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not any(path.exists() for path in kept)


# --- Who gets to see it -----------------------------------------------------------------------


def test_original_has_no_address_and_its_name_tells_nothing(editor, client, settings):
    image = uploaded(editor, "Jan de Vries ziek.jpg", PICTURES["foto.jpg"][0])
    assert "vries" not in image.file.name.lower()
    assert not Path(image.file.path).is_relative_to(settings.MEDIA_ROOT)
    with pytest.raises(NotImplementedError):
        assert image.file.url
    client.logout()
    for address in (f"/media/{image.file.name}", f"/media/images/../{image.file.name}"):
        assert client.get(address).status_code == 404
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 302


def test_rendition_is_for_everybody(editor, client):
    image = uploaded(editor, "foto.jpg", PICTURES["foto.jpg"][0])
    client.logout()
    response = client.get(image.get_rendition("width-30|format-webp").url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    response.close()


def test_figure_shows_avif_and_webp_with_their_size(editor, client):
    image = uploaded(editor, "foto.jpg", PICTURES["foto.jpg"][0])
    block = FigureBlock()
    value = block.to_python({"image": {"image": image.pk, "alt_text": "Een brug"}, "caption": ""})
    figure = parsed(block.render(value))
    kinds = [source.get("type") for source in figure.iter("source")]
    assert kinds == ["image/avif"]
    shown = figure.find(".//img")
    assert shown.get("src").endswith(".webp")
    assert (shown.get("width"), shown.get("height")) == (str(WIDTH), str(HEIGHT))
    assert shown.get("alt") == "Een brug"
    response = client.get(shown.get("src"))
    assert response.status_code == 200
    response.close()


def test_document_of_a_private_collection_is_not_for_strangers(editor, client, settings):
    private = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    url = reverse("wagtaildocs:add")
    fields = filled_in(editor, url) | {
        "title": "Verslag",
        "file": SimpleUploadedFile("verslag.txt", CANARY),
        "collection": private.pk,
    }
    assert editor.post(url, fields).status_code == 302
    document = CustomDocument.objects.get()
    assert not Path(document.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert b"".join(editor.get(document.url)) == CANARY
    client.logout()
    assert client.get(document.url).status_code == 302
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_public_document_is_handed_out_by_wagtail_alone(client):
    document = CustomDocument(title="Verslag", file=ContentFile(b"tekst", "verslag.txt"))
    document.save()
    assert b"".join(client.get(document.url)) == b"tekst"
    assert client.get(f"/media/{document.file.name}").status_code == 404
