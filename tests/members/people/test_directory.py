"""/leden/: colleagues find each other, and see what each of them wants to show."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from members.people import profiles
from members.people.models import Membership, Photo, Profile, User
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons(db):
    return [people.lesson(number) for number in range(1, 8)]


@pytest.fixture
def heusden(db):
    return people.municipality("Heusden")


@pytest.fixture
def viewer(chris):
    people.member(chris, people.municipality("Ermelo", province="Gelderland", inhabitants=27_000))
    return people.logged_in(chris)


@pytest.fixture
def shown(anna, heusden, lessons) -> Profile:
    people.member(anna, heusden)
    profile = anna.profile
    profile.working_on = "Buurthuizen openhouden"
    profile.save()
    profile.offers.set(lessons[:1])
    profile.seeks.set(lessons[1:2])
    profile.topics.add("buurthuizen")
    return profile


def names(client, query: str) -> list[str]:
    page = client.get(f"/leden/?{query}").context["page_obj"]
    return [profile.person.name for profile in page]


FITTING = (
    "q=anna",
    "q=heusd",
    "helpt=1",
    "zoekt=2",
    "provincie=Noord-Brabant",
    "grootte=middelgroot&helpt=1",
    "functie=gemeentesecretaris&helpt=1",
    "onderwerp=buurthuizen",
)


@pytest.mark.parametrize("query", FITTING)
def test_filter_finds_who_fits(viewer, shown, query):
    assert names(viewer, query) == ["Anna"]


@pytest.mark.parametrize(
    "query", ["helpt=3", "zoekt=1", "provincie=Limburg", "grootte=stad", "q=zzz", "functie=interim"]
)
def test_filter_leaves_out_who_does_not_fit(viewer, shown, query):
    assert "Anna" not in names(viewer, query)


@pytest.mark.parametrize("query", ["helpt=99", "provincie=Atlantis", "pagina=zz", "q=%00", "q='"])
def test_strange_filter_is_a_normal_page(viewer, shown, query):
    assert viewer.get(f"/leden/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("field", "gone", "queries"),
    [
        (
            "municipality",
            "Heusden",
            ["q=heusd", "provincie=Noord-Brabant&helpt=1", "grootte=middelgroot&helpt=1"],
        ),
        ("offers", "Helpt bij", ["helpt=1"]),
        ("seeks", "Zoekt hulp bij", ["zoekt=2"]),
        ("working_on", "Buurthuizen openhouden", ["onderwerp=buurthuizen"]),
        ("email", "anna@example.org", []),
    ],
)
def test_hidden_field_is_neither_shown_nor_found(viewer, shown, field, gone, queries):
    assert gone in viewer.get("/leden/anna/").content.decode() or field == "offers"
    setattr(shown, f"hide_{field}", True)
    shown.save()
    assert gone not in viewer.get("/leden/anna/").content.decode().split("<main")[1]
    for query in queries:
        if "onderwerp" not in query:  # An unknown topic filters nothing.
            assert "Anna" not in names(viewer, query), query


def test_hidden_role_cannot_be_found_either(viewer, shown):
    shown.hide_municipality = True
    shown.save()
    assert "Anna" not in names(viewer, "functie=gemeentesecretaris")


def test_hidden_topic_is_not_even_a_choice(viewer, shown):
    assert "buurthuizen" in viewer.get("/leden/").content.decode()
    shown.hide_working_on = True
    shown.save()
    assert "buurthuizen" not in viewer.get("/leden/").content.decode()


def test_alumnus_and_suspended_are_not_in_the_directory(viewer, shown):
    long_ago = timezone.localdate() - timedelta(days=400)
    for fields in (
        {"until": long_ago},
        {"until": None, "suspended_on": long_ago, "suspension": "redactie"},
    ):
        Membership.objects.filter(person=shown.person).update(**fields)
        assert viewer.get("/leden/anna/").status_code == 404
        assert "Anna" not in names(viewer, "")


def _photo(size=(900, 600)) -> SimpleUploadedFile:
    data, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "GEHEIME-CAMERA"
    Image.new("RGB", size, "teal").save(data, "JPEG", exif=exif)
    return SimpleUploadedFile("mij.jpg", data.getvalue(), "image/jpeg")


def post_profile(client, **fields):
    return client.post("/mijn/profiel/", {"name": "Anna"} | fields)


def test_photo_is_made_small_and_forgets_the_camera(viewer, shown, anna):
    post_profile(people.logged_in(anna), photo=_photo())
    answer = viewer.get("/leden/anna/foto/")
    assert b"GEHEIME-CAMERA" not in answer.content
    assert Image.open(BytesIO(answer.content)).size == (480, 480)
    assert answer.headers["Content-Type"] == "image/jpeg"


MARK = b"GEHEIM-VAN-DE-MAKER"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("JPEG", {"comment": MARK}),
        ("JPEG", {"icc_profile": MARK * 20}),
        ("JPEG", {"xmp": b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>"}),
        ("JPEG", {"extra": b"\xff\xed" + (len(MARK) + 2).to_bytes(2, "big") + MARK}),
        ("PNG", {"pnginfo": "Comment"}),
        ("WEBP", {"xmp": MARK}),
        ("WEBP", {"icc_profile": MARK * 20}),
    ],
)
def test_photo_keeps_nothing_but_its_pixels(viewer, shown, anna, kind, written):
    if text := written.pop("pnginfo", None):
        written["pnginfo"] = PngInfo()
        written["pnginfo"].add_text(text, MARK.decode())
    data = BytesIO()
    Image.new("RGB", (600, 600), "teal").save(data, kind, **written)
    assert MARK in data.getvalue()
    post_profile(people.logged_in(anna), photo=SimpleUploadedFile("x", data.getvalue()))
    kept = bytes(Photo.objects.get().jpeg)
    assert MARK not in kept
    # What the format itself needs, and nothing that could hold a word.
    assert set(Image.open(BytesIO(kept)).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }


@pytest.mark.parametrize("how", ["suspended", "inactive"])
def test_photo_goes_with_the_profile(viewer, shown, anna, how):
    post_profile(people.logged_in(anna), photo=_photo())
    assert viewer.get("/leden/anna/foto/").status_code == 200
    if how == "suspended":
        anna.memberships.update(suspended_on=timezone.localdate(), suspension="redactie")
    else:
        User.objects.filter(pk=anna.pk).update(is_active=False)
    assert viewer.get("/leden/anna/").status_code == 404
    assert viewer.get("/leden/anna/foto/").status_code == 404


def test_hidden_or_removed_photo_is_gone(viewer, shown, anna):
    client = people.logged_in(anna)
    post_profile(client, photo=_photo(), hidden=["photo"])
    assert viewer.get("/leden/anna/foto/").status_code == 404
    post_profile(client, remove_photo="on")
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.jpg", b"<html><script>alert(1)</script>"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
        ("x.jpg", b"\xff\xd8\xff\xe0 broken"),
        ("x.png", b""),
    ],
)
def test_what_is_no_photo_is_refused_with_advice(shown, anna, name, data):
    answer = post_profile(people.logged_in(anna), photo=SimpleUploadedFile(name, data))
    assert answer.status_code == 200
    assert not Photo.objects.exists()
    assert "Kies" in answer.content.decode() or "leeg" in answer.content.decode()


def test_photo_of_too_many_pixels_is_refused(shown, anna):
    data = BytesIO()
    Image.new("1", (8000, 8000)).save(data, "PNG")
    answer = post_profile(
        people.logged_in(anna), photo=SimpleUploadedFile("x.png", data.getvalue())
    )
    assert "te groot" in answer.content.decode()


def test_profile_is_kept(shown, anna, lessons):
    client = people.logged_in(anna)
    post_profile(
        client,
        working_on="Een wijkraad",
        topics="wijkraad, inspraak",
        offers=[lessons[3].pk],
        hidden=["email", "since"],
    )
    shown.refresh_from_db()
    assert shown.working_on == "Een wijkraad"
    assert {topic.name for topic in shown.topics.all()} == {"wijkraad", "inspraak"}
    assert (shown.hide_email, shown.hide_since, shown.hide_photo) == (True, True, False)


def test_namesakes_get_addresses_of_their_own(anna, bram, shown):
    bram.name = "Anna"
    bram.save()
    assert profiles.make_for(bram).slug == "anna-2"


def _crowd(count: int, place, lessons) -> None:
    """Members in bulk, all with lessons to offer."""
    numbers = range(User.objects.count(), User.objects.count() + count)
    made = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"P {n}") for n in numbers)
    today = timezone.localdate()
    Membership.objects.bulk_create(
        Membership(
            person=one, municipality=place, role="loco-secretaris", start=today, confirmed_on=today
        )
        for one in made
    )
    rows = Profile.objects.bulk_create(Profile(person=one, slug=f"p{one.pk}") for one in made)
    through = Profile.offers.through
    through.objects.bulk_create(
        through(profile=profile, lessonpage=lesson) for profile in rows for lesson in lessons[:2]
    )


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/leden/", 18),
        ("/leden/?helpt=1&provincie=Noord-Brabant&grootte=middelgroot&functie=loco-secretaris", 22),
        ("/leden/anna/", 16),
    ],
)
def test_pages_take_as_many_queries_for_5000_members_as_for_50(
    viewer, shown, heusden, lessons, path, most
):
    counts = []
    for more in (50, 4_950):
        _crowd(more, heusden, lessons)
        viewer.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert viewer.get(path).status_code == 200
        # Reading only: once a minute a request also notes that somebody was here.
        counts.append(sum(query["sql"].startswith("SELECT") for query in queries))
    assert counts[0] == counts[1]
    assert counts[0] <= most, [query["sql"][:150] for query in queries]
