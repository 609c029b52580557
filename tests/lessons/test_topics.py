"""One word for one thing: synonyms, and two topics that become one."""

import pytest
from wagtail.log_actions import registry

from lessons import topics
from lessons.models import ExamplePage, Synonym, Topic
from lessons.models.example import ExampleForm
from lessons.topic_forms import SynonymForm
from members.practices.admin.viewsets import PracticeForm, PracticeViewSet
from tests.people import at_desk

from .factories import make_example


def topic(name: str) -> Topic:
    return Topic.objects.create(name=name)


def names(example) -> set[str]:
    return {one.name for one in example.topics.all()}


@pytest.fixture
def burgerberaad(db) -> Topic:
    return topic("burgerberaad")


@pytest.fixture
def inwonersberaad(db) -> Topic:
    return topic("inwonersberaad")


def test_synonym_means_its_topic_in_any_capitals_and_once(burgerberaad, els):
    topics.add_synonym(burgerberaad, "Inwonersberaad", by=els)
    typed = ["INWONERSBERAAD", "burgerberaad", " nieuw  woord "]
    assert topics.known_topics(typed) == [burgerberaad, "nieuw woord"]


@pytest.mark.parametrize("typed", ["École", "école", "ÉCOLE", "éCOLE"])
def test_capital_with_an_accent_is_a_capital_on_every_database(els, typed):
    school = topic("École")
    assert topics.known_topics([typed]) == [school]
    assert not SynonymForm({"name": typed}).is_valid()
    topics.add_synonym(school, "Lycée (groot)", by=els)
    assert topics.known_topics(["LYCÉE (GROOT)", "lycée ", "École op straat"]) == [
        school,
        "lycée",
        "École op straat",
    ]


def test_new_word_in_two_kinds_of_capitals_is_one_word(db):
    assert topics.known_topics(["École", "école", "Wijk", "wijk"]) == ["École", "Wijk"]


def test_address_of_a_synonym_leads_to_the_topic(
    client, content, burgerberaad, els, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_example("Beraad", topics=["burgerberaad"])
    topics.add_synonym(burgerberaad, "inwonersberaad", by=els)
    answer = client.get("/onderwerpen/inwonersberaad/")
    assert (answer.status_code, answer.url) == (301, "/onderwerpen/burgerberaad/")


def test_address_of_a_topic_without_anything_to_read_leads_nowhere(client, burgerberaad, els):
    topics.add_synonym(burgerberaad, "inwonersberaad", by=els)
    assert client.get("/onderwerpen/inwonersberaad/").status_code == 404


def test_searching_for_a_synonym_finds_what_is_about_the_topic(
    client, content, burgerberaad, els, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_example("Beraad", topics=["burgerberaad"])
        word = topics.add_synonym(burgerberaad, "inwonerspraat", by=els)
    assert "/beraad/" in client.get("/zoeken/?q=inwonerspraat").text
    with django_capture_on_commit_callbacks(execute=True):
        topics.remove_synonym(word, by=els)
    assert "/beraad/" not in client.get("/zoeken/?q=inwonerspraat").text


def test_merging_moves_pages_and_keeps_the_address(
    client, content, burgerberaad, inwonersberaad, els, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        both = make_example("Beide", topics=["burgerberaad", "inwonersberaad"])
        one = make_example("Een", topics=["inwonersberaad"])
        topics.merge(inwonersberaad, into=burgerberaad, by=els)
    assert names(both) == names(one) == {"burgerberaad"}
    assert not Topic.objects.filter(name="inwonersberaad").exists()
    assert client.get("/onderwerpen/inwonersberaad/").url == burgerberaad.get_absolute_url()
    assert topics.known_topics(["inwonersberaad"]) == [burgerberaad]
    entry = registry.get_logs_for_instance(burgerberaad).get()
    assert (entry.action, entry.user) == ("topics.merge", els)


def test_draft_written_before_the_merge_keeps_its_topic(content, burgerberaad, inwonersberaad, els):
    example = make_example("Concept", topics=["inwonersberaad"])
    example.save_revision()
    fresh = make_example("Nog nergens")
    fresh.topics.add("inwonersberaad")
    fresh.save_revision()
    topics.merge(inwonersberaad, into=burgerberaad, by=els)
    for page in (example, fresh):
        ExamplePage.objects.get(pk=page.pk).get_latest_revision().publish()
        assert names(ExamplePage.objects.get(pk=page.pk)) == {"burgerberaad"}


def test_merging_twice_keeps_every_older_word(burgerberaad, inwonersberaad, els):
    third = topic("burgerraad")
    topics.merge(inwonersberaad, into=burgerberaad, by=els)
    topics.merge(burgerberaad, into=third, by=els)
    assert topics.known_topics(["inwonersberaad", "burgerberaad"]) == [third]


def test_editor_adds_and_removes_a_word_and_merges_at_the_desk(burgerberaad, inwonersberaad, els):
    editor, desk = at_desk(els), f"/redactie/onderwerpen/{burgerberaad.pk}/"
    editor.post(desk, {"act": "add", "name": "burgertop"})
    word = Synonym.objects.get(name="burgertop")
    assert "burgertop" in editor.get(desk).text
    editor.post(desk, {"act": "remove", "synonym": word.pk})
    assert not Synonym.objects.exists()
    answer = editor.post(desk, {"act": "merge", "into": "Inwonersberaad"})
    assert answer.url == f"/redactie/onderwerpen/{inwonersberaad.pk}/"
    assert Topic.objects.get() == inwonersberaad


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"act": "add", "name": ""}, "Typ een woord."),
        ({"act": "add", "name": "a, b"}, "zonder komma"),
        ({"act": "add", "name": "Inwonersberaad"}, "is zelf een onderwerp"),
        ({"act": "add", "name": "Burgertop"}, "betekent al"),
        ({"act": "merge", "into": "bestaat niet"}, "Er is geen onderwerp"),
        ({"act": "merge", "into": "burgerberaad"}, "hetzelfde onderwerp"),
    ],
)
def test_desk_says_what_to_do_instead(burgerberaad, inwonersberaad, els, form, error):
    topics.add_synonym(burgerberaad, "burgertop", by=els)
    page = at_desk(els).post(f"/redactie/onderwerpen/{burgerberaad.pk}/", form).text
    assert error in page
    assert Topic.objects.count() == 2


def test_topic_list_at_the_desk_leads_to_the_words(burgerberaad, els):
    page = at_desk(els).get("/redactie/snippets/lessons/topic/").text
    assert f"/redactie/onderwerpen/{burgerberaad.pk}/" in page


@pytest.mark.parametrize("form_class", [ExampleForm, PracticeForm])
def test_word_typed_at_the_desk_gives_the_topic(burgerberaad, els, form_class):
    topics.add_synonym(burgerberaad, "inwonersberaad", by=els)
    form = form_class.__new__(form_class)
    form.cleaned_data = {"topics": ["Inwonersberaad"]}
    assert form.clean_topics() == ["burgerberaad"]


def test_desk_uses_those_forms():
    assert issubclass(ExamplePage.get_edit_handler().get_form_class(), ExampleForm)
    assert issubclass(PracticeViewSet().get_edit_handler().get_form_class(), PracticeForm)
