"""Every half year: are you still there?"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from members.people import reconfirmation
from members.people.models import Membership
from members.permissions import Status, status_of
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(anna) -> Membership:
    long_ago = timezone.localdate() - timedelta(days=182)
    return people.member(anna, people.municipality("Heusden"), confirmed_on=long_ago)


def advance(days: int) -> int:
    return reconfirmation.advance(now=timezone.now() + timedelta(days=days))


def link() -> str:
    return re.search(r"/lidmaatschap/\S+", mail.outbox[-1].body)[0]


def test_nobody_is_asked_before_half_a_year(membership):
    assert advance(-1) == 0


def test_two_mails_and_then_the_membership_stands_still(membership, anna):
    story = [(day, advance(day)) for day in (0, 0, 13, 14, 14, 27, 28, 28, 60)]
    assert [moved for _day, moved in story] == [1, 0, 0, 1, 0, 0, 1, 0, 0]
    assert len(mail.outbox) == 3
    membership.refresh_from_db()
    assert membership.suspension == "niet bevestigd"
    assert status_of(anna) == Status.SUSPENDED


def test_opening_the_link_changes_nothing_and_the_button_confirms(membership):
    advance(0)
    path, client = link(), Client(enforce_csrf_checks=False)
    assert "Klopt uw functie nog?" in client.get(path).content.decode()
    membership.refresh_from_db()
    assert membership.asked_on
    client.post(path)
    membership.refresh_from_db()
    assert (membership.asked_on, membership.confirmed_on) == (None, timezone.localdate())
    assert client.get(path).status_code == 410


def test_link_of_another_time_or_made_up_does_nothing(membership):
    advance(0)
    path = link()
    Membership.objects.update(asked_on=None)
    assert Client().post(path).status_code == 410
    assert Client().post("/lidmaatschap/verzonnen/").status_code == 410


def test_answer_after_suspension_starts_it_again(membership, anna):
    for day in (0, 14, 28):
        advance(day)
    client = people.logged_in(anna)
    assert "Uw lidmaatschap staat stil" in client.get("/mijn/").content.decode()
    client.post(f"/mijn/lidmaatschap/{membership.pk}/")
    membership.refresh_from_db()
    assert membership.suspended_on is None


def test_suspension_by_editors_is_not_lifted_by_an_answer(membership, anna):
    Membership.objects.update(suspended_on=timezone.localdate(), suspension="redactie")
    assert people.logged_in(anna).post(f"/mijn/lidmaatschap/{membership.pk}/").status_code == 404


def test_nobody_confirms_for_another(membership, bram):
    assert people.logged_in(bram).post(f"/mijn/lidmaatschap/{membership.pk}/").status_code == 404


def test_ended_membership_is_not_asked_about(membership):
    Membership.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert advance(0) == 0
