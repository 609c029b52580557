"""Entries follow what editors do: each change refreshes what it touches, after its commit."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from lessons.municipalities.models import Alias, Municipality
from members.practices.models import Practice

from .entries import forget, refresh


def follow_originals() -> None:
    """Start listening; called when the site starts."""
    for signal in (page_published, page_unpublished):
        signal.connect(_page_changed, dispatch_uid="search")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_branch_changed, dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(_privacy_changed, sender=PageViewRestriction, dispatch_uid="search")
        signal.connect(_alias_changed, sender=Alias, dispatch_uid="search")
    post_save.connect(_municipality_changed, sender=Municipality, dispatch_uid="search")
    for signal in (published, unpublished):
        signal.connect(_practice_changed, sender=Practice, dispatch_uid="search")
    for model in (Page, Municipality, Practice):
        post_delete.connect(_deleted, sender=model, dispatch_uid="search")


def _page_changed(instance: Page, **_signal: Any) -> None:
    _after_commit(Page, [instance.pk])


def _branch_changed(instance: Page, **_signal: Any) -> None:
    """Everything below the page has another address, or other readers."""
    branch = Page.objects.descendant_of(instance, inclusive=True)
    _after_commit(Page, branch.values_list("pk", flat=True))


def _privacy_changed(instance: PageViewRestriction, **_signal: Any) -> None:
    _branch_changed(instance.page)


def _municipality_changed(instance: Municipality, **_signal: Any) -> None:
    _after_commit(Municipality, [instance.pk])


def _practice_changed(instance: Practice, **_signal: Any) -> None:
    _after_commit(Practice, [instance.pk])


def _alias_changed(instance: Alias, **_signal: Any) -> None:
    _after_commit(Municipality, [instance.municipality_id])


def _deleted(instance: Page | Municipality | Practice, **_signal: Any) -> None:
    forget(instance)


def _after_commit(model: type[Page | Municipality | Practice], pks: Iterable[int]) -> None:
    # Robust: what editors published is published, whatever happens to its entry.
    transaction.on_commit(lambda: refresh(model, list(pks)), robust=True)
