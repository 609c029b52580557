"""What the head of a page tells search engines and whoever shows a shared link."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from .addresses import absolute
from .cards import SITE_TITLE, lesson_card_path, site_card_path
from .linked_data import graph_of
from .models import ExamplePage, LessonPage

# Where a page says in a sentence what it is about, in case editors wrote no description.
DESCRIBING_FIELDS = ("search_description", "core", "intro")


@dataclass(frozen=True, slots=True)
class PageMeta:
    address: str
    picture: str
    picture_alt: str
    title: str = ""
    description: str = ""
    kind: str = "website"
    lesson_feed: str = ""
    linked_data: str = ""


def meta_of_page(page: Page, request: HttpRequest) -> PageMeta:
    texts = (getattr(page, name, "") for name in DESCRIBING_FIELDS)
    description = next(filter(None, texts), "")
    is_lesson = isinstance(page, LessonPage) and page.number is not None
    picture = absolute(lesson_card_path(page) if is_lesson else site_card_path())
    # A page that is still being written, in a preview, may have no address yet.
    path = page.get_url(request) or request.path
    return PageMeta(
        address=absolute(path),
        picture=picture,
        picture_alt=f"Les {page.number}: {page.title}" if is_lesson else SITE_TITLE,
        title=page.seo_title or page.title,
        description=description,
        kind="article" if isinstance(page, LessonPage | ExamplePage) else "website",
        lesson_feed=reverse("lesson_feed", args=[page.slug]) if is_lesson else "",
        linked_data=graph_of(page, request, path, image=picture, description=description),
    )


def meta_of_screen(request: HttpRequest, title: str, description: str) -> PageMeta:
    """For what is no page of the editors: a municipality, the feeds, the search."""
    return PageMeta(
        address=absolute(request.path),
        picture=absolute(site_card_path()),
        picture_alt=SITE_TITLE,
        title=title,
        description=description,
    )
