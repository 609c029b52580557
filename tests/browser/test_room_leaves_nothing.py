"""A browser that was in the room keeps nothing of it: not behind Back, and not on its disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .test_room import Served, served

__all__ = ["served"]

CANARY = "kanariezaak die nergens mag blijven liggen"
TYPED = "kanarieconcept dat nog niemand las"


@pytest.fixture
def profile(tmp_path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def context(
    playwright, profile, served: Served, browser_type_launch_args
) -> Iterator[BrowserContext]:
    """A browser with a disk, as people have."""
    context = playwright.chromium.launch_persistent_context(
        str(profile), base_url=served.address, locale="nl-NL", **browser_type_launch_args
    )
    cookie = {"name": "sessionid", "value": served.cookies["Anna"], "url": served.address}
    context.add_cookies([cookie])
    yield context
    context.close()


def enter(page: Page, served: Served) -> None:
    page.goto("/")
    page.goto(served.room)
    promise = page.get_by_label("Dit beloof ik mijn groep")
    if promise.is_visible():
        promise.check()
        page.get_by_role("button", name="Naar binnen gaan").click()
    expect(page.get_by_role("heading", name="Uw groep komt bij elkaar")).to_be_visible()


def test_button_to_refresh_shows_only_without_connection(context, served: Served):
    page = context.new_page()
    enter(page, served)
    button = page.get_by_role("button", name="Scherm verversen")
    expect(button).to_be_hidden()
    context.set_offline(True)
    expect(button).to_be_visible()
    context.set_offline(False)
    expect(button).to_be_hidden()


def test_nothing_behind_back_and_nothing_on_the_disk(context, served: Served, profile: Path):
    page = context.new_page()
    enter(page, served)
    page.get_by_text("Zelf iets inbrengen").click()
    page.get_by_label("Uw inbreng").fill(CANARY)
    page.get_by_role("button", name="Laten lezen aan de groep").click()
    page.get_by_text("Uw inbreng aanpassen").click()
    with page.expect_response("**/bewaren/"):
        page.get_by_label("Uw inbreng").fill(TYPED)
    page.reload()
    assert TYPED in page.content()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.get_by_role("link", name="Uitloggen").click()
    page.locator("#inhoud").get_by_role("button", name="Uitloggen").click()
    page.wait_for_url(lambda url: "logout" not in url)
    for _step in range(6):
        page.go_back()
        seen = page.content() + page.evaluate("document.body.innerText")
        assert CANARY not in seen
        assert TYPED not in seen
    context.close()
    files = [path for path in profile.rglob("*") if path.is_file()]
    assert files
    for path in files:
        raw = path.read_bytes()
        for words in (CANARY, TYPED):
            assert words.encode() not in raw, path
            assert words.encode("utf-16-le") not in raw, path
