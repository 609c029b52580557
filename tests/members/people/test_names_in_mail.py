"""A name that somebody typed goes into mail: it cannot write lines or addresses there."""

import logging

import pytest
from django.core import mail as outgoing
from django.core.mail import BadHeaderError, EmailMessage

from members import mail
from members.people.forms import InvitationForm, JoinForm, ProfileForm
from members.people.models import Profile

pytestmark = pytest.mark.django_db

BAD = ["Piet\nBcc: x", "Piet\r\nx", "Piet\x07x", "Piet\u2028x", "Piet\u2029x", "http://x.nl"]
ADVICE = "Vul alleen een naam in, op één regel en zonder webadres."


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("form", [JoinForm, InvitationForm])
def test_name_that_writes_lines_or_addresses_is_refused(form, name):
    assert form({"name": name}).errors["name"] == [ADVICE]


@pytest.mark.parametrize("name", BAD)
def test_profile_refuses_such_names_too(anna, name):
    form = ProfileForm({"name": name}, instance=Profile(person=anna), has_photo=False)
    assert form.errors["name"] == [ADVICE]


@pytest.mark.parametrize("name", ["Zoë d'Úbeda-van 't Hof", "Mr. A. (Ans) Øst"])
def test_ordinary_names_pass(name):
    assert "name" not in InvitationForm({"name": name}).errors


def test_subject_is_one_line_with_single_spaces(monkeypatch):
    text = "Onderwerp: Piet\u2028 \x0b  komt\n\nHallo"
    monkeypatch.setattr(mail, "render_to_string", lambda *_args: text)
    mail.send("invited", ["a@example.org"])
    assert outgoing.outbox[-1].subject == "Piet komt"


def test_bad_header_is_logged_without_content(monkeypatch, caplog):
    def refuse(_self):
        raise BadHeaderError("GEHEIM")

    monkeypatch.setattr(EmailMessage, "message", refuse)
    monkeypatch.setattr(mail, "render_to_string", lambda *_args: "Onderwerp: x\n\nHallo")
    with caplog.at_level(logging.ERROR):
        mail.send("invited", ["a@example.org"])
    assert "invited" in caplog.text
    assert "GEHEIM" not in caplog.text
