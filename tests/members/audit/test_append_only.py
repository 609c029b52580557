"""The database refuses to change what was decided, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from members.audit import checking, triggers
from members.audit.chain import advance, forgetting
from members.audit.models import ChainEntry, RedactedEntry, RedactionPermit
from members.privacy import retention, retention_periods
from members.privacy.erasure import Cause, erase

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(anna) -> ModelLogEntry:
    return ModelLogEntry.objects.log_action(anna, "wagtail.edit", user=anna, title="Anna")


@pytest.fixture
def page_entry(anna, content) -> PageLogEntry:
    return PageLogEntry.objects.log_action(Page.objects.last(), "wagtail.edit", user=anna)


def refused(act) -> None:
    with pytest.raises(IntegrityError, match=triggers.REFUSAL), transaction.atomic():
        act()


DEEDS = {
    "action": "wagtail.create",
    "timestamp": timezone.now(),
    "user_id": 404,
    "deleted": True,
    "content_changed": True,
    "uuid": "8d3b9c39-5ad6-4ae6-a2b1-1f3d30ee1a8c",
    "revision_id": 404,
    "content_type_id": None,
}


@pytest.mark.parametrize("words", [{"label": "x"}, {"data": {"x": 1}}])
def test_words_are_not_changed_just_so(entry, page_entry, words):
    refused(lambda: ModelLogEntry.objects.update(**words))
    refused(lambda: PageLogEntry.objects.update(**words))


@pytest.mark.parametrize("deed", [*DEEDS.items(), ("object_id", "404")])
def test_deeds_are_never_changed_not_even_while_forgetting(entry, deed):
    refused(lambda: ModelLogEntry.objects.update(**dict([deed])))
    with pytest.raises(IntegrityError), transaction.atomic(), forgetting():
        ModelLogEntry.objects.update(**dict([deed]))


@pytest.mark.parametrize("deed", [*DEEDS.items(), ("page_id", 404)])
def test_deeds_on_pages_are_never_changed_either(page_entry, deed):
    with pytest.raises(IntegrityError), transaction.atomic(), forgetting():
        PageLogEntry.objects.update(**dict([deed]))


def test_entries_are_not_deleted(entry, page_entry):
    refused(entry.delete)
    refused(PageLogEntry.objects.all().delete)


EMPTIES = {
    "sqlite": "DELETE FROM wagtailcore_modellogentry",
    # Foreign keys that are still to be looked at would refuse it first.
    "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE wagtailcore_modellogentry CASCADE",
}


def test_table_is_not_emptied(entry):
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(EMPTIES[connection.vendor]))


def test_everybody_may_add(entry):
    assert ModelLogEntry.objects.filter(pk=entry.pk).exists()


def test_permit_ends_with_what_it_was_for(entry):
    with transaction.atomic(), forgetting():
        ModelLogEntry.objects.update(label="oud-lid")
    assert not RedactionPermit.objects.exists()
    assert not RedactedEntry.objects.exists()
    refused(lambda: ModelLogEntry.objects.update(label="x"))


def test_permit_ends_when_something_fails(entry):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), forgetting():
        1 / 0  # noqa: B018 - fails
    assert not RedactionPermit.objects.exists()


def test_wagtail_deletes_pages_and_people_without_touching_the_trail(page_entry, entry, anna):
    page = Page.objects.last()
    page.delete()
    anna.delete()
    assert PageLogEntry.objects.filter(page_id=page.pk).count() >= 2
    assert ModelLogEntry.objects.get(pk=entry.pk).user_id is not None


def test_erasing_takes_the_name_and_keeps_the_deed(entry, anna):
    advance(now=timezone.now())
    erase(anna, cause=Cause.OWN_WISH, now=timezone.now())
    kept = ModelLogEntry.objects.get(pk=entry.pk)
    assert "Anna" not in kept.label
    assert (kept.action, kept.user_id) == ("wagtail.edit", entry.user_id)
    # Of the name not even a digest that somebody could try names on.
    assert ChainEntry.objects.filter(trail="model", entry=entry.pk).order_by("number")[0].salt == ""
    assert checking.complaints() == []


def test_retention_throws_away_in_time_and_the_chain_knows(anna):
    now = timezone.now()
    old = ModelLogEntry.objects.log_action(
        anna,
        "people.membership.end",
        timestamp=now - retention_periods.AUDIT_TRAIL - timedelta(days=1),
    )
    advance(now=now)
    retention.advance(now=now)
    assert not ModelLogEntry.objects.filter(pk=old.pk).exists()
    assert ChainEntry.objects.latest("number").deed == ""
    assert checking.complaints() == []
    assert retention.advance(now=now) == 0


def test_guards_come_back_when_a_table_was_made_anew(entry):
    triggers.remove(connection)
    assert len(triggers.missing()) == 2 * len(triggers.NAMES[connection.vendor])
    triggers.install_again(plan=[])
    assert triggers.missing() == []
    refused(lambda: ModelLogEntry.objects.update(label="x"))


def test_migrating_another_app_alone_waits_for_the_tables(monkeypatch):
    """As in `migrate lessons` on an empty database: what is watched is not there yet."""
    asked = []
    monkeypatch.setattr(triggers, "install", asked.append)
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["lessons_lessonpage"])
    triggers.install_again(plan=[])
    assert asked == []
    monkeypatch.undo()
    monkeypatch.setattr(triggers, "install", asked.append)
    triggers.install_again(plan=[])
    assert asked == [connection]
