"""Comments, answers, recognition, reports."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from members.practices import review
from members.practices.comments import comments, moderation
from members.practices.listing import PER_PAGE
from members.practices.models import Audience, Comment, Kind, Practice, Recognition, Report
from members.practices.sharing import submission


@pytest.fixture
def practice(share, anna) -> Practice:
    return share(by=anna)


@pytest.fixture
def say(practice):
    def write(by, text="Dat herken ik.", parent=None, about=None) -> Comment:
        return comments.comment(
            about or practice, text, token=uuid4(), by=by, now=timezone.now(), parent=parent
        )

    return write


def test_member_reacts_and_the_writer_hears_of_it(logged_in, practice, anna, bram, mailoutbox):
    mailoutbox.clear()
    form = {"text": "Bij ons ook.\n\n- eerst dit\n- dan dat", "token": str(uuid4())}
    response = logged_in(bram).post(f"{practice.get_absolute_url()}reageren/", form, follow=True)
    assert "<li>eerst dit</li>" in response.text
    assert [mail.to for mail in mailoutbox] == [[anna.email]]
    assert "ons ook" not in mailoutbox[0].body
    practice.refresh_from_db()
    assert practice.comment_count == 1


def test_comment_does_not_mail_the_whole_directory(say, anna, bram, monkeypatch, mailoutbox):
    monkeypatch.setattr(comments, "MOST_MENTIONED", 1)
    names = [person.profile.slug for person in (bram, anna)]
    mailoutbox.clear()
    made = say(anna, " ".join(f"@{name}" for name in names))
    assert list(made.mentioned.all()) == [bram]
    assert [mail.to for mail in mailoutbox] == [[bram.email]]


def test_double_click_is_one_comment(logged_in, practice, bram):
    form = {"text": "Eén keer.", "token": str(uuid4())}
    for _click in range(2):
        logged_in(bram).post(f"{practice.get_absolute_url()}reageren/", form)
    assert Comment.objects.count() == 1


def test_address_that_a_form_posts_to_leads_back_to_that_form(logged_in, say, practice, anna, bram):
    """The page with the error stands at it, and a login that ended comes back to it."""
    here = practice.get_absolute_url()
    client, said = logged_in(bram), say(anna)
    for act in ("reageren", "herkenbaar", "ga-ik-proberen"):
        page = client.get(f"{here}{act}/", follow=True)
        assert page.redirect_chain == [(here, 302)]
        assert page.status_code == 200
    assert client.get(f"/ervaringen/reacties/{said.pk}/antwoord/").url == said.get_absolute_url()
    assert not Recognition.objects.exists()


def test_empty_comment_says_what_to_do(logged_in, practice, bram):
    form = {"text": " ", "token": str(uuid4())}
    page = logged_in(bram).post(f"{practice.get_absolute_url()}reageren/", form).text
    assert "Schrijf uw reactie op." in page


def test_answer_to_an_answer_joins_the_thread(say, anna, bram):
    first = say(bram)
    second = say(anna, parent=first)
    third = say(bram, parent=second)
    assert (second.parent, third.parent) == (first, first)


def test_public_does_not_read_what_members_say(client, share, anna, bram, els):
    practice = share(by=anna, audience=Audience.PUBLIC)
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    comments.comment(practice, "Onder ons.", token=uuid4(), by=bram, now=timezone.now())
    assert "Onder ons." not in client.get(practice.get_absolute_url()).text


def test_comment_can_be_changed_for_half_an_hour_by_its_writer(logged_in, say, anna, bram):
    said = say(bram)
    address = f"/ervaringen/reacties/{said.pk}/aanpassen/"
    logged_in(bram).post(address, {"text": "Beter gezegd."})
    assert Comment.objects.get().text == "Beter gezegd."
    assert logged_in(anna).post(address, {"text": "Van Anna."}).status_code == 403
    Comment.objects.update(made_at=timezone.now() - timedelta(minutes=31))
    page = logged_in(bram).post(address, {"text": "Te laat."}, follow=True).text
    assert "U kunt een reactie een half uur lang aanpassen." in page
    assert Comment.objects.get().text == "Beter gezegd."


def test_colleague_who_is_named_hears_of_it_and_is_a_link(
    logged_in, practice, say, anna, bram, mailoutbox
):
    mailoutbox.clear()
    say(anna, "Vraag het @bram, niet @niemand of anna@bram.nl.")
    assert [mail.to for mail in mailoutbox] == [[bram.email]]
    page = logged_in(bram).get(practice.get_absolute_url()).text
    assert '<a href="/leden/bram/">@bram</a>' in page
    assert "/leden/niemand/" not in page


def test_recognising_counts_once_and_can_be_taken_back(logged_in, practice, bram):
    address = f"{practice.get_absolute_url()}herkenbaar/"
    logged_in(bram).post(address)
    assert "Herkenbaar (1)" in logged_in(bram).get(practice.get_absolute_url()).text
    logged_in(bram).post(address)
    assert not Recognition.objects.exists()


def test_who_asked_chooses_the_answer(logged_in, share, anna, bram):
    question = share(by=anna, kind=Kind.QUESTION, title="Wie weet dit?")
    answer = comments.comment(question, "Ik.", token=uuid4(), by=bram, now=timezone.now())
    assert "Wie weet dit?" in logged_in(bram).get("/vragen/").text
    address = f"/ervaringen/reacties/{answer.pk}/antwoord/"
    assert logged_in(bram).post(address).status_code == 403
    logged_in(anna).post(address)
    assert "Gekozen antwoord" in logged_in(bram).get(question.get_absolute_url()).text
    assert "Wie weet dit?" not in logged_in(bram).get("/vragen/").text
    logged_in(anna).post(address)
    assert "Wie weet dit?" in logged_in(bram).get("/vragen/").text


def test_experience_has_no_answer_to_choose(logged_in, say, anna, bram):
    said = say(bram)
    assert logged_in(anna).post(f"/ervaringen/reacties/{said.pk}/antwoord/").status_code == 403


def test_outsider_reads_and_does_nothing(client, logged_in, practice, say, bram, chris):
    said = say(bram)
    for address in (
        "/vragen/",
        f"{practice.get_absolute_url()}reageren/",
        f"{practice.get_absolute_url()}herkenbaar/",
        f"{practice.get_absolute_url()}ga-ik-proberen/",
        f"{practice.get_absolute_url()}geprobeerd/",
        f"{practice.get_absolute_url()}melden/",
        f"/ervaringen/reacties/{said.pk}/aanpassen/",
        f"/ervaringen/reacties/{said.pk}/melden/",
    ):
        assert logged_in(chris).post(address, {"text": "x"}).status_code in (403, 405)
    assert Comment.objects.count() == 1


def test_reported_comment_is_hidden_with_a_reason_and_can_come_back(
    logged_in, practice, say, anna, bram, els, mailoutbox
):
    said = say(bram, "Mevrouw De Vries uit de Kerkstraat klaagde.")
    mailoutbox.clear()
    address = f"/ervaringen/reacties/{said.pk}/melden/"
    for _twice in range(2):
        logged_in(anna).post(address, {"reason": "Er staat een naam in."})
    assert Report.objects.count() == 1
    assert [mail.to for mail in mailoutbox] == [[els.email]]
    assert "Er staat een naam in." in logged_in(els).get("/redactie/meldingen/").text
    logged_in(els).post(
        f"/redactie/meldingen/reactie/{said.pk}/", {"act": "hide", "reason": "Zonder namen graag."}
    )
    assert mailoutbox[-1].to == [bram.email]
    assert "namen" not in mailoutbox[-1].body
    assert "Kerkstraat" not in logged_in(anna).get(practice.get_absolute_url()).text
    assert "Zonder namen graag." not in logged_in(anna).get(practice.get_absolute_url()).text
    assert "Zonder namen graag." in logged_in(bram).get(practice.get_absolute_url()).text
    assert not moderation.open_reports().exists()
    logged_in(els).post(
        f"/redactie/meldingen/reactie/{said.pk}/", {"act": "restore", "reason": "Naam is weg."}
    )
    assert "Kerkstraat" in logged_in(anna).get(practice.get_absolute_url()).text
    trail = ModelLogEntry.objects.filter(action__endswith="_comment").values_list("action", "data")
    assert {(action, data["reason"]) for action, data in trail} == {
        ("practices.hide_comment", "Zonder namen graag."),
        ("practices.restore_comment", "Naam is weg."),
    }


def test_second_editor_hides_nothing_twice(say, bram, els):
    said, now = say(bram), timezone.now()
    assert moderation.hide(said, "Eerst.", by=els, now=now)
    assert not moderation.hide(said, "Daarna.", by=els, now=now)
    said.refresh_from_db()
    assert said.hidden_reason == "Eerst."


def test_editor_leaves_a_report_with_a_reason(logged_in, practice, bram, els):
    logged_in(bram).post(f"{practice.get_absolute_url()}melden/", {"reason": "Niet aardig."})
    report = Report.objects.get()
    address = f"/redactie/meldingen/{report.pk}/laten/"
    logged_in(els).post(address, {"reason": ""})
    assert moderation.open_reports().exists()
    logged_in(els).post(address, {"reason": "Dit mag."})
    assert not moderation.open_reports().exists()


def test_moderation_is_closed_to_members(logged_in, say, anna, bram):
    said = say(bram)
    for address in ("/redactie/meldingen/", f"/redactie/meldingen/reactie/{said.pk}/"):
        assert logged_in(anna).get(address).status_code in (302, 403)


def test_writer_without_a_name_stays_so_in_the_thread(logged_in, share, anna, bram):
    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    comments.comment(practice, "Ik leg het uit.", token=uuid4(), by=anna, now=timezone.now())
    page = logged_in(bram).get(practice.get_absolute_url()).text
    assert "Ik leg het uit." in page
    assert "De schrijver van deze ervaring" in page
    assert "Anna" not in page


def test_twenty_comments_cost_the_same_queries_as_two(
    logged_in, practice, say, anna, bram, django_assert_num_queries, django_assert_max_num_queries
):
    for _one in range(2):
        say(bram, "Zie @anna.", parent=say(anna, "Zie @bram."))
    client = logged_in(bram)
    client.get(practice.get_absolute_url())
    with django_assert_max_num_queries(20) as few:
        client.get(practice.get_absolute_url())
    for _one in range(18):
        say(bram, "Zie @anna.", parent=say(anna, "Zie @bram."))
    with django_assert_num_queries(len(few)):
        client.get(practice.get_absolute_url())


def test_reported_practice_is_taken_down_with_a_reason_and_can_come_back(
    logged_in, practice, anna, bram, els, mailoutbox
):
    logged_in(bram).post(f"{practice.get_absolute_url()}melden/", {"reason": "Er staat een naam."})
    desk = f"/redactie/meldingen/ervaring/{practice.pk}/"
    assert "Er staat een naam." in logged_in(els).get(desk).text
    mailoutbox.clear()
    logged_in(els).post(desk, {"act": "hide", "reason": "Zonder namen graag."})
    assert [mail.to for mail in mailoutbox] == [[anna.email]]
    assert logged_in(bram).get(practice.get_absolute_url()).status_code == 404
    state = f"{practice.get_absolute_url()}stand/"
    assert "Zonder namen graag." in logged_in(anna).get(state).text
    assert not moderation.open_reports().exists()
    assert practice.title in logged_in(els).get("/redactie/meldingen/").text
    logged_in(els).post(desk, {"act": "restore", "reason": "De naam mag."})
    assert logged_in(bram).get(practice.get_absolute_url()).status_code == 200
    assert "Zonder namen graag." not in logged_in(anna).get(state).text
    trail = ModelLogEntry.objects.filter(action__in=["practices.take_down", "practices.put_back"])
    assert {entry.data["reason"] for entry in trail} == {"Zonder namen graag.", "De naam mag."}


def test_second_editor_takes_nothing_down_twice(practice, els):
    assert moderation.take_down(practice, "Eerst.", by=els, now=timezone.now())
    assert not moderation.take_down(practice, "Daarna.", by=els, now=timezone.now())
    assert moderation.put_back(practice, "Terug.", by=els)
    assert not moderation.put_back(practice, "Nog eens.", by=els)


def test_what_its_author_withdrew_stays_away(practice, anna, els):
    submission.withdraw(practice, by=anna, now=timezone.now())
    assert not moderation.put_back(practice, "Toch.", by=els)
    practice.refresh_from_db()
    assert not practice.live


def test_every_unanswered_question_can_be_reached(logged_in, share, anna, bram):
    for number in range(PER_PAGE + 1):
        share(by=anna, kind=Kind.QUESTION, title=f"Vraag nummer {number}.")
    client, address = logged_in(bram), "/vragen/"
    first = client.get(address)
    assert "Vraag nummer 0." not in first.text
    assert "Vraag nummer 0." in client.get(address + first.context["shown"].next_page).text


def test_mistake_shows_below_the_comment_that_was_answered(logged_in, practice, say, anna, bram):
    first, second = say(anna, "Een"), say(anna, "Twee")
    typed = {"text": "x" * 3001, "token": uuid4(), "parent": second.pk}
    page = logged_in(bram).post(f"{practice.get_absolute_url()}reageren/", typed).text
    assert page.count("gb-form-field--invalid") == page.count("autofocus") == 1
    assert page.count("x" * 3001) == page.count("Uw antwoord") == 1
    assert f'id="reactie-fout-{second.pk}"' in page
    assert f'id="reactie-fout-{first.pk}"' not in page
    page = (
        logged_in(bram).post(f"{practice.get_absolute_url()}reageren/", typed | {"parent": ""}).text
    )
    assert page.count('id="reactie-fout-"') == page.count("autofocus") == 1
    assert "Uw antwoord" not in page


def test_link_below_a_thread_opens_the_form_for_an_answer(logged_in, practice, say, anna, bram):
    first, second = say(anna, "Een"), say(anna, "Twee")
    client, address = logged_in(bram), practice.get_absolute_url()
    link = f"{address}?antwoord={second.pk}#reactie-tekst-{second.pk}"
    assert link in client.get(address).text
    page = client.get(link).text
    assert page.index("Twee") < page.index("Uw antwoord")
    assert page.count(f'name="parent" value="{second.pk}"') == 1
    client.post(
        f"{address}reageren/", {"text": "Drie", "token": uuid4(), "parent": second.pk}, follow=True
    )
    assert Comment.objects.get(text="Drie").parent == second
    assert not first.replies.exists()


@pytest.mark.parametrize("wanted", ["0", "x", "", "%00", "99999999999999999999"])
def test_answer_to_nothing_opens_no_form(logged_in, practice, say, anna, bram, wanted):
    say(anna)
    page = logged_in(bram).get(f"{practice.get_absolute_url()}?antwoord={wanted}")
    assert page.status_code == 200
    assert "Uw antwoord" not in page.text


def test_hidden_comment_cannot_be_answered(logged_in, practice, say, anna, bram, els):
    said = say(anna)
    moderation.hide(said, "Zonder namen graag.", by=els, now=timezone.now())
    page = logged_in(bram).get(f"{practice.get_absolute_url()}?antwoord={said.pk}").text
    assert "?antwoord=" not in page
    assert "Uw antwoord" not in page


def test_text_is_kept_when_what_it_answers_was_just_hidden(
    logged_in, practice, say, anna, bram, els
):
    said = say(anna)
    moderation.hide(said, "Zonder namen graag.", by=els, now=timezone.now())
    typed = {"text": "y" * 3001, "token": uuid4(), "parent": said.pk}
    page = logged_in(bram).post(f"{practice.get_absolute_url()}reageren/", typed).text
    assert "y" * 3001 in page


@pytest.mark.parametrize("parent", [None, "x", "0", "99999999999999999999"])
def test_answer_to_what_is_gone_is_kept_and_told(logged_in, practice, say, anna, bram, els, parent):
    said = say(anna)
    moderation.hide(said, "Zonder namen graag.", by=els, now=timezone.now())
    typed = {"text": "Dat herken ik.", "token": uuid4(), "parent": parent or said.pk}
    page = logged_in(bram).post(f"{practice.get_absolute_url()}reageren/", typed).text
    assert ">Dat herken ik.</textarea>" in page
    assert "is er niet meer" in page
    assert not Comment.objects.filter(author=bram).exists()
