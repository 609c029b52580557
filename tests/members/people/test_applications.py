"""From /lid-worden/ to "aanvraag ontvangen"."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry

from lessons.municipalities.models import Alias
from members.people import invitations
from members.people.domain_hint import Hint, hint_for
from members.people.forms import JoinForm
from members.people.models import Application, Invitation, User
from members.people.models.application import State
from tests import people

CODE_PAGE = "/account/login/code/confirm/"


@pytest.fixture
def heusden(db):
    return people.municipality("Heusden")


@pytest.fixture
def answers(heusden) -> dict:
    lessons = [people.lesson(number) for number in (1, 2, 3)]
    return {
        "name": "Piet Puk",
        "email": "Piet@heusden.nl",
        "municipality": "heusden",
        "role": "gemeentesecretaris",
        "since": "9-2023",
        "offers": [lessons[0].pk],
        "seeks": [lessons[1].pk, lessons[2].pk],
        "motivation": "Ik wil leren.",
        "agree": "on",
    }


def apply(client: Client, answers: dict) -> str:
    client.post("/lid-worden/", answers)
    return client.post(CODE_PAGE, {"code": people.mailed_code(), "next": "/lid-worden/stand/"})


def test_form_has_nine_fields_in_two_steps():
    fields = [name for _title, names in JoinForm.STEPS for name in names]
    assert len(fields) == 9
    assert len(JoinForm.STEPS) == 2
    assert set(fields) == set(JoinForm.base_fields)


def test_application_waits_once_the_address_is_confirmed(client, answers):
    answer = apply(client, answers)
    assert answer.headers["Location"] == "/lid-worden/stand/"
    assert "Aanvraag ontvangen" in client.get("/lid-worden/stand/").content.decode()
    application = Application.objects.get()
    assert (application.state, application.email) == (State.WAITING, "piet@heusden.nl")
    assert application.person == User.objects.get(email="piet@heusden.nl")
    assert application.offers.count() == 1
    assert application.seeks.count() == 2


def test_editors_see_nothing_before_the_address_is_confirmed(client, answers):
    client.post("/lid-worden/", answers)
    assert Application.objects.get().state == State.CONFIRM
    assert not Application.objects.open().exists()


def test_applicant_is_no_member(client, answers):
    apply(client, answers)
    assert client.get("/leden/").status_code == 403


def test_member_with_the_same_address_gets_the_same_answer(client, answers, anna):
    def seen(email: str) -> tuple:
        mail.outbox.clear()
        browser = Client()
        sent = browser.post("/lid-worden/", answers | {"email": email})
        page = re.sub(
            r'name="csrfmiddlewaretoken" value="[^"]+"', "", browser.get(CODE_PAGE).content.decode()
        )
        letters = [people.CODE.sub("CODE", one.body) for one in mail.outbox]
        subjects = [one.subject for one in mail.outbox]
        return sent.status_code, sent["Location"], page.replace(email, "ADRES"), letters, subjects

    assert seen("anna@example.org") == seen("niemand@example.org")


def test_stranger_cannot_apply_in_the_name_of_a_member(client, answers, anna):
    client.post("/lid-worden/", answers | {"email": anna.email})
    client.post(CODE_PAGE, {"code": "AAAA-BBBB"})
    assert Application.objects.get().person is None
    assert client.get("/mijn/").status_code == 302


@pytest.mark.parametrize("left_out", ["name", "email", "municipality", "role", "since", "agree"])
def test_each_error_says_what_to_do_and_keeps_what_was_typed(client, answers, left_out):
    del answers[left_out]
    html = client.post("/lid-worden/", answers).content.decode()
    summary = re.search(r'class="gb-error-summary.*?</ul>', html, re.DOTALL)[0]
    assert "verplicht" not in summary
    assert re.search(r"(Vul|Kies|Lees)", summary)
    if left_out != "name":
        assert 'value="Piet Puk"' in html
    assert "Ik wil leren." in html
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("Huesden", "Bedoelt u Heusden?"),
        ("Atlantis", "Kies een gemeente uit de lijst."),
    ],
)
def test_unknown_municipality_gets_advice(client, answers, typed, advice):
    html = client.post("/lid-worden/", answers | {"municipality": typed}).content.decode()
    assert advice in html


@pytest.mark.parametrize("typed", ["HEUSDEN", " heusden ", "Gemeente Heusden", "De Vesting"])
def test_municipality_is_understood_as_people_write_it(client, answers, heusden, typed):
    Alias.objects.create(municipality=heusden, name="De Vesting")
    client.post("/lid-worden/", answers | {"municipality": typed})
    assert Application.objects.get().municipality == heusden


@pytest.mark.parametrize("typed", ["13-2023", "1-2999", "gisteren", "1-1900"])
def test_impossible_month_is_refused(client, answers, typed):
    assert client.post("/lid-worden/", answers | {"since": typed}).status_code == 200
    assert not Application.objects.exists()


@pytest.mark.parametrize("name", ["x" * 10_000, "a\x00b", "👋" * 500])
def test_strange_input_is_a_normal_page(client, answers, name):
    assert client.post("/lid-worden/", answers | {"name": name, "email": name}).status_code == 200


def test_second_application_replaces_the_first(client, answers):
    apply(client, answers)
    client.post("/lid-worden/", answers | {"motivation": "Opnieuw."})
    assert Application.objects.open().get().motivation == "Opnieuw."
    assert Application.objects.filter(state=State.REPLACED).count() == 1


def test_replacing_is_told_to_applicant_and_editor(client, answers, els):
    apply(client, answers | {"motivation": "Eerst."})
    first = Application.objects.get()
    warned = client.get("/lid-worden/").content.decode()
    assert "U hebt al een aanvraag lopen" in warned
    assert "Eerst." in warned
    client.post("/lid-worden/", answers | {"motivation": "Opnieuw."})
    assert "Deze aanvraag vervangt" in client.get("/lid-worden/stand/").content.decode()
    latest = Application.objects.open().get()
    page = people.at_desk(els).get(f"/redactie/aanvragen/{latest.pk}/").content.decode()
    assert "deed op" in page
    assert f"/redactie/aanvragen/{first.pk}/" in page
    assert registry.get_logs_for_instance(first).filter(action="people.application.replace")


def test_first_step_is_looked_at_by_itself(client, answers):
    only_first = {name: answers[name] for name in ("email", "municipality", "role", "since")}
    html = client.post("/lid-worden/", only_first | {"check": "0"}).content.decode()
    summary = re.search(r'class="gb-error-summary.*?</ul>', html, re.DOTALL)[0]
    assert re.findall(r"<li>", summary) == ["<li>"]
    assert "Vul uw naam in." in summary
    html = client.post("/lid-worden/", only_first | {"name": "Piet", "check": "0"}).content.decode()
    assert "gb-error-summary" not in html
    assert not Application.objects.exists()
    assert mail.outbox == []


def test_form_remembers_what_was_typed_until_the_address_is_confirmed(client, answers):
    client.post("/lid-worden/", answers | {"municipality": "Huesden", "check": "0"})
    client.get("/huisregels/")
    again = client.get("/lid-worden/").content.decode()
    assert 'value="Piet Puk"' in again
    assert 'value="Huesden"' in again
    assert "Ik wil leren." in again
    assert again.count("checked") == 3  # three lessons, and no agreement
    apply(client, answers)
    client.post("/account/logout/")
    assert "Ik wil leren." not in client.get("/lid-worden/").content.decode()


def test_session_is_no_place_for_books(client, answers):
    lessons = ["1"] * 5_000
    client.post("/lid-worden/", answers | {"motivation": "x" * 500_000, "offers": lessons})
    kept = client.session["application_typed"]
    assert len(str(kept)) < 5_000


def test_stranger_fills_no_disk_with_forms_that_are_never_sent(client, answers, settings):
    settings.ACCOUNT_RATE_LIMITS |= {"keep_typed": "2/10m/ip"}
    for _try in range(4):
        client.cookies.clear()
        page = client.post("/lid-worden/", answers | {"check": "0"})
        assert 'value="Piet Puk"' in page.content.decode()
    assert Session.objects.count() == 2


def test_invitation_fills_in_the_name_and_is_used_up(client, answers, anna, heusden):
    people.member(anna, heusden)
    invitations.invite(by=anna, name="Piet", email="piet@heusden.nl", now=timezone.now())
    path = re.search(r"/lid-worden/uitnodiging/\S+", mail.outbox[-1].body)[0]
    assert client.get(path).headers["Location"] == "/lid-worden/"
    assert 'value="piet@heusden.nl"' in client.get("/lid-worden/").content.decode()
    apply(client, answers)
    assert Application.objects.get().invitation.inviter == anna
    assert Client().get(path).status_code == 410


def test_invitation_expires_and_its_key_is_not_stored(client, anna, heusden):
    people.member(anna, heusden)
    now = timezone.now() - timedelta(days=31)
    invitations.invite(by=anna, name="Piet", email="piet@heusden.nl", now=now)
    key = re.search(r"/lid-worden/uitnodiging/([^/\s]+)", mail.outbox[-1].body)[1]
    assert client.get(f"/lid-worden/uitnodiging/{key}/").status_code == 410
    assert key not in str(Invitation.objects.values())


def test_invitation_mail_says_who_and_no_more(anna, heusden):
    people.member(anna, heusden)
    client = people.logged_in(anna)
    client.post("/mijn/uitnodigen/", {"name": "Piet", "email": "piet@heusden.nl"})
    assert "Anna nodigt u uit" in mail.outbox[-1].subject
    assert mail.outbox[-1].to == ["piet@heusden.nl"]


def test_applicant_answers_a_question(client, answers):
    apply(client, answers)
    Application.objects.update(state=State.ASKED, question="Bent u interim?")
    assert "Bent u interim?" in client.get("/lid-worden/stand/").content.decode()
    client.post("/lid-worden/stand/", {"answer": "Nee."})
    application = Application.objects.get()
    assert (application.state, application.answer) == (State.WAITING, "Nee.")


@pytest.mark.parametrize(
    ("email", "hint"),
    [
        ("a@heusden.nl", Hint.MATCHES),
        ("a@mail.heusden.nl", Hint.MATCHES),
        ("a@nietheusden.nl", Hint.UNKNOWN),
        ("a@ermelo.nl", Hint.OTHER_MUNICIPALITY),
        ("a@gmail.com", Hint.PRIVATE),
    ],
)
def test_domain_gives_a_hint(heusden, email, hint):
    people.municipality("Ermelo")
    assert hint_for(email, heusden)[0] == hint
