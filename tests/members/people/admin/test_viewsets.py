"""Accounts at the desk: a new address closes the door to the old one."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils import timezone

from members.people.admin.viewsets import PersonEditForm
from members.people.models import User
from tests import people

pytestmark = pytest.mark.django_db


def _change(person: User, email: str) -> None:
    data = {"name": person.name, "email": email, "is_active": "on"}
    form = PersonEditForm(data, instance=User.objects.get(pk=person.pk))
    assert form.is_valid(), form.errors
    form.save()


def test_new_address_replaces_the_old_ones_and_ends_sessions(client, anna):
    people.log_in_by_code(client, anna.email)
    EmailAddress.objects.get_or_create(user=anna, email="oud@example.org")
    assert client.get("/mijn/").status_code == 200
    _change(anna, "nieuw@example.org")
    kept = EmailAddress.objects.filter(user=anna).values_list("email", "verified", "primary")
    assert list(kept) == [("nieuw@example.org", True, True)]
    assert not UserSession.objects.filter(user=anna).exists()
    assert client.get("/mijn/").status_code == 302


def test_old_address_hears_of_it(anna, mailoutbox):
    before = anna.email
    _change(anna, "nieuw@example.org")
    assert [message.to for message in mailoutbox] == [[before]]
    assert "nieuw@" not in mailoutbox[0].body


def test_same_address_leaves_sessions_alone(client, anna):
    people.log_in_by_code(client, anna.email)
    _change(anna, anna.email)
    assert client.get("/mijn/").status_code == 200


def test_moved_account_is_known_as_moved(anna):
    _change(anna, anna.email)
    assert User.objects.get(pk=anna.pk).moved_on is None
    _change(anna, "nieuw@example.org")
    assert User.objects.get(pk=anna.pk).moved_on == timezone.localdate()
