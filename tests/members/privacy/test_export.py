"""What somebody downloads about themselves."""

import io
import json
import zipfile

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from lessons.models import LessonPage
from members.intervision.encryption import texts
from members.intervision.models import Enrolment, Method, Round
from members.people.models import AskedColleague, ColleagueRequest, Invitation, Photo, User
from members.privacy.export import export, sections_of
from tests.people import application, log_in_by_code, mailed_code, pass_time

JPEG = b"\xff\xd8\xff\xe0 a portrait"


@pytest.fixture
def busy_anna(anna, bram, heusden) -> User:
    """Anna after a year: something of most things."""
    now = timezone.now()
    anna.profile.working_on = "Een nieuw wijkteam"
    anna.profile.save()
    Photo.objects.create(profile=anna.profile, jpeg=JPEG)
    application(anna, heusden, state="approved", motivation="Ik wil leren", decided_at=now)
    request = ColleagueRequest.objects.create(
        person=anna, lesson=LessonPage.objects.first(), question="Hoe pakt u dit aan?", made_at=now
    )
    AskedColleague.objects.create(
        request=request, person=bram, asked_at=now, reply="ja", replied_at=now
    )
    Invitation.objects.create(
        inviter=anna,
        name="Daan de Derde",
        email="daan@example.org",
        key_hash="b" * 64,
        made_at=now,
        expires_at=now + timezone.timedelta(days=30),
    )
    return anna


def downloaded(person: User) -> dict[str, bytes]:
    archive = io.BytesIO()
    export(person, into=archive, now=timezone.now())
    return unzipped(archive)


def unzipped(stream) -> dict[str, bytes]:
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_download_holds_what_somebody_wrote_and_what_was_decided(busy_anna):
    files = downloaded(busy_anna)
    data = json.loads(files["mijn-gegevens.json"])
    tables = {one["tabel"]: one["rijen"] for one in data["gegevens"]}
    assert data["van"] == "anna@example.org"
    assert tables["people.User"][0]["name"] == "Anna van Zanten"
    assert tables["people.Membership"][0]["municipality"] == "Heusden"
    assert tables["people.Application"][0]["motivation"] == "Ik wil leren"
    assert tables["people.Profile"][0]["working_on"] == "Een nieuw wijkteam"
    assert tables["people.ColleagueRequest"][0]["question"] == "Hoe pakt u dit aan?"


def test_download_reads_as_a_page_with_the_same_words(busy_anna):
    page = downloaded(busy_anna)["mijn-gegevens.html"].decode()
    for words in ("Uw lidmaatschappen", "Heusden", "Een nieuw wijkteam", "Hoe pakt u dit aan?"):
        assert words in page
    assert '<a href="bestanden/jpeg-' in page


def test_download_holds_the_photo(busy_anna):
    files = downloaded(busy_anna)
    assert JPEG in files.values()


def test_download_never_holds_others(busy_anna):
    everything = b"".join(downloaded(busy_anna).values())
    for words in ("Bram", "bram@example.org", "Daan", "daan@example.org"):
        assert words.encode() not in everything


def test_download_never_holds_secrets(busy_anna):
    busy_anna.set_unusable_password()
    busy_anna.save()
    everything = b"".join(downloaded(busy_anna).values())
    assert busy_anna.password.encode() not in everything
    assert b"b" * 64 not in everything


def test_invitation_by_a_colleague_is_in_the_download_of_the_invited(busy_anna, chris):
    Invitation.objects.update(email="Chris@example.org", name="Chris")
    titles = [section.title for section in sections_of(chris)]
    assert "Uitnodigingen aan u" in titles


def test_download_leaves_a_line_in_the_trail_without_a_name(busy_anna):
    downloaded(busy_anna)
    entry = ModelLogEntry.objects.get(action="privacy.export")
    assert (entry.user, entry.label) == (busy_anna, f"Account {busy_anna.pk}")


def test_download_takes_as_many_queries_for_much_as_for_little(busy_anna, bram, share):
    share(by=busy_anna, topics=["toezicht"])
    with CaptureQueriesContext(connection) as little:
        list(sections_of(busy_anna))
    for _ in range(5):
        busy_anna.colleague_requests.create(
            lesson=LessonPage.objects.first(), question="Nog een", made_at=timezone.now()
        )
        share(by=busy_anna, topics=["toezicht", "buurthuizen"])
    with CaptureQueriesContext(connection) as much:
        list(sections_of(busy_anna))
    assert len(much) == len(little)


@pytest.fixture
def client_of_anna(anna) -> Client:
    client = Client()
    log_in_by_code(client, anna.email)
    return client


DOWNLOAD = "/mijn/gegevens/downloaden/"


def test_download_asks_for_a_fresh_proof(client_of_anna):
    pass_time(client_of_anna, 301)
    answer = client_of_anna.get(DOWNLOAD)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/")


def test_proof_leads_to_a_page_with_the_button_and_not_to_a_file(client_of_anna):
    """A file leaves the browser where it was: at a question that was answered."""
    pass_time(client_of_anna, 301)
    # Also for whoever left the page with the button open for too long.
    assert client_of_anna.post(DOWNLOAD)["Location"] == DOWNLOAD
    proof = client_of_anna.get(DOWNLOAD)["Location"]
    client_of_anna.post(proof, {"send": "1", "next": DOWNLOAD})
    answer = client_of_anna.post(proof, {"code": mailed_code(), "next": DOWNLOAD})
    assert (answer.status_code, answer["Location"]) == (302, DOWNLOAD)
    assert "Zip-bestand downloaden" in client_of_anna.get(DOWNLOAD).text
    answer = client_of_anna.post(DOWNLOAD)
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    assert "mijn-gegevens.json" in unzipped(io.BytesIO(b"".join(answer.streaming_content)))
    answer.close()


def test_a_fresh_login_downloads_without_another_code(client_of_anna):
    mail.outbox.clear()
    answer = client_of_anna.post("/mijn/gegevens/downloaden/")
    answer.close()
    assert answer.status_code == 200
    assert mail.outbox == []


def test_only_the_button_downloads(client_of_anna):
    assert client_of_anna.get(DOWNLOAD)["Content-Type"].startswith("text/html")


def test_download_while_a_round_is_being_destroyed_says_so(content, anna):
    """Its key goes first, and the rows a moment later."""
    now = timezone.now()
    one = Round.objects.create(
        title="Najaar",
        slug="najaar",
        method=Method.objects.first(),
        state="gepland",
        sign_up_until=now,
        made_at=now,
    )
    mine = Enrolment(round=one, person=anna, brings_case=True, made_at=now, changed_at=now)
    mine.state = "geplaatst"
    mine.save()
    mine.sentence = "De raad draait"
    mine.save()
    assert "De raad draait" in downloaded(anna)["mijn-gegevens.html"].decode()
    texts.destroy(one.pk)
    page = downloaded(anna)["mijn-gegevens.html"].decode()
    assert "vernietigd" in page
    assert "De raad draait" not in page
