"""Entries follow their originals: refreshing makes them equal, however often it is done."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from .. import page_cache
from .dutch.analyzer import composed, keys_of, typed_words
from .models import Entry, TitleWord
from .sources import SOURCES, Description, Source, source_of

BATCH = 500
COPIED = (
    "kind",
    "audience",
    "title",
    "url",
    "summary",
    "text",
    "date",
    "municipality",
    "title_words",
    "lead_words",
    "words",
)


def refresh_all() -> int:
    """Make the entries of every source anew; returns how many there are."""
    return sum(_refresh(source, None) for source in SOURCES)


def refresh(model: type[Model], pks: Collection[int]) -> None:
    """Make the entries of these originals anew; what may not be found any more disappears."""
    if source := source_of(model):
        _refresh(source, pks)


def forget(original: Model) -> None:
    """The original is gone; so is its entry."""
    if source := source_of(type(original)):
        _remove(source, {original.pk})


@transaction.atomic
def _refresh(source: Source, pks: Collection[int] | None) -> int:
    readable, known = source.readable(), _entries(source)
    if pks is not None:
        readable, known = readable.filter(pk__in=pks), known.filter(object_id__in=pks)
    stale = set(known.values_list("object_id", flat=True))
    written = 0
    described = map(source.describe, readable.iterator(chunk_size=BATCH))
    for batch in _batches(one for one in described if one is not None):
        _write(source, batch)
        stale.difference_update(one.object_id for one in batch)
        written += len(batch)
    _remove(source, stale)
    page_cache.public_content_changed()
    return written


def _batches(descriptions: Iterable[Description]) -> Iterator[list[Description]]:
    rest = iter(descriptions)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _write(source: Source, batch: list[Description]) -> None:
    entries = Entry.objects.bulk_create(
        [_entry(source, one) for one in batch],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=COPIED,
    )
    written = list(zip(entries, batch, strict=True))
    _link(Entry.lessons.through, "lessonpage_id", ((e.pk, d.lesson_ids) for e, d in written))
    _link(Entry.topics.through, "topic_id", ((e.pk, d.topic_ids) for e, d in written))
    _link(TitleWord, "word", ((e.pk, _typed(d)) for e, d in written))


def _entry(source: Source, one: Description) -> Entry:
    title, summary, text = composed(one.title), composed(one.summary), composed(one.text)
    names = "\n".join([title, *one.other_titles])
    title_keys = keys_of(names, is_name=one.is_name)
    lead_keys = title_keys if one.is_name else _together(title_keys, keys_of(summary))
    return Entry(
        content_type=_content_type(source),
        object_id=one.object_id,
        kind=one.kind,
        audience=one.audience,
        title=title,
        url=one.url,
        summary=summary,
        text=text,
        date=one.day,
        municipality_id=one.municipality_id,
        title_words=" ".join(title_keys),
        lead_words=" ".join(lead_keys),
        words=" ".join(_together(lead_keys, keys_of(text))),
    )


def _together(*lists: list[str]) -> list[str]:
    return list(dict.fromkeys(key for keys in lists for key in keys))


def _typed(one: Description) -> set[str]:
    return {word for title in (one.title, *one.other_titles) for word in typed_words(title)}


def _link(model: type[Model], name: str, values: Iterable[tuple[int, Collection]]) -> None:
    """Put ``values`` in the place of what an entry was linked to."""
    wanted = dict(values)
    rows = model._default_manager.filter(entry_id__in=wanted)
    rows.delete()
    model._default_manager.bulk_create(
        model(entry_id=pk, **{name: value}) for pk, each in wanted.items() for value in each
    )


def _remove(source: Source, object_ids: Collection[int]) -> None:
    if object_ids:
        _entries(source).filter(object_id__in=object_ids).delete()


def _entries(source: Source):
    return Entry.objects.filter(content_type=_content_type(source))


def _content_type(source: Source) -> ContentType:
    return ContentType.objects.get_for_model(source.model)
