"""Entries follow what happens to their originals: each change refreshes what it touches."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from lessons.models import Synonym
from lessons.municipalities.models import Alias, Municipality

from .indexing import forget, refresh
from .models import Entry
from .sources import SOURCES, source_of


def follow_originals() -> None:
    """Start listening; called when the site starts."""
    # Wagtail's own, for all that has drafts: pages and practices.
    for signal in (published, unpublished, page_unpublished):
        signal.connect(_changed, dispatch_uid="search")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_branch_changed, dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(_privacy_changed, sender=PageViewRestriction, dispatch_uid="search")
        signal.connect(_alias_changed, sender=Alias, dispatch_uid="search")
        signal.connect(_synonym_changed, sender=Synonym, dispatch_uid="search")
    post_save.connect(_changed, sender=Municipality, dispatch_uid="search")
    for source in SOURCES:
        post_delete.connect(_deleted, sender=source.model, dispatch_uid="search")


def _changed(instance: Model, **_signal: Any) -> None:
    if source_of(type(instance)):
        _after_commit(type(instance), [instance.pk])


def _branch_changed(instance: Page, **_signal: Any) -> None:
    """Everything below the page has another address, or other readers."""
    branch = Page.objects.descendant_of(instance, inclusive=True)
    _after_commit(Page, branch.values_list("pk", flat=True))


def _privacy_changed(instance: PageViewRestriction, **_signal: Any) -> None:
    _branch_changed(instance.page)


def _alias_changed(instance: Alias, **_signal: Any) -> None:
    _after_commit(Municipality, [instance.municipality_id])


def _synonym_changed(instance: Synonym, **_signal: Any) -> None:
    """Whatever is about the topic is found by this word, or no longer."""
    about: dict[ContentType, list[int]] = {}
    found = Entry.objects.filter(topics=instance.topic_id).select_related("content_type")
    for entry in found.only("object_id", "content_type"):
        about.setdefault(entry.content_type, []).append(entry.object_id)
    for kind, pks in about.items():
        if model := kind.model_class():
            _after_commit(model, pks)


def _deleted(instance: Model, **_signal: Any) -> None:
    forget(instance)


def _after_commit(model: type[Model], pks: Iterable[int]) -> None:
    # Robust: what was published is published, whatever happens to its entry.
    transaction.on_commit(lambda: refresh(model, list(pks)), robust=True)
