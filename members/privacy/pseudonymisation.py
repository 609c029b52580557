"""Taking a name out of texts that stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import DraftStateMixin, Revision
from wagtail.signals import published

from members.people.models import Profile, User

from .register import TABLES, Table, addresses_of

INSTEAD = "oud-lid"


@dataclass(frozen=True, slots=True)
class Names:
    """How texts may call somebody. ``everywhere`` is certain enough to look for in all texts.

    A name of one word may be anybody's, and is taken out only of what the person wrote.
    """

    own: tuple[str, ...]
    everywhere: tuple[str, ...]

    def out_of(self, value: Any, names: Iterable[str]) -> Any:
        """The same text, list or dictionary without the names."""
        if isinstance(value, str):
            pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
            return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", INSTEAD, value, flags=re.IGNORECASE)
        if isinstance(value, list):
            return [self.out_of(one, names) for one in value]
        if isinstance(value, dict):
            return {key: self.out_of(one, names) for key, one in value.items()}
        return value


def names_of(person: User) -> Names:
    certain = addresses_of(person)
    if profile := Profile.objects.filter(person=person).first():
        # Not the bare slug: that may be a word. With the sign it is a mention.
        certain.append(f"@{profile.slug}")
    if " " in person.name:
        certain.append(person.name)
    return Names(own=tuple({*certain, person.name} - {""}), everywhere=tuple(certain))


def take_out(names: Names, table: Table, rows: Iterable[Model]) -> None:
    """Out of what somebody wrote and leaves behind."""
    for row in rows:
        _clean(row, table, names, names.own)


def take_out_of_other_texts(names: Names) -> None:
    """Out of what others wrote about them."""
    for table in TABLES:
        mentions = Q(pk__in=[])
        for field in table.prose:
            for name in names.everywhere:
                mentions |= Q(**{f"{field}__icontains": name})
        for row in table.model_class._default_manager.filter(mentions):
            _clean(row, table, names, names.everywhere)


def _clean(row: Model, table: Table, names: Names, which: Iterable[str]) -> None:
    changed = []
    for column, text in [*zip(table.prose, table.prose, strict=True), *table.sealed.items()]:
        was = getattr(row, text)
        becomes = names.out_of(was, which)
        if becomes != was:
            setattr(row, text, becomes)
            changed.append(column)
    if changed:
        # Saved, not updated: what was kept of it for readers hears of it.
        row.save(update_fields=changed)
    _clean_revisions(row, names, which)
    if changed and isinstance(row, DraftStateMixin) and row.live:
        # The copy that search reads follows what is published.
        published.send(sender=type(row), instance=row, revision=row.live_revision)


def _clean_revisions(row: Model, names: Names, which: Iterable[str]) -> None:
    content_type = ContentType.objects.get_for_model(row)
    for revision in Revision.objects.filter(content_type=content_type, object_id=str(row.pk)):
        content = names.out_of(revision.content, which)
        title = names.out_of(revision.object_str, which)
        if (content, title) != (revision.content, revision.object_str):
            Revision.objects.filter(pk=revision.pk).update(content=content, object_str=title)
