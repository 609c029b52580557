"""What WCAG 2.2 AA asks and a machine can see, on every kind of page, in every dress."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import HEIGHT, PAGES, SCHEMES, WIDTHS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 24

# Links within a sentence may be smaller: their line of text sets their height (2.5.8).
SMALL_TARGETS = """smallest => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter(element => {
    const box = element.getBoundingClientRect();
    const inLine = getComputedStyle(element).display === "inline"
        && element.parentElement.textContent.trim() !== element.textContent.trim();
    return element.checkVisibility() && box.width > 1 && !inLine && !element.closest("svg")
        && (box.width < smallest || box.height < smallest);
}).map(element => element.outerHTML.slice(0, 120))"""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# The spacing that readers may set for themselves (1.4.12).
WIDE_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""

# A constructed style sheet, as a reader's own is not bound by our policy on inline styles.
ADD_STYLE = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet); }"""


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_any_width_or_colour_scheme(page, address):
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": RULES})
            assert found.violations_count == 0, f"{width} {scheme}\n{found.generate_report()}"


@pytest.mark.parametrize("address", PAGES)
def test_narrow_page_does_not_scroll_sideways(page, address):
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    page.goto(address)
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate(ADD_STYLE, WIDE_TEXT)
    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_large_enough_to_hit(page, address, width):
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(address)
    assert page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []
