"""The walk of a round in Chromium, on phones, without scripts: from announcement to invitation."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..databases import CONTENT, Databases
from .accessibility import look_at
from .pages import HEIGHT
from .server import ROOT, serving, url_of

PHONE, DESK = 390, 1280
SENTENCE = "Wie beslist er eigenlijk over het plein"
PLACES = ("Heusden", "Ermelo", "Nijmegen", "Vlissingen", "Emmen", "Venlo")
# Five answers to the chooser, and with them the methods that fit.
CHOSEN = "?vraag=incident&kennen=1&mensen=6&minuten=90&hoe=online"
NAMES = ("Anna", "Bram", "Chris", "Dunya", "Ed", "Fatma")
# Sessions made beside the site: how people log in has tests of its own.
# What members bring asks for a second step of this moment: Bram just proved it, for an hour.
PEOPLE = f"""
import time
from datetime import date
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from lessons.municipalities.models import Municipality
from members.people.models import Membership, Profile, User

for name, place in (*zip({NAMES}, {PLACES}), ("Els", "")):
    person = User.objects.create_user(f"{{name.lower()}}@example.org", name)
    if place:
        Membership.objects.create(
            person=person, municipality=Municipality.objects.get(name=place),
            start=date(2024, 1, 1), role="gemeentesecretaris", confirmed_on=timezone.localdate(),
        )
        Profile.objects.create(person=person, slug=name.lower())
    else:
        person.groups.add(Group.objects.get(name="Redactie"))
        Authenticator.objects.create(user=person, type="totp", data={{"secret": "x"}})
    session = SessionStore()
    if name == "Bram":
        Authenticator.objects.create(user=person, type="totp", data={{"secret": "x"}})
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {{"method": "mfa", "at": time.time() + 3600, "type": "totp"}}
        ]
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    print(name, session.session_key)
"""


class Site:
    """The site with six members and an editor, and whoever opens a page of theirs."""

    def __init__(self, browser, address: str, cookies: dict[str, str], data: Path) -> None:
        self.browser, self.address, self.cookies, self.data = browser, address, cookies, data
        self.contexts: list = []

    def page(self, name: str = "", *, width: int = PHONE, scripts: bool = False, **how) -> Page:
        context = self.browser.new_context(
            base_url=self.address,
            locale="nl-NL",
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            **how,
        )
        if name:
            cookie = {"name": "sessionid", "value": self.cookies[name], "url": self.address}
            context.add_cookies([cookie])
        self.contexts.append(context)
        return context.new_page()


@pytest.fixture(scope="module")
def served(databases: Databases, tmp_path_factory) -> Iterator[tuple[str, dict[str, str], Path]]:
    data = tmp_path_factory.mktemp("rounds_site")
    database = databases.copy(CONTENT, f"{databases.run}_rounds")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": url_of(database),
        "DATA_DIR": str(data),
    }
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", PEOPLE],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    cookies = dict(line.split() for line in made.stdout.splitlines() if line.count(" ") == 1)
    with serving(database, data) as address:
        yield address, cookies, data


@pytest.fixture(scope="module")
def base_url(served) -> str:
    return served[0]


@pytest.fixture
def site(browser, served) -> Iterator[Site]:
    made = Site(browser, *served)
    yield made
    for context in made.contexts:
        context.close()


def announce(els: Page, title: str) -> str:
    """Make a round with two dates, and open it; returns its screen for the organiser."""
    els.goto("/intervisie/organiseren/")
    els.get_by_role("link", name="Ronde maken").click()
    els.get_by_label("Titel").fill(title)
    els.get_by_label("Werkvorm").select_option(label="Incidentmethode")
    until = date.today() + timedelta(days=7)
    els.get_by_label("Tot wanneer kan men zich aanmelden?").fill(f"{until.isoformat()}T18:00")
    for number, days in enumerate((20, 27)):
        row = els.get_by_role("group", name=f"Datum {number + 1}")
        row.get_by_label("Dag").fill((date.today() + timedelta(days=days)).isoformat())
        row.get_by_label("Van").fill("14:00")
        row.get_by_label("Tot").fill("15:30")
    els.get_by_role("button", name="Ronde bewaren").click()
    els.get_by_role("button", name="Aanmelden openzetten").click()
    expect(els.get_by_text("Aanmelden kan nu.")).to_be_visible()
    return els.url


def sign_up(page: Page, title: str, *, brings_case: bool) -> None:
    page.goto("/intervisie/")
    page.get_by_role("link", name=title).click()
    answer(page, "Ja", "Ja")
    if brings_case:
        page.get_by_label("Ik breng iets in").check()
        page.get_by_label("Waar gaat het over, in één zin?").fill(SENTENCE)
    page.get_by_role("button", name="Aanmelden voor deze ronde").click()
    expect(page.get_by_text("U bent aangemeld.")).to_be_visible()


def answer(page: Page, *answers: str) -> None:
    """Whether one can come, date by date."""
    questions = page.get_by_role("group", name=re.compile("14.00 – 15.30 uur"))
    expect(questions).to_have_count(len(answers))
    for number, text in enumerate(answers):
        questions.nth(number).get_by_label(text, exact=True).check()


def make_groups(els: Page, organising: str) -> None:
    els.goto(organising)
    els.get_by_role("button", name="Aanmelden nu sluiten").click()
    els.get_by_role("link", name="Groepen maken").click()
    els.get_by_role("button", name="Groepen maken").click()
    # Made within the request, for no worker stands beside the site.
    expect(els.get_by_text("Iedereen heeft een plaats.")).to_be_visible(timeout=120_000)


def swap(els: Page) -> None:
    """Within one group nothing changes; the draft all the same has another version."""
    version = els.locator("[name=versie]").first
    before = version.input_value()
    els.get_by_label("Wie", exact=True).first.select_option(index=0)
    els.get_by_label("Met wie").select_option(index=1)
    els.get_by_role("button", name="Wisselen").click()
    expect(version).not_to_have_value(before)
    expect(els.get_by_text("Iedereen heeft een plaats.")).to_be_visible()


def vote(page: Page, *answers: str) -> None:
    page.goto("/mijn/")
    page.get_by_role("link", name="Datum kiezen").click()
    answer(page, *answers)
    page.get_by_role("button", name="Antwoord bewaren").click()
    expect(page.get_by_text("Uw antwoord is bewaard.")).to_be_visible()


def test_round_goes_from_announcement_to_invitation(site: Site):
    els = site.page("Els", width=DESK)
    title = "Wie beslist?"
    organising = announce(els, title)
    members = {name: site.page(name) for name in NAMES}
    for number, page in enumerate(members.values()):
        sign_up(page, title, brings_case=number < 2)
    make_groups(els, organising)
    swap(els)
    look = site.page("Els", scripts=True)
    look_at(look, els.url)
    els.get_by_role("button", name=re.compile("Groepen bevestigen")).click()
    expect(els.get_by_text("De groepen staan vast.")).to_be_visible()
    for page in members.values():
        vote(page, "Als het moet", "Ja")
    expect(members["Fatma"].get_by_text("U komt bij elkaar op")).to_be_visible()
    els.goto(organising)
    expect(els.get_by_text("Elke groep heeft een datum.")).to_be_visible()
    anna = site.page("Anna", scripts=True)
    appointment = members["Anna"].url
    for address in (appointment, f"{appointment}verlaten/", "/mijn/agenda/", "/mijn/"):
        look_at(anna, address)
    bram = site.page("Bram", scripts=True)
    look_at(bram, appointment.replace("afspraak", "inbreng"))
    expect(bram.get_by_text(SENTENCE).first).to_be_visible()
    mail = _mail(site.data)
    assert mail.count("BEGIN:VCALENDAR") == len(NAMES)
    assert "SUMMARY:Intervisie" in mail
    assert SENTENCE not in mail
    assert title not in mail


def test_axe_finds_nothing_on_the_screens_of_rounds(site: Site):
    organising = announce(site.page("Els", width=DESK), "Toegankelijk")
    els, anna = site.page("Els", scripts=True), site.page("Anna", scripts=True)
    for page, address in (
        (anna, "/intervisie/"),
        (anna, "/intervisie/werkvormen/"),
        (anna, f"/intervisie/werkvormen/{CHOSEN}"),
        (anna, "/intervisie/werkvormen/?vraag="),
        (anna, "/intervisie/toegankelijk/"),
        (els, "/intervisie/organiseren/"),
        (els, "/intervisie/organiseren/nieuw/"),
        (els, organising),
    ):
        look_at(page, address)


def _mail(data: Path) -> str:
    """What was delivered, decoded, as soon as every invitation was."""
    until, text = time.monotonic() + 60, ""
    while text.count("BEGIN:VCALENDAR") < len(NAMES) and time.monotonic() < until:
        time.sleep(0.5)
        text = "\n".join(_texts((data / "mail").glob("*.log")))
    return text


def _texts(logs: Iterable[Path]) -> Iterator[str]:
    for log in logs:
        for one in log.read_bytes().split(b"-" * 79 + b"\n"):
            for part in message_from_bytes(one, policy=policy.default).walk():
                if part.get_content_maintype() == "text":
                    yield f"{part['subject']}\n{part.get_content()}"
