"""Reading practices: the right ones for each reader, at the same cost however many there are."""

import re
from datetime import timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from lessons.models import LessonPage
from members.practices import review
from members.practices.listing import Wish
from members.practices.models import Audience, Kind, Practice
from tests.people import facilitators

LIST = "/ervaringen/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def public(share, anna, els):
    """Share for everyone, approved."""

    def make(**changes) -> Practice:
        practice = share(by=anna, audience=Audience.PUBLIC, **changes)
        review.approve(review.waiting().get().pk, by=els, now=timezone.now())
        practice.refresh_from_db()
        return practice

    return make


def many(practice: Practice, count: int) -> None:
    """Copies of a practice, each an hour older than the one before."""
    through = Practice.lessons.through
    copies = [
        Practice(
            **{
                field.attname: getattr(practice, field.attname)
                for field in Practice._meta.concrete_fields
                if not field.primary_key
                and field.name not in ("slug", "latest_revision", "live_revision")
            }
        )
        for _one in range(count)
    ]
    for number, copy in enumerate(copies):
        copy.slug = f"kopie-{uuid4()}"
        copy.title = f"Kopie {number}"
        copy.first_published_at -= timedelta(hours=number + 1)
    made = Practice.objects.bulk_create(copies)
    lesson = practice.lessons.first()
    through.objects.bulk_create(through(practice=one, lessonpage=lesson) for one in made)


def test_everyone_reads_the_public_part_and_members_the_rest(
    client, logged_in, public, share, anna, bram
):
    public(title="Voor iedereen")
    share(by=anna, title="Voor leden")
    page = client.get(LIST).text
    assert "Voor iedereen" in page
    assert "Voor leden" not in page
    assert "Voor leden" in logged_in(bram).get(LIST).text


def missing(client: Client, slug: str) -> str:
    """The page that says so, but for the address itself and the number of this answer."""
    page = client.get(f"/ervaringen/{slug}/").text.replace(slug, "x")
    return re.sub(r"[2-9A-Z]{4}-[2-9A-Z]{4}", "", page)


def test_outsider_finds_nothing_at_the_address_of_a_members_practice(
    client, logged_in, share, anna, bram, chris
):
    practice = share(by=anna)
    assert client.get(practice.get_absolute_url()).status_code == 404
    assert missing(client, practice.slug) == missing(client, "bestaat-niet")
    assert logged_in(chris).get(practice.get_absolute_url()).status_code == 404
    assert logged_in(bram).get(practice.get_absolute_url()).status_code == 200


def test_public_sees_the_municipality_and_members_the_name(client, logged_in, public, bram):
    practice = public()
    page = client.get(practice.get_absolute_url()).text
    assert "Gemeente Heusden" in page
    assert "Anna" not in page
    assert "Anna" in logged_in(bram).get(practice.get_absolute_url()).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"soort": "wat-werkte"}, True),
        ({"soort": "vraag"}, False),
        ({"les": "2"}, True),
        ({"les": "3"}, False),
        ({"onderwerp": "toezicht"}, True),
        ({"onderwerp": "parkeren"}, False),
        ({"omvang": "middelgroot"}, True),
        ({"omvang": "stad"}, False),
        ({"provincie": "Noord-Brabant"}, True),
        ({"provincie": "Drenthe"}, False),
        ({"geprobeerd": "ja"}, False),
        ({"les": "x", "omvang": "x", "soort": "x", "na": "x.y"}, True),
        ({"na": "1.2.99999999999999999999999"}, False),
    ],
)
def test_list_is_narrowed_by_what_the_reader_chooses(client, public, query, found):
    practice = public(topics=["toezicht"])
    response = client.get(LIST, query)
    assert response.status_code == 200
    assert (practice.get_absolute_url() in response.text) is found


def test_pseudonym_is_found_by_size_and_never_by_province(client, public, crowd):
    crowd(5, "middelgroot")
    practice = public(kind=Kind.FAILED, under_pseudonym=True)
    assert practice.title in client.get(LIST, {"omvang": "middelgroot"}).text
    assert practice.title not in client.get(LIST, {"provincie": "Noord-Brabant"}).text


