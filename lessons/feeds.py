"""What is new, for feed readers: of everything, and of each lesson (Atom, RFC 4287)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import unescape

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, strip_tags
from django.utils.text import Truncator
from django.utils.timezone import make_aware
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from .addresses import absolute
from .models import ExamplePage, LessonPage, MeetingPage, SiteSettings

ENTRIES = 50
SUMMARY_WORDS = 60
# A feed without entries has to say when it changed last: before there was anything to say.
BEFORE_EVERYTHING = datetime(2022, 12, 21, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    """A UUID that stays the same when the entry is edited or moves."""
    title: str
    address: str
    summary: str
    published: datetime
    updated: datetime


# Gives the entries of one lesson, or of all; urls.py may pass more of them as ``also``.
Source = Callable[[HttpRequest, LessonPage | None], Iterable[Entry]]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    context = {"lessons": _lessons(), "entries": ENTRIES}
    return render(request, "lessons/feeds.html", context)


@require_safe
@conditional_page
def everything(request: HttpRequest, also: tuple[Source, ...] = ()) -> HttpResponse:
    return feed(request, "Nieuw bij de Gideonsbende", "/", _newest(request, None, also))


@require_safe
@conditional_page
def of_lesson(request: HttpRequest, slug: str, also: tuple[Source, ...] = ()) -> HttpResponse:
    lesson = get_object_or_404(_lessons(), slug=slug)
    title = f"Nieuw bij les {lesson.number}: {lesson.title}"
    return feed(request, title, lesson.get_url(request), _newest(request, lesson, also))


def examples(request: HttpRequest, lesson: LessonPage | None) -> Iterator[Entry]:
    pages = lesson.examples.all() if lesson else ExamplePage.objects.all()
    for page in pages.live().public().newest()[:ENTRIES]:
        yield _entry(page, request, page.title)


def meetings(request: HttpRequest, lesson: LessonPage | None) -> Iterator[Entry]:
    pages = lesson.meetings.all() if lesson else MeetingPage.objects.all()
    for page in pages.live().public().order_by("-first_published_at")[:ENTRIES]:
        yield _entry(page, request, f"Bijeenkomst: {page.title}")


def additions(request: HttpRequest, lesson: LessonPage | None) -> Iterator[Entry]:
    for page in [lesson] if lesson else _lessons():
        for addition in page.additions:
            # Added on a day, without an hour.
            moment = make_aware(datetime.combine(addition.value["date"], time.min))
            yield Entry(
                key=addition.id,
                title=f"Aanvulling bij les {page.number}: {page.menu_title}",
                address=f"{page.get_url(request)}#aanvullingen",
                summary=unescape(strip_tags(addition.value["text"].source)),
                published=moment,
                updated=moment,
            )


def _lessons() -> QuerySet:
    return LessonPage.objects.live().public().filter(number__isnull=False).in_order()


def _entry(page: Page, request: HttpRequest, title: str) -> Entry:
    return Entry(
        key=str(page.translation_key),
        title=title,
        address=page.get_url(request),
        summary=page.intro,
        published=page.first_published_at,
        updated=page.last_published_at,
    )


def _newest(
    request: HttpRequest, lesson: LessonPage | None, also: tuple[Source, ...]
) -> list[Entry]:
    sources = (examples, meetings, additions, *also)
    entries = [entry for source in sources for entry in source(request, lesson)]
    return sorted(entries, key=lambda entry: entry.published, reverse=True)[:ENTRIES]


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEFORE_EVERYTHING


def feed(request: HttpRequest, title: str, about: str, entries: list[Entry]) -> HttpResponse:
    """These entries as an Atom feed about the page at ``about``."""
    written = _Feed(
        title=title,
        link=absolute(about),
        description="",
        language="nl",
        author_name=SiteSettings.for_request(request).sender,
        feed_url=absolute(request.path),
        feed_guid=absolute(request.path),
    )
    for entry in entries:
        written.add_item(
            title=entry.title,
            link=absolute(entry.address),
            # Atom takes a summary for HTML, so plain text has to be written as such.
            description=escape(Truncator(entry.summary).words(SUMMARY_WORDS)),
            unique_id=f"urn:uuid:{entry.key}",
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)
