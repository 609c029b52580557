"""/lid-worden/ on a phone, with and without JavaScript."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import sideways, violations

from .codes import enter_code

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NUMBERS = count(1)


@pytest.fixture(params=[True, False], ids=["javascript", "no javascript"])
def phone(request, browser, browser_context_args) -> Iterator[Page]:
    settings = browser_context_args | PHONE | {"java_script_enabled": request.param}
    context = browser.new_context(**settings)
    yield context.new_page()
    context.close()


@pytest.fixture
def telephone(browser, browser_context_args) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args | PHONE)
    yield context.new_page()
    context.close()


def fill_in_post(page: Page, municipality: str = "Den Bosch") -> str:
    """Somebody else each time, for codes to one address are limited."""
    address = f"piet{next(NUMBERS)}@heusden.example"
    page.get_by_label("Uw naam").fill("Piet Puk")
    page.get_by_label("Werk-e-mailadres").fill(address)
    page.get_by_label("Gemeente").fill(municipality)
    page.get_by_label("Functie", exact=True).select_option("gemeentesecretaris")
    page.get_by_label("In deze functie sinds").fill("9-2023")
    return address


def go_on(page: Page) -> None:
    """To the next step; without JavaScript there is nothing to go on to."""
    following = page.get_by_role("button", name="Volgende")
    if following.count():
        following.click()
        # The server looks at the step first, and a busy machine takes its time.
        expect(page.get_by_label("Ik houd me aan de huisregels")).to_be_visible(timeout=20_000)


def confirm(page: Page) -> None:
    enter_code(page)
    expect(page.get_by_role("heading", name="Aanvraag ontvangen")).to_be_visible()


def test_from_form_to_received(phone):
    phone.goto("/lid-worden/")
    fill_in_post(phone)
    go_on(phone)
    phone.get_by_text("Lees de huisregels").click()
    expect(phone.get_by_text("Vraag eerst, adviseer daarna.")).to_be_visible()
    phone.get_by_label("Ik houd me aan de huisregels").check()
    phone.get_by_role("button", name="Aanvraag versturen").click()
    confirm(phone)


def test_error_keeps_what_was_typed(phone):
    phone.goto("/lid-worden/")
    fill_in_post(phone)
    go_on(phone)
    phone.get_by_label("Waarom wilt u meedoen?").fill("Ik wil leren.")
    phone.get_by_role("button", name="Aanvraag versturen").click()
    expect(phone.get_by_role("heading", name="Kijk dit nog even na")).to_be_visible()
    expect(phone.get_by_label("Waarom wilt u meedoen?")).to_have_value("Ik wil leren.")
    phone.get_by_label("Ik houd me aan de huisregels").check()
    phone.get_by_role("button", name="Aanvraag versturen").click()
    confirm(phone)


def test_empty_first_step_goes_no_further(telephone):
    telephone.goto("/lid-worden/")
    telephone.get_by_role("button", name="Volgende").click()
    expect(telephone.get_by_role("heading", name="Kijk dit nog even na")).to_be_focused()
    expect(telephone.get_by_text("Stap 1 van 2")).to_be_visible()
    expect(telephone.get_by_role("link", name="Vul uw naam in.")).to_be_visible()
    # The second step was not reached, so nothing is said of it.
    expect(telephone.get_by_role("link", name="Lees de huisregels en zet")).to_have_count(0)
    assert violations(telephone) == ""
    assert sideways(telephone) == 0
    telephone.get_by_role("link", name="Vul uw naam in.").click()
    expect(telephone.get_by_label("Uw naam")).to_be_focused()


def test_unknown_municipality_is_told_in_its_own_step(telephone):
    telephone.goto("/lid-worden/")
    fill_in_post(telephone, "Huesden")
    telephone.get_by_role("button", name="Volgende").click()
    expect(telephone.get_by_role("link", name="Bedoelt u Heusden")).to_be_visible()
    telephone.get_by_label("Gemeente").fill("Heusden")
    go_on(telephone)
    expect(telephone.get_by_role("heading", name="Kijk dit nog even na")).to_have_count(0)


@pytest.mark.parametrize("way_back", ["button", "phone"])
def test_going_back_loses_nothing(telephone, way_back):
    telephone.goto("/lid-worden/")
    fill_in_post(telephone)
    go_on(telephone)
    telephone.get_by_label("Waarom wilt u meedoen?").fill("Ik wil leren.")
    if way_back == "button":
        telephone.get_by_role("button", name="Vorige").click()
    else:
        telephone.go_back()
    expect(telephone.get_by_label("Uw naam")).to_have_value("Piet Puk")
    expect(telephone.get_by_text("Stap 1 van 2")).to_be_visible()
    go_on(telephone)
    expect(telephone.get_by_label("Waarom wilt u meedoen?")).to_have_value("Ik wil leren.")


def test_double_click_sends_one_code(telephone):
    telephone.goto("/lid-worden/")
    address = fill_in_post(telephone)
    go_on(telephone)
    telephone.get_by_label("Ik houd me aan de huisregels").check()
    telephone.get_by_role("button", name="Aanvraag versturen").dblclick()
    expect(telephone.get_by_label("Code uit de e-mail")).to_be_visible()
    assert telephone.request.get("/ontwikkeling/post/").text().count(address) == 1
    confirm(telephone)


def test_wrong_address_is_mended_without_typing_all_again(telephone):
    telephone.goto("/lid-worden/")
    address = fill_in_post(telephone)
    go_on(telephone)
    telephone.get_by_label("Waarom wilt u meedoen?").fill("Ik wil leren.")
    telephone.get_by_label("Ik houd me aan de huisregels").check()
    telephone.get_by_role("button", name="Aanvraag versturen").click()
    expect(telephone.get_by_label("Code uit de e-mail")).to_be_visible()
    telephone.goto("/lid-worden/")
    expect(telephone.get_by_label("Werk-e-mailadres")).to_have_value(address)
    go_on(telephone)
    expect(telephone.get_by_label("Waarom wilt u meedoen?")).to_have_value("Ik wil leren.")
    expect(telephone.get_by_label("Ik houd me aan de huisregels")).not_to_be_checked()


def test_axe_finds_nothing_among_errors_at_the_end(telephone):
    telephone.goto("/lid-worden/")
    fill_in_post(telephone)
    go_on(telephone)
    telephone.get_by_role("button", name="Aanvraag versturen").click()
    expect(telephone.get_by_role("heading", name="Kijk dit nog even na")).to_be_focused()
    assert violations(telephone) == ""
    telephone.get_by_role("link", name="Lees de huisregels en zet een vinkje").click()
    expect(telephone.get_by_label("Ik houd me aan de huisregels")).to_be_visible()
