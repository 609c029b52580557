"""/ervaringen/delen/: nothing that was typed is lost, and nothing wrong comes through."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.practices import drafts, sharing, unused_files
from members.practices.models import Audience, Draft, Kind, Practice, StoredFile, Submission

from .conftest import answers
from .files import photo

SHARE = "/ervaringen/delen/"


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


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


def test_draft_is_kept_without_script(logged_in, anna):
    form = answers(title="", matter="Half af")
    del form["send"]
    page = logged_in(anna).post(SHARE, form, follow=True)
    assert "Uw concept is bewaard." in page.text
    assert "Half af" in page.text
    assert "gb-form-field--invalid" not in page.text
    assert hidden(page.text, "version") == "1"


def test_draft_is_kept_while_typing(logged_in, anna):
    client, form = logged_in(anna), answers(title="Nog niet")
    first = client.post(f"{SHARE}bewaren/", form).json()
    assert first == {"token": form["token"], "version": 1, "login": False}
    second = client.post(f"{SHARE}bewaren/", form | {"version": "1", "title": "Bijna"}).json()
    assert second["version"] == 2
    assert Draft.objects.get().title == "Bijna"
    assert "Bijna" in client.get(SHARE).text


def test_sign_that_postgresql_refuses_costs_nobody_their_text(logged_in, anna):
    client, form = logged_in(anna), answers(title="Bij\0na")
    assert client.post(f"{SHARE}bewaren/", form).json()["version"] == 1
    assert Draft.objects.get().title == "Bijna"


def test_draft_is_seen_by_its_writer_only(logged_in, anna, bram):
    form = answers()
    logged_in(anna).post(f"{SHARE}bewaren/", form)
    assert logged_in(bram).get(f"{SHARE}{form['token']}/").status_code == 404
    logged_in(bram).post(f"{SHARE}bewaren/", form | {"title": "Van Bram"})
    assert Draft.objects.get(author=anna).answers["title"] != ["Van Bram"]
    assert Draft.objects.get(author=bram).answers["title"] == ["Van Bram"]


def test_two_devices_give_a_choice_and_lose_nothing(logged_in, anna):
    client, form = logged_in(anna), answers(title="Thuis")
    client.post(f"{SHARE}bewaren/", form)
    client.post(f"{SHARE}bewaren/", form | {"version": "1", "title": "Op kantoor"})
    assert client.post(f"{SHARE}bewaren/", form | {"version": "1"}).status_code == 409
    both = client.post(SHARE, form | {"version": "1", "title": "Onderweg"})
    assert both.status_code == 409
    assert "Op kantoor" in both.text
    assert "Onderweg" in both.text
    assert not Practice.objects.exists()
    assert both.context["rows"] == [("Titel", "Onderweg", "Op kantoor")]
    chosen = {"kind": Kind.FAILED, "under_pseudonym": "on", "lessons": []}
    both = client.post(SHARE, form | {"version": "1", "title": "Op kantoor", **chosen})
    assert [label for label, _here, _there in both.context["rows"]] == [
        *("Soort", "Bij welke lessen hoort dit?", "Zonder onze naam plaatsen"),
    ]
    assert "<td>Wat niet lukte</td><td>Wat werkte</td>" in both.text
    assert "<td>niets</td><td>2. " in both.text
    assert "<td>ja</td><td>nee</td>" in both.text
    client.post(f"{SHARE}{form['token']}/kiezen/", form | {"title": "Onderweg"})
    assert Draft.objects.get().title == "Onderweg"


def test_expired_login_loses_nothing(client, logged_in, anna):
    page = logged_in(anna).get(SHARE).text
    mark = hidden(page, "writer")
    client.logout()
    response = client.post(SHARE, answers(writer=mark, title="Bijna kwijt"))
    assert response.url.startswith("/account/login/?next=/ervaringen/delen/")
    draft = Draft.objects.get()
    assert (draft.author, draft.title) == (anna, "Bijna kwijt")
    assert "Bijna kwijt" in logged_in(anna).get(draft.get_absolute_url()).text


def test_nobody_writes_in_the_name_of_another(client, anna):
    response = client.post(SHARE, answers(writer="verzonnen"))
    assert response.url.startswith("/account/login/")
    assert not Draft.objects.exists()


def test_draft_that_comes_after_sending_makes_no_second_one(logged_in, anna):
    client, form = logged_in(anna), answers()
    client.post(SHARE, form)
    assert client.post(f"{SHARE}bewaren/", form | {"version": "1"}).json() == {"sent": True}
    assert not Draft.objects.exists()


def test_draft_can_be_thrown_away(logged_in, anna, bram):
    form = answers()
    logged_in(anna).post(f"{SHARE}bewaren/", form)
    assert logged_in(bram).post(f"{SHARE}{form['token']}/weggooien/").status_code == 404
    logged_in(anna).post(f"{SHARE}{form['token']}/weggooien/")
    assert not Draft.objects.exists()


def test_file_goes_with_the_draft_that_is_thrown_away(logged_in, anna):
    page = logged_in(anna).post(SHARE, answers(title="", files=photo("jpg"))).text
    path = Path(StoredFile.objects.get().file.path)
    assert path.exists()
    logged_in(anna).post(f"{SHARE}{hidden(page, 'token')}/weggooien/")
    assert not StoredFile.objects.exists()
    assert not path.exists()


def test_file_that_a_practice_shows_or_showed_outlives_a_draft(logged_in, anna):
    client = logged_in(anna)
    client.post(SHARE, answers(files=photo("jpg")))
    practice, stored = Practice.objects.get(), StoredFile.objects.get()
    revise = f"/ervaringen/{practice.slug}/aanpassen/"
    keeping = answers(slug=practice.slug, kept=[str(stored.pk)], title="Half")
    del keeping["send"]
    client.post(revise, keeping)
    client.post(f"{SHARE}{Draft.objects.get().pk}/weggooien/")
    assert StoredFile.objects.get() == stored
    # Taken out of the text of today; the one before still has it.
    client.post(revise, answers(slug=practice.slug))
    assert not practice.files.exists()
    client.post(revise, keeping | {"token": str(uuid4())})
    client.post(f"{SHARE}{Draft.objects.get().pk}/weggooien/")
    assert StoredFile.objects.get() == stored


def test_file_that_was_taken_out_before_sending_goes_in_time(logged_in, anna):
    client = logged_in(anna)
    page = client.post(SHARE, answers(title="", files=photo("jpg"))).text
    number = str(StoredFile.objects.get().pk)
    draft = answers(token=hidden(page, "token"), version="1", kept=[number])
    late = timezone.now() + unused_files.KEPT_FOR + timedelta(hours=1)
    assert unused_files.advance(now=late) == 0
    client.post(SHARE, draft | {"drop": [number]})
    assert Practice.objects.get().files.count() == 0
    assert unused_files.advance(now=late - timedelta(hours=2)) == 0
    assert [unused_files.advance(now=late), unused_files.advance(now=late)] == [1, 0]
    assert not StoredFile.objects.exists()


EMPTY = dict.fromkeys(
    ("title", "matter", "action", "result", "otherwise", "residents_view", "topics"), ""
)


def test_empty_form_leaves_no_draft_behind(logged_in, client, anna):
    form = answers(**EMPTY)
    assert "Geef uw ervaring een titel." in logged_in(anna).post(SHARE, form).text
    assert logged_in(anna).post(f"{SHARE}bewaren/", form).json() == {"empty": True}
    del form["send"]
    page = logged_in(anna).post(SHARE, form).text
    assert "Er staat nog niets in." in page
    assert hidden(page, "token") == form["token"]
    mark = hidden(page, "writer")
    client.logout()
    assert client.post(SHARE, form | {"writer": mark}).url.startswith("/account/login/")
    assert not Draft.objects.exists()


def test_text_that_was_wiped_out_is_kept_as_such(logged_in, anna):
    client, form = logged_in(anna), answers()
    client.post(f"{SHARE}bewaren/", form)
    client.post(f"{SHARE}bewaren/", form | EMPTY | {"version": "1"})
    assert Draft.objects.get().title == ""


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


@pytest.fixture
def taken_off(logged_in, share, anna, bram):
    """Bram began a revision as co-author; then Anna took him off."""
    practice = share(by=anna, co_author=bram)
    draft = drafts.save_draft(
        token=uuid4(),
        version=0,
        answers={"title": ["Van Bram"]},
        by=bram,
        now=timezone.now(),
        practice=practice,
    ).draft
    Practice.objects.filter(pk=practice.pk).update(co_author=None)
    return logged_in(bram), draft


@pytest.mark.parametrize("version", ["1", "0"])
@pytest.mark.parametrize("send", ["send", "keep"])
def test_co_author_who_was_taken_off_cannot_go_on_with_a_draft(taken_off, version, send):
    client, draft = taken_off
    form = answers(title="Toch nog", token=str(draft.pk), version=version)
    form[send] = form.pop("send")
    assert client.post(draft.get_absolute_url(), form).status_code == 404
    practice = Practice.objects.get()
    assert practice.get_latest_revision_as_object().title != "Toch nog"
    assert practice.co_author is None


def test_co_author_who_was_taken_off_finds_no_draft(taken_off):
    client, draft = taken_off
    assert client.get(draft.get_absolute_url()).status_code == 404
    address = reverse("choose_draft", args=[draft.pk])
    assert client.post(address, answers(title="Toch nog")).status_code == 404
    draft.refresh_from_db()
    assert draft.answers == {"title": ["Van Bram"]}


@pytest.mark.parametrize("topic", ["<b>", "a > b", "</script"])
def test_topic_with_an_angle_bracket_is_refused(logged_in, anna, topic):
    page = logged_in(anna).post(SHARE, answers(topics=f"toezicht, {topic}")).text
    assert "in uw onderwerpen." in page
    assert not Practice.objects.exists()


def test_topics_of_a_withdrawn_practice_are_not_suggested(logged_in, share, anna, bram):
    practice = share(by=anna, topics=["geheimwoord"])
    assert "geheimwoord" in logged_in(bram).get(SHARE).text
    sharing.withdraw(practice, by=anna, now=timezone.now())
    assert "geheimwoord" not in logged_in(bram).get(SHARE).text


def test_draft_that_names_no_real_file_is_thrown_away(logged_in, anna):
    client = logged_in(anna)
    token = uuid4()
    typed = {"token": token, "version": "0", "title": "Proef", "kept": "niet-een-nummer"}
    client.post(f"{SHARE}bewaren/", typed)
    assert Draft.objects.filter(pk=token).exists()
    assert client.post(f"{SHARE}{token}/weggooien/").status_code == 302
    assert not Draft.objects.filter(pk=token).exists()