def test_pages_follow_each_other_without_gap_or_repeat(client, public):
    many(public(title="Kopie"), 44)
    # Some at the very same moment.
    Practice.objects.filter(title__endswith="1").update(first_published_at=timezone.now())
    seen, address = [], LIST
    while address:
        page = client.get(address)
        seen += [one.pk for one in page.context["shown"].practices]
        address = page.context["shown"].next_page and LIST + page.context["shown"].next_page
    assert len(seen) == len(set(seen)) == 45
    newest = list(Practice.objects.newest().values_list("pk", flat=True))
    assert seen == newest


def test_most_tried_come_first_page_after_page(client, public):
    many(public(title="Kopie"), 44)
    Practice.objects.update(trial_count=F("id") % 5)
    address, counts = f"{LIST}?volgorde=geprobeerd", []
    while address:
        page = client.get(address)
        counts += [one.trial_count for one in page.context["shown"].practices]
        address = page.context["shown"].next_page and LIST + page.context["shown"].next_page
    assert len(counts) == 45
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("address", ["", "?les=2&omvang=middelgroot&volgorde=geprobeerd"])
def test_list_asks_the_same_of_the_database_at_three_and_at_many(
    logged_in, bram, public, django_assert_num_queries, django_assert_max_num_queries, address
):
    many(public(topics=["toezicht"]), 3)
    client = logged_in(bram)
    client.get(LIST + address)
    with django_assert_max_num_queries(12) as few:
        client.get(LIST + address)
    many(Practice.objects.first(), 300)
    with django_assert_num_queries(len(few)):
        client.get(LIST + address)


def test_kept_practice_costs_a_member_few_queries(
    logged_in, bram, public, settings, django_assert_max_num_queries
):
    settings.PAGE_CACHE_SECONDS = 300
    practice = public(topics=["toezicht"])
    client = logged_in(bram)
    client.get(practice.get_absolute_url())
    with django_assert_max_num_queries(6):
        client.get(practice.get_absolute_url())


def test_lesson_shows_what_supports_and_what_contradicts_it(
    client, logged_in, public, share, anna, bram
):
    lesson = LessonPage.objects.get(number=2)
    public(title="Dit hielp")
    public(title="Dit mislukte", kind=Kind.FAILED)
    share(by=anna, title="Alleen intern")
    page = client.get(lesson.url).text
    assert page.index("Dit werkte") < page.index("Dit hielp") < page.index("Dit lukte niet")
    assert "Dit mislukte" in page
    assert "Alleen intern" not in page
    assert "Alleen intern" in logged_in(bram).get(lesson.url).text
    other = LessonPage.objects.get(number=3)
    assert "Dit hielp" not in client.get(other.url).text


def test_lesson_asks_few_questions_for_the_public(
    client, public, settings, django_assert_max_num_queries
):
    settings.PAGE_CACHE_SECONDS = 300
    many(public(), 50)
    many(public(kind=Kind.FAILED), 50)
    address = LessonPage.objects.get(number=2).url
    client.get(f"{address}?warm")
    with django_assert_max_num_queries(8):
        page = client.get(f"{address}?cold").text
    assert "Alle ervaringen bij deze les (60 en meer)" in page


def test_municipality_shows_what_carries_its_name(
    client, logged_in, public, share, crowd, anna, bram
):
    address = anna.memberships.get().municipality.get_absolute_url()
    crowd(8, anna.memberships.get().municipality.size_class.key)
    failed = {"kind": Kind.FAILED, "under_pseudonym": True}
    public(title="Voor iedereen")
    public(title="Zonder naam", **failed)
    share(by=anna, title="Voor leden")
    share(by=anna, title="Zonder naam voor leden", **failed)
    share(by=bram, title="Van een ander")
    page, members = client.get(address).text, logged_in(bram).get(address).text
    assert "Voor iedereen" in page
    assert "Voor leden" not in page
    assert "Voor iedereen" in members
    assert "Voor leden" in members
    for shown in (page, members, logged_in(anna).get(address).text):
        assert "Zonder naam" not in shown
        assert "Van een ander" not in shown


