"""Pages of the editors, found by the search fields that their own type names."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Manager, Model, QuerySet
from django.utils.timezone import localdate
from wagtail.models import Page
from wagtail.search import index

from lessons.models import ExamplePage, LessonPage, MeetingPage

from ..models import Kind
from .description import Description, Source

KINDS = {LessonPage: Kind.LESSON, ExamplePage: Kind.EXAMPLE, MeetingPage: Kind.MEETING}
# Where a page says in a sentence what it is about.
SUMMARY_FIELDS = ("search_description", "core", "intro")


def _readable() -> QuerySet:
    return Page.objects.live().public().specific()


def _describe(page: Page) -> Description | None:
    address = page.get_url_parts()
    if address is None:
        return None
    municipality = getattr(page, "municipality", None)
    return Description(
        object_id=page.pk,
        kind=KINDS.get(type(page), Kind.PAGE),
        title=page.title,
        url=address[2],
        summary=next(filter(None, (getattr(page, name, "") for name in SUMMARY_FIELDS)), ""),
        text="\n".join(_searchable(page, page.get_search_fields())),
        day=_day_of(page),
        municipality_id=municipality.pk if municipality else None,
        lesson_ids={page.pk} if isinstance(page, LessonPage) else _related(page, "lessons"),
        topic_ids=_related(page, "topics"),
    )


def _day_of(page: Page) -> date | None:
    moment = getattr(page, "starts_at", None) or page.first_published_at
    return localdate(moment) if moment else None


def _related(page: Page, name: str) -> set[int]:
    manager = getattr(page, name, None)
    return {one.pk for one in manager.all()} if manager is not None else set()


def _searchable(original: Model, fields: Iterable[Any]) -> Iterator[str]:
    """The texts in the search fields of a page and of what it is related to."""
    for search_field in fields:
        if isinstance(search_field, index.RelatedFields):
            for related in _each(search_field.get_value(original)):
                yield from _searchable(related, search_field.fields)
        elif isinstance(search_field, index.SearchField) and search_field.field_name != "title":
            yield from filter(_is_prose, _texts(search_field.get_value(original)))


def _each(related: Any) -> Iterable[Model]:
    if isinstance(related, Manager):
        return related.all()
    return [related] if related is not None else []


def _texts(value: Any) -> Iterator[str]:
    """Plain texts out of what Wagtail gives for a field: text, or lists of texts."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif value:
        yield str(value)


def _is_prose(text: str) -> bool:
    return not text.startswith(("https://", "http://", "/", "mailto:"))


PAGES = Source(Page, _readable, _describe)
