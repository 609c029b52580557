"""Every screen of members under axe, in both widths and colours, and under the Tab key."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import look_at, sideways
from tests.browser.test_keyboard import complaints

OPEN_SCREENS = ("/account/login/", "/lid-worden/", "/account/uitgelogd/")
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
    "/mijn/gegevens/downloaden/",
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


def test_words_of_ninety_letters_do_not_widen_the_page(anna):
    """The last of these tests to look at Anna's profile, which it leaves as it makes it."""
    word = "x" * 90
    anna.set_viewport_size({"width": 320, "height": 900})
    anna.goto("/mijn/profiel/")
    anna.get_by_label("Waar ik nu aan werk").fill(f"Aan {word}")
    anna.get_by_role("combobox", name="Onderwerpen").fill(f"wijk; {word}")
    anna.get_by_role("button", name="Profiel bewaren").click()
    expect(anna.get_by_text("Uw profiel is bewaard.")).to_be_visible()
    for address in ("/mijn/profiel/", "/leden/anna/", "/leden/", f"/leden/?onderwerp={word}"):
        anna.goto(address)
        assert sideways(anna) == 0, address


def test_member_asks_a_colleague_by_keyboard_alone(anna):
    anna.goto("/leden/vraag-een-collega/")
    anna.get_by_label("Over welke les gaat uw vraag?").focus()
    # To the third lesson, with which Bram helps.
    for _ in range(3):
        anna.keyboard.press("ArrowDown")
    anna.keyboard.press("Tab")
    anna.keyboard.press("Tab")
    anna.keyboard.type("Hoe pakt u dit aan?")
    anna.keyboard.press("Tab")
    anna.keyboard.press("Enter")
    anna.wait_for_url("**/leden/vraag-een-collega/*/")
