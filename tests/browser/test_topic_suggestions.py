"""Topics while typing, in the list that the search field has; and the form without it."""

import pytest
from playwright.sync_api import expect

from .test_practices import base_url, fill_in, practices_site, visit  # noqa: F401 - fixtures

TITLE = "Een voorbeeld met onderwerpen"


def options(field):
    """Those of the list below the field; the form has menus with options as well."""
    return field.page.get_by_role("listbox", name="Onderwerpen").get_by_role("option")


@pytest.fixture
def field(visit):  # noqa: F811
    """Of somebody who begins to type a word that the examples have."""
    page = visit("Anna")
    page.goto("/ervaringen/delen/")
    field = page.get_by_role("combobox", name="Onderwerpen")
    # In one go: after every key another list could come.
    field.fill("toezicht, ene")
    expect(options(field)).not_to_have_count(0)
    return field


def test_arrow_and_enter_take_the_topic_and_keep_what_stood_before(field):
    option = options(field).first
    name = option.get_attribute("data-value")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    field.press("Enter")
    expect(field).to_have_value(f"toezicht, {name}, ")
    expect(field).to_be_focused()
    expect(options(field)).to_have_count(0)
    expect(field.page.get_by_text("Bewaard om")).to_be_visible()


def test_click_takes_the_topic(field):
    name = options(field).first.get_attribute("data-value")
    options(field).first.click()
    expect(field).to_have_value(f"toezicht, {name}, ")


def test_escape_leaves_what_was_typed(field):
    field.press("Escape")
    expect(field.page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("toezicht, ene")


def test_topics_are_typed_without_javascript(visit):  # noqa: F811
    page = visit("Anna", scripts=False)
    fill_in(page, TITLE)
    page.get_by_label("Onderwerpen").fill("toezicht, wijkgericht werken")
    page.get_by_label("Alleen leden").check()
    page.get_by_role("button", name="Insturen").click()
    expect(page.get_by_role("button", name="Insturen")).to_have_count(0)
    page.goto("/ervaringen/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("link", name="wijkgericht werken")).to_be_visible()
