"""Pages for tests that want their own rather than our content; published unless told otherwise."""

from datetime import datetime
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction, Site

from lessons.models import (
    ExampleIndexPage,
    ExamplePage,
    HomePage,
    LessonIndexPage,
    LessonPage,
    MeetingIndexPage,
    MeetingPage,
    PlainPage,
)
from lessons.municipalities.models import Municipality

TEXT = [("paragraph", "<p>Tekst.</p>")]


def make_home() -> HomePage:
    """The front page: the one that stands there, or else a new one as the root of the site."""
    home = HomePage.objects.first()
    if home is None:
        home = HomePage(title="Voorpagina", slug="voor", heading="Kop", intro="Kort.")
        home.call_title, home.call = "Oproep", "<p>Kom.</p>"
        Page.get_first_root_node().add_child(instance=home)
        Site.objects.filter(is_default_site=True).update(root_page=home)
    return home


def make_lesson(number: int = 1, **fields: Any) -> LessonPage:
    defaults = {
        "title": f"Les over {number}",
        "slug": f"les-{number}",
        "number": number,
        "hue": number,
        "menu_title": f"Kort {number}",
        "core": f"De kern van {number}.",
        "body": TEXT,
    }
    return _publish(_index(LessonIndexPage, "lessen"), LessonPage, defaults | fields)


def make_example(title: str = "Voorbeeld", **fields: Any) -> ExamplePage:
    defaults = {"title": title, "intro": f"{title} in het kort.", "body": TEXT}
    return _publish(_index(ExampleIndexPage, "praktijkvoorbeelden"), ExamplePage, defaults | fields)


def make_meeting(title: str = "Gesprek", **fields: Any) -> MeetingPage:
    defaults = {"title": title, "intro": f"{title} in het kort.", "period": "2022"}
    return _publish(_index(MeetingIndexPage, "bijeenkomsten"), MeetingPage, defaults | fields)


def make_page(title: str = "Pagina", parent: Page | None = None, **fields: Any) -> PlainPage:
    return _publish(parent or make_home(), PlainPage, {"title": title, "body": TEXT} | fields)


def make_municipality(name: str = "Heusden", code: str = "GM0797", **fields: Any) -> Municipality:
    defaults = {
        "slug": slugify(name),
        "province": "Noord-Brabant",
        "inhabitants": 46_026,
        "latitude": "51.697",
        "longitude": "5.160",
    }
    return Municipality.objects.create(name=name, code=code, **defaults | fields)


def hide(page: Page) -> None:
    """Only for whoever is logged in: live, but not public."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def backdate(page: Page, moment: datetime) -> None:
    """Let the page be published at another moment, for the first time and the last."""
    Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)


def _index(page_type: type[Page], slug: str) -> Page:
    index = page_type.objects.first()
    if index is None:
        index = page_type(title=slug.capitalize(), slug=slug)
        make_home().add_child(instance=index)
    return index


def _publish(parent: Page, page_type: type[Page], fields: dict[str, Any]) -> Any:
    live = fields.pop("live", True)
    many = {name: fields.pop(name) for name in ("lessons", "topics") if name in fields}
    page = page_type(live=False, **fields)
    parent.add_child(instance=page)
    for name, values in many.items():
        getattr(page, name).set(values)
    revision = page.save_revision(clean=False)
    if live:
        revision.publish()
    return page_type.objects.get(pk=page.pk)
