"""/ervaringen/delen/: nothing that was typed is lost, and nothing wrong comes through."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members.practices.models import Audience, Draft, Kind, Practice, StoredFile, Submission
from members.practices.sharing import drafts, submission

from ..conftest import SHARE, answers, hidden
from ..files import photo


def test_opening_the_form_keeps_nothing(logged_in, anna):
    assert logged_in(anna).get(SHARE).status_code == 200
    assert not Draft.objects.exists()


def test_member_shares_in_one_go(logged_in, anna):
    response = logged_in(anna).post(SHARE, answers(), follow=True)
    practice = Practice.objects.get()
    assert response.redirect_chain == [
        ("/ervaringen/de-wijkagent-aan-de-keukentafel/stand/?nieuw", 302)
    ]
    assert practice.live
    assert practice.author == anna
    assert not Draft.objects.exists()


def test_double_click_gives_one_practice_back_twice(logged_in, anna):
    form = answers()
    pages = [logged_in(anna).post(SHARE, form, follow=True) for _click in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert Practice.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, "Geef uw ervaring een titel."),
        ({"lessons": []}, "Kies één tot drie lessen."),
        ({"action": ""}, "Vertel wat u deed."),
        ({"residents": ""}, "Kies of bewoners gevraagd is"),
        ({"residents": "gevraagd"}, "Vul in wat bewoners zeiden"),
        ({"co_author": "Zorro"}, "We vinden geen ander lid"),
        ({"under_pseudonym": "on"}, "kan alleen bij ‘Wat niet lukte’"),
    ],
)
def test_error_says_what_to_do_and_keeps_what_was_typed(logged_in, anna, wrong, told):
    page = logged_in(anna).post(SHARE, answers(**wrong)).text
    assert told in page
    assert "Niemand wist wie hij kon bellen." in page
    assert not Practice.objects.exists()
    assert Draft.objects.get().answers["matter"] == ["Niemand wist wie hij kon bellen."]


def test_what_is_too_long_is_kept_whole_and_told(logged_in, anna):
    title, matter = "Lang " * 30, "Langer " * 600
    page = logged_in(anna).post(SHARE, answers(title=title, matter=matter)).text
    assert "Maak deze tekst korter: hoogstens 120 tekens." in page
    assert "Maak deze tekst korter: hoogstens 4.000 tekens." in page
    assert f'value="{title}"' in page
    assert matter in page
    assert "maxlength" not in page.partition('name="title"')[2].partition(">")[0]
    assert "maxlength" not in page.partition('name="matter"')[2].partition(">")[0]


def test_form_says_what_a_question_may_leave_empty(logged_in, anna):
    page = logged_in(anna).get(SHARE).text
    for name in ("action", "result"):
        label = page.partition(f'<label for="id_{name}">')[2].partition("</label>")[0]
        assert "(niet verplicht bij een vraag)" in label
    said = page.partition('<label for="id_residents_view">')[2].partition("</label>")[0]
    assert "(verplicht als u het hun vroeg)" in said


def test_question_needs_no_story(logged_in, anna):
    bare = {"kind": Kind.QUESTION, "action": "", "result": "", "residents": "", "otherwise": ""}
    logged_in(anna).post(SHARE, answers(**bare))
    assert Practice.objects.get().kind == Kind.QUESTION


def test_more_than_three_lessons_are_too_many(logged_in, anna):
    from lessons.models import LessonPage

    four = [str(pk) for pk in LessonPage.objects.values_list("pk", flat=True)[:4]]
    assert "Kies hoogstens drie lessen" in logged_in(anna).post(SHARE, answers(lessons=four)).text


def test_municipality_of_somebody_else_cannot_be_chosen(logged_in, anna, bram):
    place = str(bram.memberships.get().municipality_id)
    page = logged_in(anna).post(SHARE, answers(municipality=place)).text
    assert "Kies een gemeente waar u werkt of werkte." in page


def test_outsider_cannot_share(logged_in, chris):
    assert logged_in(chris).get(SHARE).status_code == 403
    assert logged_in(chris).post(SHARE, answers()).status_code == 403
    assert not Draft.objects.exists()


def test_revising_begins_with_the_text_as_it_is(logged_in, share, anna, bram):
    practice = share(by=anna, topics=["toezicht"])
    address = f"/ervaringen/{practice.slug}/aanpassen/"
    page = logged_in(anna).get(address).text
    assert "Niemand wist wie hij kon bellen." in page
    assert "toezicht" in page
    assert logged_in(bram).get(address).status_code == 404
    form = answers(title="Nieuwe titel", slug=practice.slug, audience=Audience.MEMBERS)
    logged_in(anna).post(address, form)
    practice.refresh_from_db()
    assert practice.title == "Nieuwe titel"
    assert Practice.objects.count() == 1


def test_two_tabs_on_one_revision_give_a_choice(share, anna):
    practice, now = share(by=anna), timezone.now()
    first = drafts.save_draft(
        token=uuid4(), version=0, answers={"title": ["a"]}, by=anna, now=now, practice=practice
    )
    second = drafts.save_draft(
        token=uuid4(), version=0, answers={"title": ["b"]}, by=anna, now=now, practice=practice
    )
    assert second.clash
    assert second.draft == first.draft


def test_co_author_may_revise_too(logged_in, anna, bram, mailoutbox):
    logged_in(anna).post(SHARE, answers(co_author="bram"))
    practice = Practice.objects.get()
    assert practice.co_author == bram
    assert bram.email in [mail.to[0] for mail in mailoutbox]
    address = f"/ervaringen/{practice.slug}/aanpassen/"
    assert "Bram" in logged_in(bram).get(address).text
    form = answers(title="Van ons samen", slug=practice.slug, co_author="Bram")
    logged_in(bram).post(address, form)
    practice.refresh_from_db()
    assert (practice.title, practice.author, practice.co_author) == ("Van ons samen", anna, bram)


def failed(**changes) -> dict:
    return answers(kind=Kind.FAILED, under_pseudonym="on", **changes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "Hoe het in Heusden misging"},
        {"matter": "anna heeft dat in heusden zo besloten"},
        {"result": "De Heusdense raad was boos"},
        {"topics": "heusden"},
    ],
)
def test_pseudonym_refuses_a_text_that_gives_it_away(logged_in, anna, wrong):
    page = logged_in(anna).post(SHARE, failed(**wrong)).text
    assert "zo weet een lezer wie u bent" in page
    assert not Practice.objects.exists()


def test_name_that_was_shown_cannot_be_taken_back_by_a_pseudonym(logged_in, share, anna):
    practice = share(by=anna, kind=Kind.FAILED)
    page = logged_in(anna).post(
        f"/ervaringen/{practice.slug}/aanpassen/", failed(slug=practice.slug)
    )
    assert "U deelde dit eerder met uw naam" in page.text


def test_file_is_kept_with_a_draft_that_has_an_error(logged_in, anna):
    client = logged_in(anna)
    page = client.post(SHARE, answers(title="", files=photo("jpg"))).text
    stored = StoredFile.objects.get()
    form = answers(token=hidden(page, "token"), version=hidden(page, "version"))
    client.post(SHARE, form | {"kept": [str(stored.pk)]})
    assert [shown.stored for shown in Practice.objects.get().files.all()] == [stored]


def test_refused_file_is_told_and_the_text_stays(logged_in, anna):
    wrong = SimpleUploadedFile("virus.exe", b"MZ")
    page = logged_in(anna).post(SHARE, answers(files=wrong)).text
    assert "Kies een pdf, jpg, png of webp." in page
    assert "Niemand wist wie hij kon bellen." in page
    assert not Submission.objects.exists()


def test_file_of_somebody_else_cannot_be_taken_along(logged_in, anna, bram):
    logged_in(bram).post(SHARE, answers(title="", files=photo("jpg")))
    stored = StoredFile.objects.get()
    logged_in(anna).post(SHARE, answers(kept=[str(stored.pk)]))
    assert not Practice.objects.get().files.exists()


def test_file_is_handed_out_to_readers_only_and_as_attachment(logged_in, client, anna, bram):
    logged_in(anna).post(SHARE, answers(files=photo("png")))
    practice, stored = Practice.objects.get(), StoredFile.objects.get()
    address = f"/ervaringen/{practice.slug}/bijlagen/{stored.pk}/"
    response = logged_in(bram).get(address)
    assert response["Content-Disposition"] == 'attachment; filename="bijlage.png"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert logged_in(bram).get(f"{SHARE}bijlagen/{stored.pk}/").status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("topic", ["<b>", "a > b", "</script"])
def test_topic_with_an_angle_bracket_is_refused(logged_in, anna, topic):
    page = logged_in(anna).post(SHARE, answers(topics=f"toezicht, {topic}")).text
    assert "in uw onderwerpen." in page
    assert not Practice.objects.exists()


def test_topics_of_a_withdrawn_practice_are_not_suggested(logged_in, share, anna, bram):
    practice = share(by=anna, topics=["geheimwoord"])
    assert "geheimwoord" in logged_in(bram).get(SHARE).text
    submission.withdraw(practice, by=anna, now=timezone.now())
    assert "geheimwoord" not in logged_in(bram).get(SHARE).text
