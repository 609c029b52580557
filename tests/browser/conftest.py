"""Chromium as the system has it, before the site as it is really served."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from ..databases import CONTENT, Databases
from ..programs import CHROMIUM
from .server import serving

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
expect.set_options(timeout=30_000)

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


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
    return {"executable_path": CHROMIUM.path, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(site: str) -> dict:
    return {"locale": "nl-NL", "base_url": site, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def reader(browser, browser_context_args) -> Iterator:
    """Someone without JavaScript."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()