def test_municipality_costs_a_member_the_same_with_more_practices(
    logged_in, share, anna, bram, django_assert_num_queries, django_assert_max_num_queries
):
    address = anna.memberships.get().municipality.get_absolute_url()
    client = logged_in(bram)
    share(by=anna)
    client.get(address)
    with django_assert_max_num_queries(24) as few:
        client.get(address)
    many(share(by=anna), 30)
    with django_assert_num_queries(len(few)):
        page = client.get(address).text
    assert "Dit zijn de nieuwste." in page


def test_kept_municipality_page_shows_a_practice_that_is_new(client, public, anna, settings):
    settings.PAGE_CACHE_SECONDS = 300
    address = anna.memberships.get().municipality.get_absolute_url()
    client.get(address)
    practice = public(title="Net geplaatst")
    assert "Net geplaatst" in client.get(address).text
    Practice.objects.get(pk=practice.pk).unpublish()
    assert "Net geplaatst" not in client.get(address).text


def test_reader_is_told_that_members_share_more_and_not_how_much(client, logged_in, share, anna):
    empty = client.get(LIST).text
    share(by=anna)
    assert client.get(LIST).text == empty
    assert "ervaringen die alleen leden lezen" in empty
    assert '<a href="/account/login/?next=/ervaringen/">Log in</a>' in empty
    assert '<a href="/lid-worden/">Word lid</a>' in empty
    assert "die alleen leden lezen" not in logged_in(anna).get(LIST).text


def test_kept_lesson_page_shows_a_practice_that_is_new(client, public, settings):
    settings.PAGE_CACHE_SECONDS = 300
    address = LessonPage.objects.get(number=2).url
    client.get(address)
    practice = public(title="Net geplaatst")
    assert "Net geplaatst" in client.get(address).text
    Practice.objects.get(pk=practice.pk).unpublish()
    assert "Net geplaatst" not in client.get(address).text


def test_feeds_hold_the_public_part(client, public, share, anna):
    public(title="Voor iedereen", topics=["toezicht"])
    share(by=anna, title="Voor leden")
    for address in ("/feeds/ervaringen.atom", "/feeds/alles.atom"):
        feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own answer
        titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
        assert "Wat werkte: Voor iedereen" in titles
        assert not any("Voor leden" in title for title in titles)


def test_search_finds_with_the_reader_s_own_rights(client, logged_in, public, share, anna, bram):
    public(title="Boomspiegels voor iedereen")
    share(by=anna, title="Boomspiegels voor leden", topics=["groen"])
    page = client.get("/zoeken/", {"q": "boomspiegels"}).text
    assert "voor iedereen" in page
    assert "voor leden" not in page
    assert "voor leden" in logged_in(bram).get("/zoeken/", {"q": "boomspiegels"}).text
    assert "voor leden" in logged_in(bram).get("/onderwerpen/groen/").text


def test_search_does_not_find_a_pseudonym_by_its_municipality(logged_in, public, bram):
    public(title="Speeltuin zonder kinderen", kind=Kind.FAILED, under_pseudonym=True)
    assert "Speeltuin zonder kinderen" not in logged_in(bram).get("/zoeken/", {"q": "heusden"}).text
    assert "zonder kinderen" in logged_in(bram).get("/zoeken/", {"q": "speeltuin"}).text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["onderwerp", "na", "soort", "les", "omvang", "provincie"])
def test_control_characters_in_the_address_are_left_out(client, content, name):
    assert client.get(f"{LIST}?{name}=%00%1f").status_code == 200
    assert Wish.from_query({"onderwerp": "toe\x00zicht\x1f", "na": "\x00"}) == Wish(
        topic="toezicht"
    )


def test_facilitator_who_is_suspended_as_a_member_reads_nothing_of_members(
    share, logged_in, anna, bram
):
    practice = share(by=anna)
    bram.groups.add(facilitators())
    bram.memberships.update(suspended_on=timezone.localdate(), suspension="redactie")
    assert logged_in(bram).get(practice.get_absolute_url()).status_code == 404
