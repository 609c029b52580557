"""What is being written at /ervaringen/delen/ is kept, and seen by its writer only."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from members.practices.attachments import orphans
from members.practices.models import Draft, Kind, Practice, StoredFile
from members.practices.sharing import drafts

from ..conftest import SHARE, answers, hidden
from ..files import photo


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


def test_address_of_a_draft_leads_its_writer_to_what_was_sent(logged_in, anna, bram):
    client, form = logged_in(anna), answers()
    client.post(SHARE, form)
    practice = Practice.objects.get()
    address = f"{SHARE}{form['token']}/"
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(f"{practice.get_absolute_url()}stand/", 302)]
    assert "U stuurde deze tekst al in." in page.text
    assert client.post(address, form | {"version": "1"}).status_code == 302
    assert logged_in(bram).get(address).status_code == 404


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
    late = timezone.now() + orphans.KEPT_FOR + timedelta(hours=1)
    assert orphans.advance(now=late) == 0
    client.post(SHARE, draft | {"drop": [number]})
    assert Practice.objects.get().files.count() == 0
    assert orphans.advance(now=late - timedelta(hours=2)) == 0
    assert [orphans.advance(now=late), orphans.advance(now=late)] == [1, 0]
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


def test_draft_that_names_no_real_file_is_thrown_away(logged_in, anna):
    client = logged_in(anna)
    token = uuid4()
    typed = {"token": token, "version": "0", "title": "Proef", "kept": "niet-een-nummer"}
    client.post(f"{SHARE}bewaren/", typed)
    assert Draft.objects.filter(pk=token).exists()
    assert client.post(f"{SHARE}{token}/weggooien/").status_code == 302
    assert not Draft.objects.filter(pk=token).exists()
