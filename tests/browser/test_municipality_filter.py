"""The list of municipalities filters itself while one types, and says how many are left."""

import re

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def municipalities(page: Page) -> Page:
    page.goto("/gemeenten/")
    return page


def listed(page: Page):
    return page.locator(".gb-municipality-list").get_by_role("link")


def test_name_is_found_while_typing(municipalities):
    municipalities.get_by_label("Naam van de gemeente").press_sequentially("heus")
    expect(listed(municipalities)).to_have_text(["Heusden"])
    expect(municipalities.get_by_role("status")).to_have_text("1 gemeente")
    # A reload or a shared address shows the same.
    expect(municipalities).to_have_url(re.compile(r"\?naam=heus$"))
    municipalities.reload()
    expect(listed(municipalities)).to_have_text(["Heusden"])


@pytest.mark.parametrize("typed", ["den haag", "gravenhage", "sgravenhage"])
def test_other_names_and_spellings_are_known(municipalities, typed):
    municipalities.get_by_label("Naam van de gemeente").fill(typed)
    expect(listed(municipalities)).to_have_text(["'s-Gravenhage"])


def test_province_and_size_narrow_further(municipalities):
    municipalities.get_by_label("Provincie").select_option("Flevoland")
    expect(listed(municipalities)).to_have_count(6)
    municipalities.get_by_label("Aantal inwoners").select_option(index=4)
    expect(listed(municipalities)).to_have_text(["Almere"])


def test_nothing_found_says_what_to_do_and_the_way_back(municipalities):
    municipalities.get_by_label("Naam van de gemeente").fill("qwerty")
    expect(municipalities.get_by_text("Geen gemeente past hierbij")).to_be_visible()
    municipalities.get_by_role("link", name="Toon alle gemeenten").click()
    expect(listed(municipalities)).to_have_count(342)


def test_script_and_server_find_the_same(municipalities, reader):
    for typed in ("ber", "bergen", "friesland", "'s", "st. m", "noord holland", "é"):
        municipalities.get_by_label("Naam van de gemeente").fill(typed)
        found = municipalities.get_by_role("status").inner_text()
        reader.goto("/gemeenten/")
        reader.get_by_label("Naam van de gemeente").fill(typed)
        reader.get_by_role("button", name="Zoeken").click()
        expect(reader.get_by_role("status")).to_have_text(found)


def test_on_a_phone_the_filter_comes_first_and_its_answer_next(municipalities):
    municipalities.set_viewport_size(PHONE)
    field = municipalities.get_by_label("Naam van de gemeente")
    expect(field).to_be_in_viewport()
    field.fill("ermelo")
    expect(municipalities.get_by_role("link", name="Ermelo").first).to_be_in_viewport()
