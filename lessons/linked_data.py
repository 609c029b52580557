"""The same page once more in the words of schema.org, for whoever reads with a machine."""

import json
from datetime import datetime
from functools import singledispatch
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.models import Page

from .addresses import absolute
from .models import ExamplePage, HomePage, LessonPage, MeetingPage, SiteSettings

Thing = dict[str, Any]
SECTIONS: dict[type[Page], str] = {
    LessonPage: "Lessen",
    ExamplePage: "Praktijkvoorbeelden",
    MeetingPage: "Bijeenkomsten",
}
# What could end the script element or begin another thing in it; as JSON it means the same.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def graph_of(page: Page, request: HttpRequest, path: str, **shared: str) -> SafeString:
    """JSON that is safe inside a script element. ``shared``: what every kind of page may say."""
    thing = describe(page, request)
    things = [thing | shared | {"url": absolute(path)}] if thing else []
    graph = {
        "@context": "https://schema.org",
        "@graph": [*map(_without_gaps, things), *_trail(page, path)],
    }
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return SafeString(text.translate(ESCAPES))


@singledispatch
def describe(page: Page, request: HttpRequest) -> Thing:
    """What is particular to this type of page; empty for a plain one."""
    return {}


@describe.register
def _home(page: HomePage, request: HttpRequest) -> Thing:
    contact = SiteSettings.for_request(request)
    return {
        "@type": "Organization",
        "name": settings.SITE_NAME,
        "email": contact.contact_email,
        "parentOrganization": {"@type": "Organization", "name": contact.sender},
    }


@describe.register(LessonPage)
@describe.register(ExamplePage)
def _article(page: Page, request: HttpRequest) -> Thing:
    return {
        "@type": "Article",
        "headline": page.title,
        "inLanguage": "nl",
        "datePublished": _moment(page.first_published_at),
        "dateModified": _moment(page.last_published_at),
        "author": _ourselves(),
        "publisher": _ourselves(),
    }


@describe.register
def _event(page: MeetingPage, request: HttpRequest) -> Thing:
    """Without a day it is no event yet: of the first talks only the year is known."""
    if not page.starts_at:
        return {}
    names = [speaker.value["name"] for speaker in page.speakers]
    return {
        "@type": "Event",
        "name": page.title,
        "startDate": _moment(page.starts_at),
        "endDate": _moment(page.ends_at),
        "location": {"@type": "Place", "name": page.place} if page.place else None,
        "organizer": _ourselves(),
        "performer": [{"@type": "Person", "name": name} for name in names],
    }


def _trail(page: Page, here: str) -> list[Thing]:
    """The way from the front page to here; none for the front page itself."""
    if here == "/":
        return []
    way = [("Voorpagina", "/"), *_between(page, here), (page.title, here)]
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
        for position, (name, path) in enumerate(way, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}]


def _between(page: Page, here: str) -> list[tuple[str, str]]:
    """As the page's own crumbs have it: without asking the database where the name is known."""
    above = here.rstrip("/").rpartition("/")[0] + "/"
    if above == "/":
        return []
    parent = None if type(page) in SECTIONS else page.get_parent()
    further = _between(parent, above) if parent else []
    return [*further, (parent.title if parent else SECTIONS[type(page)], above)]


def _ourselves() -> Thing:
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")}


def _moment(moment: datetime | None) -> str | None:
    return localtime(moment).isoformat(timespec="seconds") if moment else None


def _without_gaps(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value}
