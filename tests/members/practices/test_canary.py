"""A practice without a name: its writer and municipality come out nowhere but at the desk."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.people.models import Profile, User
from members.practices import review, trials
from members.practices.attachments import uploads
from members.practices.comments import comments
from members.practices.models import Audience, Kind, Practice
from members.practices.sharing import submission
from members.practices.trials import Outcome
from tests.people import member

from .files import CLEANED

NAME, PLACE, TITLE = "Zwaantje Kanarie", "Wijdemeren", "Het spreekuur dat niemand wilde"
BEGIN = ("/", "/ervaringen/", "/zoeken/?q=spreekuur", "/onderwerpen/spreekuren/", "/vragen/")
ALSO = (
    "/feeds/alles.atom",
    "/feeds/ervaringen.atom",
    "/sitemap.xml",
    "/api/v2/pages/?limit=100",
    "/api/v2/lessons/?limit=100",
    "/api/v2/municipalities/?limit=100",
    "/zoeken/?q=wijdemeren",
    "/zoeken/?q=kanarie",
    "/zoeken/suggesties/?q=kanarie",
    "/zoeken/suggesties/?q=spreek",
    "/ervaringen/?provincie=Noord-Holland",
    "/gemeenten/wijdemeren/",
    "/leden/",
)
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
# Hundreds of pages that hold one municipality each; of ours there is one in ALSO.
NOT_CRAWLED = re.compile(r"^/(static|account|redactie|delen|gemeenten/.+|.*weggooien|.*\.ics)")


@pytest.fixture
def writer(content) -> User:
    person = User.objects.create_user("z.kanarie@wijdemeren.example", NAME)
    Profile.objects.create(person=person, slug="zwaantje-kanarie")
    member(person, Municipality.objects.get(name=PLACE))
    return person


@pytest.fixture
def practice(share, writer, bram, els, mailoutbox) -> Practice:
    """Public, with files, a comment by its writer and a trial by somebody else."""
    files = [
        uploads.store(SimpleUploadedFile(name, CLEANED[name]), owner=writer, now=timezone.now())
        for name in ("foto.jpg", "verslag van kanarie.pdf")
    ]
    hidden = {
        "title": TITLE,
        "kind": Kind.FAILED,
        "under_pseudonym": True,
        "audience": Audience.PUBLIC,
        "topics": ["spreekuren"],
        "files": files,
    }
    made = share(by=writer, **hidden)
    review.ask_changes(review.waiting().get().pk, "Korter graag.", by=els, now=timezone.now())
    share(by=writer, practice=made, **hidden)
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    made.refresh_from_db()
    now = timezone.now()
    said = comments.comment(made, "Wie weet raad?", token=uuid4(), by=bram, now=now)
    comments.comment(made, "Ik leg het uit.", token=uuid4(), by=writer, now=now, parent=said)
    told = Outcome(bram.memberships.get().municipality, now.date(), "gestopt", "niet gevraagd")
    trials.tell(made, told, by=bram, now=now)
    return made


def crawl(client: Client) -> Iterator[tuple[str, str]]:
    """Every address that can be reached, with what it answers."""
    waiting, seen = [*BEGIN, *ALSO], set(BEGIN) | set(ALSO)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        text = body.decode("utf-8", "replace") + str(response.headers)
        yield address, text
        if response.headers.get("Content-Type", "").startswith("text/html"):
            found = {link.replace("&amp;", "&") for link in LINK.findall(text)}
            fresh = {one for one in found - seen if not NOT_CRAWLED.match(one)}
            seen |= fresh
            waiting += fresh


def test_public_reads_neither_name_nor_place(client, practice):
    pages = dict(crawl(client))
    assert practice.get_absolute_url() in pages
    assert any("/bijlagen/" in address for address in pages)
    assert [address for address, text in pages.items() if "kanarie" in text.lower()] == [
        # What the reader typed stands in the search field.
        address
        for address in pages
        if "q=kanarie" in address and "suggesties" not in address
    ]
    _no_page_ties_them(pages, practice)


def test_members_read_neither_name_nor_place_beside_the_practice(logged_in, practice, bram):
    pages = dict(crawl(logged_in(bram)))
    assert practice.get_absolute_url() in pages
    # The directory knows her, as it knows every member.
    assert "Kanarie" in pages["/leden/"]
    _no_page_ties_them(pages, practice)


def _no_page_ties_them(pages: dict[str, str], practice: Practice) -> None:
    for address, text in pages.items():
        if practice.slug in text or TITLE in text:
            assert "kanarie" not in text.lower(), address
            assert "wijdemeren" not in text.lower(), address


def test_mails_and_files_tell_nothing(practice, writer, els, mailoutbox, settings):
    for mail in mailoutbox:
        told = f"{mail.subject} {mail.body} {mail.extra_headers}"
        assert TITLE not in told
        assert PLACE not in told
        if mail.to not in ([writer.email], [els.email]):
            assert "kanarie" not in told.lower()
    folders = [Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)]
    stored = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(stored) == 2
    for path in stored:
        assert b"kanarie" not in path.read_bytes().lower()
        assert "kanarie" not in path.name


def test_slug_of_a_new_title_tells_nothing_either(share, writer):
    practice = share(by=writer, title=TITLE, kind=Kind.FAILED, under_pseudonym=True)
    assert practice.slug == "het-spreekuur-dat-niemand-wilde"


def test_withdrawing_hides_it_from_search_as_well(client, practice, writer):
    submission.withdraw(practice, by=writer, now=timezone.now())
    assert TITLE not in client.get("/zoeken/?q=spreekuur").text
