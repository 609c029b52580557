"""Members in Chromium: logging in by code and passkey, and every screen of theirs under axe."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ..databases import CONTENT, Databases
from .pages import HEIGHT, SCHEMES, WIDTHS
from .server import ROOT, serving, url_of
from .test_accessibility import RULES, SIDEWAYS, SMALL_TARGETS, SMALLEST_TARGET

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
OPEN_SCREENS = ("/account/login/", "/lid-worden/")
SCREENS = (
    "/mijn/",
    "/mijn/profiel/",
    "/mijn/pauze/",
    "/mijn/uitnodigen/",
    "/leden/",
    "/leden/bram/",
    "/leden/vraag-een-collega/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/email/",
    "/account/sessions/",
    "/account/reauthenticate/",
    "/account/logout/",
    "/ontwikkeling/post/",
)


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def base_url(members_site: str) -> str:
    return members_site


@pytest.fixture(scope="module")
def browser_context_args(members_site: str) -> dict:
    return {"locale": "nl-NL", "base_url": members_site, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
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


def test_passkey_is_added_and_then_logs_in(page: Page):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    log_in_by_code(page, "Chris")
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_text("De passkey is toegevoegd.")).to_be_visible()
    page.goto("/mijn/")
    page.get_by_role("button", name="Uitloggen").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("heading", name="Dag Chris")).to_be_visible()


@pytest.mark.parametrize("address", SCREENS)
def test_axe_finds_nothing_on_the_screens_of_members(anna, address):
    _look_at(anna, address)


@pytest.mark.parametrize("address", OPEN_SCREENS)
def test_axe_finds_nothing_on_the_way_in(page, address):
    _look_at(page, address)


def test_axe_finds_nothing_among_errors(page):
    page.goto("/lid-worden/")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("button", name="Aanvraag versturen").click()
    summary = page.get_by_role("heading", name="Kijk dit nog even na")
    expect(summary).to_be_focused()
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="Lees de huisregels en zet een vinkje").click()
    expect(page.get_by_label("Ik houd me aan de huisregels")).to_be_visible()


def test_joining_works_without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto("/lid-worden/")
    page.get_by_label("Uw naam").fill("Piet Puk")
    page.get_by_label("Werk-e-mailadres").fill("piet@heusden.example")
    page.get_by_label("Gemeente").fill("Den Bosch")
    page.get_by_label("Functie", exact=True).select_option("gemeentesecretaris")
    page.get_by_label("In deze functie sinds").fill("9-2023")
    page.get_by_label("Ik houd me aan de huisregels").check()
    page.get_by_role("button", name="Aanvraag versturen").click()
    page.get_by_label("Code uit de e-mail").fill(latest_code(page))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Aanvraag ontvangen")).to_be_visible()
    context.close()


def test_guessing_stops_at_the_sixth_attempt_with_three_processes(members_site):
    """Each guess from a new browser, which claims another address; any process may answer it."""
    refused = []
    with requests.Session() as browser:
        for attempt in range(6):
            browser.headers["X-Forwarded-For"] = f"203.0.113.{attempt}"
            browser.headers["Connection"] = "close"
            if attempt in (0, 3):
                browser.cookies.clear()
                _post(browser, f"{members_site}/account/login/", login="bram@demo.example")
            answer = _post(browser, f"{members_site}/account/login/code/confirm/", code="AAAA-BBBB")
            refused.append("te vaak" in answer.text)
    assert refused == [False] * 5 + [True]


def _post(browser: requests.Session, address: str, **data: str) -> requests.Response:
    page = browser.get(address, timeout=10)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    return browser.post(address, data | {"csrfmiddlewaretoken": token}, timeout=10)


def _look_at(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate(SIDEWAYS) == 0, width
        assert page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == [], width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": RULES})
            assert found.violations_count == 0, f"{width} {scheme}\n{found.generate_report()}"
    assert complaints == []
