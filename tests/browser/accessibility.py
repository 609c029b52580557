"""What WCAG 2.2 AA asks and a machine can see, of the page that is open, in every dress."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

from .pages import HEIGHT, SCHEMES, WIDTHS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is told in full: what is right would be carried to us node by node.
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
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


def violations(page: Page) -> str:
    """What axe finds, as a report; empty when it finds nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("options => axe.run(options)", OPTIONS))
    return found.generate_report() if found.violations_count else ""


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(SIDEWAYS)


def small_targets(page: Page) -> list[str]:
    """What is too small to hit, as the beginning of its HTML."""
    return page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)


def look_at(page: Page, address: str) -> None:
    """Open a page, narrow and wide, light and dark; nothing is wrong, and its console is silent."""
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert sideways(page) == 0, (page.url, width)
        assert small_targets(page) == [], (page.url, width)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert violations(page) == "", (page.url, width, scheme)
    # A missing page is announced on the console too; that is what it is for.
    assert [text for text in complaints if "status of 404" not in text] == []
