"""From practice to example: nothing appears that the author did not agree to, word for word."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page

from lessons.models import ExamplePage
from members.practices import promotion
from members.practices.models import Kind, Practice, Promotion
from members.practices.promotion import NotAgreedError, fingerprint

from .xss import CORPUS

# As the paragraphs of an example have them.
FEATURES = ["bold", "italic", "link", "ul", "ol"]


@pytest.fixture
def practice(share, anna) -> Practice:
    return share(by=anna, topics=["toezicht"], otherwise="Eerder beginnen.")


@pytest.fixture
def promoted(practice, els) -> Promotion:
    promotion.promote(practice, by=els, now=timezone.now())
    return Promotion.objects.get()


def say_yes(logged_in, person, practice):
    address = f"{practice.get_absolute_url()}voorbeeld/"
    client = logged_in(person)
    text = client.get(address).context["text"]
    return client.post(address, {"text": text}, follow=True)


def test_draft_holds_what_the_practice_tells(promoted, practice):
    example = promotion.latest(promoted)
    assert not example.live
    assert example.title == practice.title
    assert example.municipality.name == "Heusden"
    assert [lesson.number for lesson in example.lessons.all()] == [2]
    assert [topic.name for topic in example.topics.all()] == ["toezicht"]
    body = str(example.body)
    assert "We gaven iedere straat een vast gezicht." in body
    assert "Het aantal klachten halveerde." in body
    assert "Eerder beginnen." in str(example.hard)


def test_making_it_twice_is_one_draft(logged_in, practice, els):
    address = f"/redactie/ervaringen/{practice.pk}/voorbeeld/"
    for _click in range(2):
        response = logged_in(els).post(address)
        assert "/redactie/pages/" in response.url
    assert Promotion.objects.count() == 1


def test_nothing_is_published_before_the_author_agrees(promoted, els):
    revision = promoted.example.get_latest_revision()
    with pytest.raises(NotAgreedError):
        revision.publish(user=els)
    assert not ExamplePage.objects.get(pk=promoted.example_id).live


def test_author_agrees_and_it_is_published(logged_in, promoted, practice, anna, els, mailoutbox):
    assert "Lees wat de redactie van uw ervaring maakte" in logged_in(anna).get("/mijn/").text
    mailoutbox.clear()
    page = say_yes(logged_in, anna, practice)
    assert "U bent akkoord met deze tekst." in page.text
    assert [mail.to for mail in mailoutbox] == [[els.email]]
    Page.objects.get(pk=promoted.example_id).specific.get_latest_revision().publish(user=els)
    assert ExamplePage.objects.get(pk=promoted.example_id).live


def test_changed_word_asks_for_agreement_again(logged_in, promoted, practice, anna, els):
    say_yes(logged_in, anna, practice)
    example = ExamplePage.objects.get(pk=promoted.example_id)
    example.intro = "Toch net iets anders."
    revision = example.save_revision(user=els)
    with pytest.raises(NotAgreedError):
        revision.publish(user=els)


def test_agreeing_to_a_text_that_was_changed_meanwhile_is_told(logged_in, promoted, practice, anna):
    address = f"{practice.get_absolute_url()}voorbeeld/"
    client = logged_in(anna)
    text = client.get(address).context["text"]
    example = ExamplePage.objects.get(pk=promoted.example_id)
    example.intro = "Toch net iets anders."
    example.save_revision()
    assert (
        "De tekst is intussen veranderd." in client.post(address, {"text": text}, follow=True).text
    )
    promoted.refresh_from_db()
    assert promoted.agreed_at is None


def test_author_says_what_has_to_change(logged_in, promoted, practice, anna, els):
    address = f"{practice.get_absolute_url()}voorbeeld/"
    assert "Schrijf op wat er anders moet." in logged_in(anna).post(address, {"remark": ""}).text
    logged_in(anna).post(address, {"remark": "Noem de wethouder niet."})
    page = logged_in(els).get(f"/redactie/ervaringen/{practice.pk}/voorbeeld/").text
    assert "Noem de wethouder niet." in page


def test_desk_says_why_it_cannot_be_published_yet(logged_in, promoted, els):
    address = f"/redactie/pages/{promoted.example_id}/edit/"
    client = logged_in(els)
    form = client.get(address).context["form"]
    assert form.instance.pk == promoted.example_id
    request = client.get(address).wsgi_request
    from members.practices.wagtail_hooks import wait_for_agreement

    answer = wait_for_agreement(request, promoted.example)
    assert answer.status_code == 302


def test_only_the_author_is_asked(logged_in, promoted, practice, bram, els):
    address = f"{practice.get_absolute_url()}voorbeeld/"
    assert logged_in(bram).get(address).status_code == 404
    assert logged_in(els).post(address, {"text": "x"}).status_code == 403


def test_example_of_a_practice_without_a_name_has_none(share, anna, els, crowd):
    crowd(5, "middelgroot")
    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    example = promotion.promote(practice, by=els, now=timezone.now())
    assert example.municipality is None
    assert example.owner_name == "Een gemeente van 20.000 tot 50.000 inwoners"
    assert "Heusden" not in str(example.serializable_data())


def test_page_that_is_not_of_a_practice_needs_no_agreement(content, els):
    example = ExamplePage.objects.live().first()
    example.intro = "Iets anders."
    example.save_revision().publish(user=els)
    assert ExamplePage.objects.get(pk=example.pk).intro == "Iets anders."


def body(text: str) -> list[dict]:
    return [{"type": "paragraph", "value": text, "id": str(uuid4())}]


def test_agreement_survives_how_the_desk_writes_the_same_text_down(promoted):
    one, other = promotion.latest(promoted), promotion.latest(promoted)
    one.body = body('<p>Eerst <em>dit</em> &amp; dat.</p>\n\n<p>Zie <a href="/x/">hier</a>.</p>')
    other.body = body(
        '<p data-block-key="a1">Eerst <i>dit</i> &amp; dat.</p><p>Zie <a href="/x/">hier</a>.</p>'
    )
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    "changed",
    [
        '<p>Eerst niet <em>dit</em> &amp; dat.</p><p>Zie <a href="/x/">hier</a>.</p>',
        '<p>Eerst <em>dit</em> &amp; dat!</p><p>Zie <a href="/x/">hier</a>.</p>',
        '<p>Eerst <em>dit</em> &amp; dat.</p><p>Zie <a href="/y/">hier</a>.</p>',
        "<p>Eerst <em>dit</em> &amp; dat.</p><p>Zie hier.</p>",
    ],
)
def test_agreement_does_not_survive_another_word_or_link(promoted, changed):
    one, other = promotion.latest(promoted), promotion.latest(promoted)
    one.body = body('<p>Eerst <em>dit</em> &amp; dat.</p><p>Zie <a href="/x/">hier</a>.</p>')
    other.body = body(changed)
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize("text", ["Eerst dit.\nDan dat.", "- een\n- twee", *CORPUS])
def test_editors_screen_can_read_whatever_was_typed(text):
    for block in promotion._paragraphs(text):
        json.loads(ContentstateConverter(FEATURES).from_database_format(block["value"]))
