"""Login codes, as the mail of development shows them."""

import re

from playwright.sync_api import Page, expect

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


def latest_code(page: Page) -> str:
    found = CODE.search(page.request.get("/ontwikkeling/post/").text())
    assert found
    return found[0]


def enter_code(page: Page) -> None:
    """The code was sent before the page that asks for it was made."""
    field = page.get_by_label("Code uit de e-mail")
    expect(field).to_be_visible()
    field.fill(latest_code(page))
    page.get_by_role("button", name="Verder").click()


def log_in_by_code(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(f"{name.lower()}@demo.example")
    page.get_by_role("button", name="Code sturen").click()
    enter_code(page)
    expect(page.get_by_role("heading", name=f"Dag {name}")).to_be_visible()
