"""The Tab key reaches all that a mouse reaches, and shows where one is."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from .pages import PAGES

FOCUSABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter(element => !element.disabled && element.checkVisibility({visibilityProperty: true})
    && !element.closest("[inert]")
    && (element.type !== "radio" || element.checked
        || !document.querySelector(`input[name="${element.name}"]:checked`)))
  .map((element, place) => { element.dataset.place = place; return place; })"""

# Which one has focus, whether that shows, and whether something lies on top of it.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const middle = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
    return {
        place: Number(element.dataset.place ?? -1),
        html: element.outerHTML.slice(0, 120),
        isDate: element.type === "date",
        visible: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || style.boxShadow !== "none",
        covered: !(middle && (element.contains(middle) || middle.contains(element)
            || element.closest("label")?.contains(middle) || element.closest("svg"))),
    };
}"""


def _walk(page) -> list[dict]:
    """Press Tab until the page is left; what had focus, in order."""
    expected = page.evaluate(FOCUSABLE)
    stops = []
    for _step in range(len(expected) + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            break
        stops.append(stop)
    return stops


def complaints(page) -> list[str]:
    """What the Tab key does not reach, and where one cannot see to be."""
    expected = page.evaluate(FOCUSABLE)
    stops = _walk(page)
    # The parts within a date field are the browser's own, and so is the ring around them.
    stops = [
        stop
        for before, stop in pairwise([{"place": -1}, *stops])
        if not (stop["isDate"] and before["place"] == stop["place"])
    ]
    reached = {stop["place"] for stop in stops}
    return [
        *(f"not reached: {place}" for place in expected if place not in reached),
        *(f"reached unasked: {stop['html']}" for stop in stops if stop["place"] not in expected),
        *(f"not visible: {stop['html']}" for stop in stops if not stop["visible"]),
        *(f"covered: {stop['html']}" for stop in stops if stop["covered"]),
    ]


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/gemeenten/"])
def test_tab_reaches_everything_and_shows_where_it_is(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    assert complaints(page) == []


def test_first_stop_leads_past_the_menu_to_the_content(page):
    page.goto("/lessen/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()


def test_hundreds_of_municipalities_are_a_trap_for_nobody(page):
    page.goto("/gemeenten/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
