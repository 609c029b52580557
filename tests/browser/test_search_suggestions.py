"""Suggestions while typing: a combobox that keys and a mouse can use, and a plain form without."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def field(page):
    page.goto("/zoeken/")
    field = page.get_by_role("combobox", name="Waar zoekt u naar?")
    # In one go: after every key another list could come.
    field.fill("heus")
    expect(page.get_by_role("option")).not_to_have_count(0)
    return field


def test_arrows_choose_and_enter_opens(page, field):
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    option = page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    expect(field).to_be_focused()
    field.press("Enter")
    page.wait_for_url("**/praktijkvoorbeelden/heusden/")


def test_arrows_walk_round_by_way_of_the_field(page, field):
    field.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_escape_closes_and_keeps_what_was_typed(page, field):
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("heus")


def test_enter_without_a_choice_searches(page, field):
    field.press("Enter")
    page.wait_for_url("**/zoeken/?q=heus")


def test_click_opens(page, field):
    page.get_by_role("option").first.click()
    page.wait_for_url("**/praktijkvoorbeelden/heusden/")


def test_list_goes_when_nothing_begins_like_that_any_more(page, field):
    field.press_sequentially("q")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_number_of_suggestions_is_told(page, field):
    expect(page.get_by_role("status").filter(has_text="suggestie")).to_have_count(1)


def test_form_searches_without_javascript(reader):
    reader.goto("/zoeken/")
    reader.get_by_label("Waar zoekt u naar?").fill("bewoners")
    reader.get_by_role("button", name="Zoeken").click()
    reader.get_by_role("navigation", name="Verfijnen").get_by_role("link", name="Lessen").click()
    expect(reader).to_have_url(re.compile("(?=.*q=bewoners)(?=.*soort=les)"))
    expect(reader.locator("mark").first).to_be_visible()
