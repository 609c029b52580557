"""Whoever has no JavaScript misses nothing."""

import re

from playwright.sync_api import expect


def test_from_home_to_a_lesson_to_an_example(reader):
    reader.goto("/")
    reader.get_by_role("main").get_by_role("link", name="grenzen").first.click()
    expect(reader).to_have_url(re.compile("/lessen/."))
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    reader.goto("/praktijkvoorbeelden/")
    reader.get_by_role("main").get_by_role("link", name="Heusden").first.click()
    expect(reader).to_have_url(re.compile("/praktijkvoorbeelden/heusden/$"))


def test_searching(reader):
    reader.goto("/zoeken/")
    box = reader.get_by_role("main").get_by_role("searchbox").first
    box.fill("bewoner")
    box.press("Enter")
    expect(reader).to_have_url(re.compile("q=bewoner"))
    expect(reader.get_by_role("main").get_by_role("link").nth(2)).to_be_visible()


def test_finding_a_municipality(reader):
    reader.goto("/gemeenten/")
    reader.get_by_role("main").get_by_role("link", name="Heusden").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Heusden")
