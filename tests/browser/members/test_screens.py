"""Every screen of members under axe, in both widths and colours, and under the Tab key."""

import pytest

from tests.browser.accessibility import look_at
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
    look_at(anna, address)


@pytest.mark.parametrize("address", OPEN_SCREENS)
def test_axe_finds_nothing_on_the_way_in(page, address):
    look_at(page, address)


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
