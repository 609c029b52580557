"""Chromium as the system has it, before the site as it is really served."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ..databases import CONTENT, Databases
from .server import serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
HERE = Path(__file__).parent
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

# A busy machine makes a page late, not wrong.
expect.set_options(timeout=15_000)

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium these tests are left out, or, where they are required, the run stops."""
    mine = [item for item in items if HERE in item.path.parents]
    if CHROMIUM or not mine:
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.exit("Chromium ontbreekt, en REQUIRE_BROWSER=1 eist het.", returncode=1)
    items[:] = [item for item in items if item not in mine]
    config.hook.pytest_deselected(items=mine)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not CHROMIUM:
        terminalreporter.write_line(
            "Geen Chromium gevonden: de browsertests zijn niet gedaan (apt install chromium)."
        )


@pytest.fixture(scope="session")
def site(databases: Databases, tmp_path_factory) -> Iterator[str]:
    """The address of the site, served from a copy of our content that no other test sees."""
    data = tmp_path_factory.mktemp("site")
    with serving(databases.copy(CONTENT, f"{databases.run}_site"), data) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(site: str) -> str:
    return site


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(site: str) -> dict:
    return {"locale": "nl-NL", "base_url": site, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def reader(browser, browser_context_args) -> Iterator:
    """Someone without JavaScript."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()
