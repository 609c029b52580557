"""Typing topics: suggestions that tell nothing, and synonyms that give the topic."""

import pytest
from django.utils import timezone

from lessons import topics
from lessons.models import Topic
from members.people.models import ProfileTopic
from members.practices import review
from members.practices.models import Audience, Practice
from members.updates import following
from members.updates.models import Follow

from .conftest import answers

SUGGEST = "/ervaringen/delen/onderwerpen/"


@pytest.fixture
def burgerberaad(share, anna) -> Topic:
    share(by=anna, topics=["burgerberaad"])
    return Topic.objects.get(name="burgerberaad")


def test_beginning_of_the_last_word_is_suggested(logged_in, bram, burgerberaad):
    assert 'data-value="burgerberaad"' in logged_in(bram).get(SUGGEST, {"q": "raad; burg"}).text
    page = logged_in(bram).get(SUGGEST, {"q": "toezicht, Burg"}).text
    assert 'data-value="burgerberaad"' in page
    assert "1 onderwerp." in page


@pytest.mark.parametrize("typed", ["", "toezicht,", "beraad", "x" * 500, "%", "\0"])
def test_nothing_is_suggested_without_a_beginning(logged_in, bram, burgerberaad, typed):
    assert logged_in(bram).get(SUGGEST, {"q": typed}).text.strip() == ""


def test_synonym_suggests_its_topic(logged_in, bram, els, burgerberaad):
    topics.add_synonym(burgerberaad, "inwonersberaad", by=els)
    page = logged_in(bram).get(SUGGEST, {"q": "inw"}).text
    assert 'data-value="burgerberaad"' in page
    assert "ook: inwonersberaad" in page


def test_word_of_a_text_that_nobody_reads_yet_is_not_suggested(logged_in, share, anna, bram):
    share(by=anna, topics=["geheimwoord"], audience=Audience.PUBLIC)
    assert logged_in(bram).get(SUGGEST, {"q": "geheim"}).text.strip() == ""


def test_typing_a_synonym_gives_the_topic(logged_in, bram, els, burgerberaad):
    topics.add_synonym(burgerberaad, "inwonersberaad", by=els)
    place = bram.memberships.get().municipality_id
    form = answers(topics="Inwonersberaad, wijkgericht werken", municipality=place, title="Nieuw")
    logged_in(bram).post("/ervaringen/delen/", form)
    shared = Practice.objects.get(title="Nieuw")
    assert set(shared.topics.names()) == {"burgerberaad", "wijkgericht werken"}


@pytest.mark.parametrize(
    "typed",
    ["raad; bewoners", "raad, bewoners", 'raad;"bewoners"', "“raad”; bewoners;", 'raad, "bewoners'],
)
def test_semicolons_separate_and_quotation_marks_do_not_come_back(logged_in, anna, typed):
    client = logged_in(anna)
    client.post("/mijn/profiel/", {"name": "Anna", "topics": typed})
    assert set(anna.profile.topics.names()) == {"raad", "bewoners"}
    client.post("/mijn/profiel/", {"name": "Anna", "topics": "wijkgericht werken; raad"})
    assert 'value="raad, wijkgericht werken"' in client.get("/mijn/profiel/").text


def test_one_topic_of_two_words_stays_one(logged_in, anna):
    logged_in(anna).post("/ervaringen/delen/", answers(topics="wijkgericht werken"))
    assert Practice.objects.get().topics.get().name == "wijkgericht werken"


def test_merging_moves_practices_profiles_follows_and_what_waits(
    logged_in, share, anna, bram, els, burgerberaad
):
    """A practice that stands there, a new text of it that waits, a profile, and who follows it."""
    practice = share(by=bram, topics=["inwonersberaad"], audience=Audience.PUBLIC)
    old = Topic.objects.get(name="inwonersberaad")
    anna.profile.topics.add("inwonersberaad", "burgerberaad")
    for topic in (old, burgerberaad):
        following.follow(bram, "topic", topic, now=timezone.now())
    topics.merge(old, into=burgerberaad, by=els)
    assert ProfileTopic.objects.get().tag == burgerberaad
    assert Follow.objects.get().topic == burgerberaad
    for task in review.waiting():
        review.approve(task.pk, by=els, now=timezone.now())
    practice = Practice.objects.get(pk=practice.pk)
    assert practice.live
    assert [one.name for one in practice.topics.all()] == ["burgerberaad"]
    page = logged_in(bram).get("/ervaringen/?onderwerp=inwonersberaad").text
    assert practice.title in page


def test_topic_of_what_a_reader_may_not_read_is_not_named(share, client, logged_in, anna, bram):
    share(by=anna, topics=["Inwonersberaad"])
    address = "/ervaringen/?onderwerp=inwonersberaad"
    assert "Inwonersberaad" not in client.get(address).text
    assert "Inwonersberaad" in logged_in(bram).get(address).text
