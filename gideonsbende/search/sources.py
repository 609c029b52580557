"""Where entries come from: each source knows its originals and how one is described.

A new page type needs nothing here: it is found by its own ``search_fields``. Another model needs
one function that describes it and one line in ``SOURCES``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Manager, Model, QuerySet
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.timezone import localdate
from wagtail.models import Page
from wagtail.search import index

from lessons.models import ExamplePage, LessonPage, MeetingPage
from lessons.municipalities.models import Municipality
from lessons.municipalities.provinces import names_of
from members.practices.models import Practice

from .models import Kind
from .querysets import Audience

PAGE_KINDS = {
    LessonPage: Kind.LESSON,
    ExamplePage: Kind.EXAMPLE,
    MeetingPage: Kind.MEETING,
}
# Where a page says in a sentence what it is about.
SUMMARY_FIELDS = ("search_description", "core", "intro")
SUMMARY_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What search has to know of an original."""

    object_id: int
    kind: Kind
    title: str
    url: str
    summary: str = ""
    text: str = ""
    other_titles: tuple[str, ...] = ()
    # A name is found by itself and its text: its parts mean nothing (Waterland is not about
    # water), and its summary is only shown.
    is_name: bool = False
    day: date | None = None
    audience: Audience = Audience.PUBLIC
    municipality_id: int | None = None
    lesson_ids: set[int] = field(default_factory=set)
    topic_ids: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Source:
    model: type[Model]
    """Stands for its subclasses as well: every page is an original of ``Page``."""
    readable: Callable[[], QuerySet]
    """The originals that may be found, by anyone who may find anything at all."""
    describe: Callable[[Any], Description | None]
    """An original without an address is not described."""


def _readable_pages() -> QuerySet:
    return Page.objects.live().public().specific()


def _describe_page(page: Page) -> Description | None:
    address = page.get_url_parts()
    if address is None:
        return None
    municipality = getattr(page, "municipality", None)
    return Description(
        object_id=page.pk,
        kind=PAGE_KINDS.get(type(page), Kind.PAGE),
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


def _readable_municipalities() -> QuerySet:
    return Municipality.objects.prefetch_related("aliases").order_by("pk")


def _describe_municipality(municipality: Municipality) -> Description:
    return Description(
        object_id=municipality.pk,
        kind=Kind.MUNICIPALITY,
        title=municipality.name,
        url=municipality.get_absolute_url(),
        summary=render_to_string("search/municipality.txt", {"municipality": municipality}).strip(),
        text="\n".join(["gemeente", *names_of(municipality.province)]),
        other_titles=tuple(_other_names(municipality)),
        is_name=True,
    )


def _other_names(municipality: Municipality) -> Iterator[str]:
    yield from (alias.name for alias in municipality.aliases.all())
    if municipality.name.startswith("'s-"):
        # 's-Hertogenbosch is typed as shertogenbosch too.
        yield municipality.name.replace("'s-", "s")


def _readable_practices() -> QuerySet:
    """Also those for members only; the entry says so."""
    return Practice.objects.filter(live=True).prefetch_related("lessons", "topics").order_by("pk")


def _describe_practice(practice: Practice) -> Description:
    """What readers may know of it: one without a name is not found by its municipality."""
    story = (practice.action, practice.result, practice.otherwise, practice.residents_view)
    return Description(
        object_id=practice.pk,
        kind=Kind.QUESTION if practice.is_question else Kind.PRACTICE,
        audience=Audience.PUBLIC if practice.is_public else Audience.MEMBERS,
        title=practice.title,
        url=practice.get_absolute_url(),
        summary=Truncator(practice.matter).words(SUMMARY_WORDS),
        text="\n".join([practice.matter, *filter(None, story)]),
        day=localdate(practice.first_published_at),
        municipality_id=None if practice.under_pseudonym else practice.municipality_id,
        lesson_ids={lesson.pk for lesson in practice.lessons.all()},
        topic_ids={topic.pk for topic in practice.topics.all()},
    )


SOURCES = (
    Source(Practice, _readable_practices, _describe_practice),
    Source(Municipality, _readable_municipalities, _describe_municipality),
    Source(Page, _readable_pages, _describe_page),
)


def source_of(model: type[Model]) -> Source:
    return next(source for source in SOURCES if issubclass(model, source.model))
