"""Every screen of members under axe, in both widths and colours, and under the Tab key."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import HEIGHT, SCHEMES, WIDTHS
from tests.browser.test_accessibility import RULES, SIDEWAYS, SMALL_TARGETS, SMALLEST_TARGET
from tests.browser.test_keyboard import complaints

OPEN_SCREENS = ("/account/login/", "/lid-worden/")
SCREENS = (
    "/mijn/",
    "/mijn/profiel/",
    "/mijn/huisregels/",
    "/mijn/pauze/",
    "/mijn/uitnodigen/",
    "/leden/",
    "/leden/bram/",
    "/leden/vraag-een-collega/",
    "/mijn/gegevens/",
    "/mijn/gegevens/wissen/",
    "/mijn/vertrek/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/email/",
    "/account/sessions/",
    "/account/reauthenticate/",
    "/account/logout/",
    "/ontwikkeling/post/",
)


@pytest.mark.parametrize("address", SCREENS)
def test_axe_finds_nothing_on_the_screens_of_members(anna, address):
    _look_at(anna, address)


@pytest.mark.parametrize("address", OPEN_SCREENS)
def test_axe_finds_nothing_on_the_way_in(page, address):
    _look_at(page, address)


@pytest.mark.parametrize("address", SCREENS)
def test_tab_reaches_everything_on_the_screens_of_members(anna, address):
    anna.emulate_media(reduced_motion="reduce")
    anna.goto(address)
    assert complaints(anna) == []


def test_member_asks_a_colleague_by_keyboard_alone(anna):
    anna.goto("/leden/vraag-een-collega/")
    anna.get_by_label("Over welke les gaat uw vraag?").focus()
    anna.keyboard.press("ArrowDown")
    anna.keyboard.press("Tab")
    anna.keyboard.press("Tab")
    anna.keyboard.type("Hoe pakt u dit aan?")
    anna.keyboard.press("Tab")
    anna.keyboard.press("Enter")
    anna.wait_for_url("**/leden/vraag-een-collega/*/")


def _look_at(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate(SIDEWAYS) == 0, width
        assert page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == [], width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": RULES})
            assert found.violations_count == 0, f"{width} {scheme}\n{found.generate_report()}"
    assert complaints == []
