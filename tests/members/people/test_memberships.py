"""Membership as facts: what someone is today follows from dates."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.people import memberships, mergers
from members.people.models import Membership, User
from members.permissions import Status, is_member, member_q, status_of
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def heusden(db):
    return people.municipality("Heusden")


def ago(days: int):
    return timezone.localdate() - timedelta(days=days)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, Status.MEMBER),
        ({"until": ago(0)}, Status.MEMBER),
        ({"until": ago(-30)}, Status.MEMBER),
        ({"until": ago(1)}, Status.BETWEEN_POSTS),
        ({"until": ago(365)}, Status.BETWEEN_POSTS),
        ({"until": ago(366)}, Status.ALUMNUS),
        ({"until": ago(0), "end_reason": "opgezegd"}, Status.MEMBER),
        ({"until": ago(1), "end_reason": "opgezegd"}, Status.ALUMNUS),
        ({"suspended_on": ago(1), "suspension": "redactie"}, Status.SUSPENDED),
        ({"suspended_on": ago(9), "suspension": "redactie", "until": ago(3)}, Status.ALUMNUS),
    ],
)
def test_status_follows_from_dates_and_lists_agree(anna, heusden, fields, status):
    people.member(anna, heusden, **fields)
    assert status_of(anna) == status
    assert User.objects.filter(member_q()).exists() == is_member(anna)


def test_without_memberships_one_is_no_member(anna):
    assert status_of(anna) == Status.NONE
    assert not is_member(anna)


def test_blocked_account_is_no_member(anna, heusden):
    people.member(anna, heusden)
    anna.is_active = False
    assert not is_member(anna)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"until": ago(800)},
        {"role": "burgemeester"},
        {"role": "loco-secretaris", "suspended_on": ago(1)},
        {"role": "loco-secretaris", "asked_again_on": ago(1)},
    ],
)
def test_database_refuses_what_must_never_be(anna, heusden, fields):
    people.member(anna, heusden)
    with pytest.raises(IntegrityError), transaction.atomic():
        people.member(anna, heusden, **fields)


def test_suspension_takes_effect_on_the_next_request(anna, heusden):
    membership = people.member(anna, heusden)
    client = people.logged_in(anna)
    assert client.get("/leden/").status_code == 200
    memberships.suspend(membership, reason="redactie", by=None, today=timezone.localdate())
    assert client.get("/leden/").status_code == 403


def test_merger_carries_memberships_over_once(anna, bram):
    hilversum = people.municipality("Hilversum")
    wijdemeren = people.municipality(
        "Wijdemeren", valid_to=ago(2), successor=hilversum, end_confirmed=True
    )
    people.member(anna, wijdemeren)
    people.member(bram, hilversum)
    assert mergers.advance(now=timezone.now()) == 1
    assert mergers.advance(now=timezone.now()) == 0
    old, new = Membership.objects.filter(person=anna).order_by("start")
    assert (old.until, old.end_reason) == (ago(3), "herindeling")
    assert (new.municipality, new.start, new.until) == (hilversum, ago(2), None)
    assert is_member(anna)


def test_planned_merger_changes_nothing_yet(anna):
    hilversum = people.municipality("Hilversum")
    for name, fields in {
        "Wijdemeren": {"valid_to": ago(-30), "end_confirmed": True},
        "Elders": {"valid_to": ago(30), "end_confirmed": False},
    }.items():
        people.member(anna, people.municipality(name, successor=hilversum, **fields))
    assert mergers.advance(now=timezone.now()) == 0


def test_who_is_a_member_of_both_keeps_one(anna):
    hilversum = people.municipality("Hilversum")
    wijdemeren = people.municipality(
        "Wijdemeren", valid_to=ago(2), successor=hilversum, end_confirmed=True
    )
    people.member(anna, wijdemeren)
    people.member(anna, hilversum)
    mergers.advance(now=timezone.now())
    assert Membership.objects.running().get().municipality == hilversum
