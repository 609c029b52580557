"""One bad row is told to whoever runs the site, by its number, and keeps no other row waiting."""

import logging

import pytest
from django.db import IntegrityError, connections, transaction

from members.batch import for_each_isolated, watched
from members.people.models import User

pytestmark = pytest.mark.django_db
WORDS = "De burgemeester wil niet"


@transaction.atomic
def greet(person: User, *, bad: User) -> int:
    User.objects.filter(pk=person.pk).update(name="Gegroet")
    if person == bad:
        raise ValueError(WORDS)
    return 1


def test_others_go_on_and_nothing_of_the_bad_one_is_kept(anna, bram, chris):
    people = User.objects.order_by("pk")
    assert for_each_isolated(greet, people, bad=bram) == 2
    assert [one.name for one in people.all()] == ["Gegroet", "Bram", "Gegroet"]


def test_log_says_which_row_and_where_but_not_what(anna, bram, caplog):
    with caplog.at_level(logging.ERROR):
        for_each_isolated(greet, [anna, bram], bad=bram)
    (line,) = caplog.messages
    assert f"test_batch.greet broke at people.user:{bram.pk}: ValueError (" in line
    assert "test_batch.py:" in line
    assert WORDS not in caplog.text


def test_what_the_database_says_stays_out_of_the_log_too(anna, bram, caplog):
    def rename(person: User) -> int:
        with transaction.atomic():
            return User.objects.filter(pk=person.pk).update(email=bram.email)

    with watched() as broken, caplog.at_level(logging.ERROR):
        for_each_isolated(rename, [anna, bram])
    assert broken == [f"people.user:{anna.pk}"]
    assert IntegrityError.__name__ in caplog.text
    assert bram.email not in caplog.text


def test_who_watches_hears_what_broke(anna, bram):
    with watched() as broken:
        for_each_isolated(greet, [anna, bram], bad=anna)
    assert broken == [f"people.user:{anna.pk}"]
    with watched() as broken:
        for_each_isolated(greet, [anna, bram], bad=None)
    assert broken == []


def test_when_the_database_is_gone_not_every_row_is_blamed(anna, bram, monkeypatch, caplog):
    monkeypatch.setattr(connections["default"], "is_usable", lambda: False)
    with caplog.at_level(logging.ERROR), pytest.raises(ValueError, match=WORDS):
        for_each_isolated(greet, [bram, anna], bad=bram)
    assert len(caplog.messages) == 1
