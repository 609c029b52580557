"""Our own content, put on the site once: what editors do with it stays as they left it."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from markdown import markdown
from wagtail.models import Page, Site

from .models import (
    ExampleIndexPage,
    ExamplePage,
    HomePage,
    LessonIndexPage,
    LessonPage,
    LoadedContent,
    MeetingIndexPage,
    MeetingPage,
    PlainPage,
    SiteSettings,
)
from .municipalities.models import Municipality

HOME_SLUG = "home"
CONTENT = Path(__file__).parent / "content"
RICH_TEXT_BLOCKS = {"paragraph", "callout", "addition"}


@transaction.atomic
def load_content() -> list[str]:
    """Put every file that was not loaded before on the site; returns the keys of what was new."""
    return [key for key, put in _files() if _once(key, put)]


def address_site() -> None:
    """Let Wagtail know under which address the settings say that the site runs."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or {"http": 80, "https": 443}[address.scheme]
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=port)
    Site.clear_site_root_paths_cache()


def _files() -> Iterator[tuple[str, Callable[[], None]]]:
    """Every file with what puts it on the site: parents first, lessons before examples."""
    yield "home", _put_home
    yield "settings", _put_settings
    for folder, index_type, page_type, fields in (
        ("lessen", LessonIndexPage, LessonPage, _lesson_fields),
        ("praktijkvoorbeelden", ExampleIndexPage, ExamplePage, _example_fields),
        ("bijeenkomsten", MeetingIndexPage, MeetingPage, _meeting_fields),
    ):
        yield f"{folder}/index", _putter(index_type, f"{folder}/index", HomePage, _plain_fields)
        for key in _keys(folder):
            yield key, _putter(page_type, key, index_type, fields)
    # A page with a parent comes after the pages that can be one.
    for key in sorted(_keys("paginas"), key=lambda key: "parent" in _read(key)):
        yield key, _putter(PlainPage, key, HomePage, _plain_fields)


def _keys(folder: str) -> list[str]:
    stems = (path.stem for path in sorted((CONTENT / folder).glob("*.toml")))
    keys = [f"{folder}/{stem}" for stem in stems if stem != "index"]
    return sorted(keys, key=lambda key: _read(key).get("order", 0))


def _once(key: str, put: Callable[[], None]) -> bool:
    _record, is_new = LoadedContent.objects.get_or_create(key=key)
    if is_new:
        put()
    return is_new


def _read(key: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{key}.toml").read_text(encoding="utf-8"))


def _putter(
    page_type: type[Page],
    key: str,
    parent_type: type[Page],
    fields: Callable[[dict[str, Any]], dict[str, Any]],
) -> Callable[[], None]:
    def put() -> None:
        data = _read(key)
        parent = (
            PlainPage.objects.get(slug=data["parent"])
            if "parent" in data
            else parent_type.objects.get()
        )
        _publish(parent, page_type, data, fields(data))

    return put


def _publish(
    parent: Page, page_type: type[Page], data: dict[str, Any], fields: dict[str, Any]
) -> Page:
    """Add the page with a first revision, so that its history begins with our text."""
    many = {name: fields.pop(name) for name in ("lessons", "topics") if name in fields}
    page = page_type(
        title=data["title"],
        slug=data["slug"],
        search_description=data.get("search_description", ""),
        show_in_menus=data.get("show_in_menus", False),
        live=False,
        **fields,
    )
    parent.add_child(instance=page)
    for name, values in many.items():
        manager = getattr(page, name)
        manager.set(values, clear=True) if name == "topics" else manager.set(values)
    page.save_revision(clean=True).publish()
    return page


def _put_home() -> None:
    """Take the place of Wagtail's welcome page as the root of the site."""
    data = {"slug": HOME_SLUG} | _read("home")
    root = Page.get_first_root_node()
    welcome = root.get_children().type(Page).exclude(pk__in=HomePage.objects.all()).first()
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost"
    )
    if welcome is not None and welcome.slug == data["slug"]:
        Page.objects.filter(pk=welcome.pk).update(slug=f"{HOME_SLUG}-wagtail")
    fields = {
        name: data[name]
        for name in ("heading", "intro", "how_title", "call_title", "call_button")
        if name in data
    } | {name: _rich(data.get(name, "")) for name in ("how", "call")}
    site.root_page = _publish(root, HomePage, data, fields)
    site.site_name = "Gideonsbende"
    site.save()
    if welcome is not None:
        Page.objects.get(pk=welcome.pk).delete()


def _put_settings() -> None:
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults=_read("settings"))


def _plain_fields(data: dict[str, Any]) -> dict[str, Any]:
    fields = {"intro": data.get("intro", "")}
    return fields | {"body": _stream(data["body"])} if "body" in data else fields


def _lesson_fields(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": data["number"],
        "hue": data["number"],
        "menu_title": data["menu_title"],
        "core": data["core"],
        "body": _stream(data["body"]),
        "checklist": [("action", text) for text in data.get("checklist", [])],
        "questions": [("question", text) for text in data.get("questions", [])],
        "sources": _structs("source", data.get("sources", [])),
        "additions": _structs("addition", data.get("additions", [])),
    }


def _example_fields(data: dict[str, Any]) -> dict[str, Any]:
    name = data.get("municipality")
    return {
        "municipality": Municipality.objects.get(name=name) if name else None,
        "organisation": data.get("organisation", ""),
        "intro": data["intro"],
        "facts": _structs("fact", data.get("facts", [])),
        "body": _stream(data["body"]),
        "hard": [("paragraph", _rich(data["hard"]))] if data.get("hard") else [],
        "sources": _structs("source", data.get("sources", [])),
        "last_confirmed": data.get("last_confirmed"),
        "review_on": data.get("review_on"),
        "lessons": list(LessonPage.objects.filter(number__in=data["lessons"])),
        "topics": data.get("topics", []),
    }


def _meeting_fields(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "period": str(data["year"]),
        "intro": data["intro"],
        "speakers": _structs("speaker", data.get("speakers", [])),
        "body": _stream(data.get("body", [])),
        "sources": _structs("source", data.get("sources", [])),
        "lessons": list(LessonPage.objects.filter(number__in=data.get("lessons", []))),
    }


def _stream(blocks: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Blocks as the files write them → (type, value) pairs as a StreamField takes them."""
    return [(block["type"], _value(block)) for block in blocks]


def _value(block: dict[str, Any]) -> Any:
    kind = block["type"]
    rest = {name: value for name, value in block.items() if name != "type"}
    if kind in RICH_TEXT_BLOCKS:
        rest["text"] = _rich(rest["text"])
    return rest["text"] if kind in ("heading", "paragraph") else rest


def _structs(kind: str, rows: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    return _stream([{"type": kind, **row} for row in rows])


def _rich(text: str) -> str:
    return markdown(text.strip(), output_format="html")
