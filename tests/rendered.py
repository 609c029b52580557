"""Forms as they stand on a page: fetched, filled in and posted, as a browser would."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import html5lib

Fields = dict[str, list[str]]
NOT_SENT = {"submit", "button", "reset", "image", "file"}


def fields_of(response: Any, action: str | None = None) -> Fields:
    """What a browser would send from the form that posts to ``action``, or to the page itself.

    Buttons are left out: whoever presses one adds its name.
    """
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    path = action or response.request["PATH_INFO"]
    for form in page.iter("form"):
        target = (form.get("action") or response.request["PATH_INFO"]).split("?")[0]
        if form.get("method", "get").lower() == "post" and target == path:
            fields: Fields = {}
            for name, value in _values(form):
                fields.setdefault(name, []).append(value)
            return fields
    raise AssertionError(f"No form on {response.request['PATH_INFO']} posts to {path}")


def _values(form: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for control in form.iter():
        name, kind = control.get("name"), control.get("type", "text").lower()
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "textarea":
            yield name, (control.text or "").removeprefix("\n")
        elif control.tag == "select":
            yield from ((name, value) for value in _chosen(control))
        elif control.tag == "input" and kind in ("checkbox", "radio"):
            if control.get("checked") is not None:
                yield name, control.get("value", "on")
        elif control.tag == "input" and kind not in NOT_SENT:
            yield name, control.get("value", "")


def _chosen(select: ElementTree.Element) -> list[str]:
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return [option.get("value", option.text or "") for option in chosen]
