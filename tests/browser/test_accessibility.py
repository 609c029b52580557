"""Every kind of public page, looked at in every dress."""

import pytest
from playwright.sync_api import Page

from .accessibility import ADD_STYLE, WIDE_TEXT, look_at, sideways, small_targets, violations
from .pages import HEIGHT, PAGES


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_wrong_in_any_width_or_colour_scheme(page: Page, address: str):
    look_at(page, address)


@pytest.mark.parametrize("address", PAGES)
def test_narrow_page_with_wide_text_does_not_scroll_sideways(page: Page, address: str):
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    page.goto(address)
    page.evaluate(ADD_STYLE, WIDE_TEXT)
    assert sideways(page) == 0


def test_looking_would_notice(page: Page):
    """Each of the ways to look sees what it is there for."""
    page.goto("/over/")
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend", `
        <input id="nameless"><div id="wide">wide</div><div tabindex="0" id="small"></div>`)""")
    page.evaluate(ADD_STYLE, "#wide { width: 9999px } #small { width: 9px; height: 9px; }")
    assert "nameless" in violations(page)
    assert sideways(page) > 0
    assert any("small" in one for one in small_targets(page))
