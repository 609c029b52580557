"""Members in Chromium: the site with its demo accounts, in three processes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.server import ROOT, serving, url_of
from tests.databases import CONTENT, Databases

from .codes import log_in_by_code


@pytest.fixture(scope="package")
def members_site(databases: Databases, tmp_path_factory) -> Iterator[str]:
    """The site with its demo accounts. A passkey needs a name: an address of numbers is none."""
    data = tmp_path_factory.mktemp("members_site")
    database = databases.copy(CONTENT, f"{databases.run}_members")
    with serving(database, data, WEB_CONCURRENCY="3") as address:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
            "DATABASE_URL": url_of(database),
            "DATA_DIR": str(data),
        }
        subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, check=True)
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="package")
def base_url(members_site: str) -> str:
    return members_site


@pytest.fixture(scope="package")
def browser_context_args(members_site: str) -> dict:
    return {"locale": "nl-NL", "base_url": members_site, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="package")
def annas_session(browser, browser_context_args) -> dict:
    """Logged in once, for all screens."""
    context = browser.new_context(**browser_context_args)
    log_in_by_code(context.new_page(), "Anna")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def anna(browser, browser_context_args, annas_session) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args, storage_state=annas_session)
    yield context.new_page()
    context.close()
