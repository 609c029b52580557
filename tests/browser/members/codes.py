"""Login codes, as the mail of development shows them."""

import re

from playwright.sync_api import Page, expect

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


def latest_code(page: Page) -> str:
    found = CODE.search(page.request.get("/ontwikkeling/post/").text())
    assert found
    return found[0]


def log_in_by_code(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(f"{name.lower()}@demo.example")
    page.get_by_role("button", name="Code sturen").click()
    page.get_by_label("Code uit de e-mail").fill(latest_code(page))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name=f"Dag {name}")).to_be_visible()
