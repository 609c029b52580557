"""Six browsers in one room, through a whole method, with a server that dies in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..databases import CONTENT, Databases
from .accessibility import violations
from .pages import HEIGHT
from .server import CONFIGURATION, ROOT, free_port, style, url_of, wait_for

NAMES = ("Anna", "Bram", "Chris", "Dunya", "Ed", "Fatma")
WITHIN = 30_000  # ms: browsers ask every two seconds, and a busy machine adds to that
HIDDEN = "Niemand durfde het tegen de wethouder te zeggen"
HALF = "Een halve gedachte die bewaard bleef"
# The incident method, with a step in which everybody writes alone.
PEOPLE = f"""
import time
from datetime import date, timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from allauth.mfa.models import Authenticator
from lessons.municipalities.models import Municipality
from members.intervision.room import access
from members.intervision.models import (
    Meeting, Method, MethodStep, Participant, PeerGroup, Round, Visit,
)
from members.people.models import Membership, Profile, User

now = timezone.now()
method = Method.objects.get(slug="incidentmethode")
method.steps.add(MethodStep(
    sort_order=99, name="Advies opschrijven", minutes=5, kind="schrijven", speaker="niemand",
    case_owner_is_silent=True, instruction="Schrijf elk voor uzelf op wat u zou doen.",
))
method.save()
one = Round.objects.create(
    title="Najaar", slug="najaar", method=method, state="gepland", made_at=now,
    sign_up_until=now - timedelta(days=9),
)
group = PeerGroup.objects.create(round=one, number=1, method=method, made_at=now)
Meeting.objects.create(
    group=group, starts_at=now, ends_at=now + timedelta(minutes=90), made_at=now, changed_at=now
)
print("key", group.key)
places = Municipality.objects.current()[:6]
for place, name in zip(places, {NAMES}):
    person = User.objects.create_user(f"{{name.lower()}}@example.org", name)
    Membership.objects.create(
        person=person, municipality=place, start=date(2024, 1, 1),
        role="gemeentesecretaris", confirmed_on=timezone.localdate(),
    )
    Profile.objects.create(person=person, slug=name.lower())
    Authenticator.objects.create(user=person, type="totp", data={{"secret": "x"}})
    Participant.objects.create(
        group=group, person=person, joined_at=now, is_facilitator=name == "Anna"
    )
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    # The door has tests of its own.
    session[access.OPENED] = {{group.key: time.time()}}
    session.save()
    print(name, session.session_key)
"""
# Five minutes later, for the step that runs.
CLOCK = """
from datetime import timedelta
from members.intervision.models import Sitting
for sitting in Sitting.objects.filter(phase="loopt").select_related("group"):
    Sitting.objects.filter(pk=sitting.pk).update(ends_at=sitting.ends_at - timedelta(minutes=5))
"""


@dataclass
class Served:
    """The site on one port, that can be killed and started again."""

    environment: dict[str, str]
    data: Path
    cookies: dict[str, str]
    server: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return self.environment["BASE_URL"]

    @property
    def room(self) -> str:
        return f"/intervisie/groep/{self.cookies['key']}/"

    def start(self) -> None:
        with (self.data / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", CONFIGURATION, "gideonsbende.wsgi"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_for(f"{self.address}/healthz", self.server, self.data / "server.log")

    def kill(self) -> None:
        assert self.server
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def shell(self, code: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


@pytest.fixture(scope="module")
def served(databases: Databases, tmp_path_factory) -> Iterator[Served]:
    data, port = tmp_path_factory.mktemp("room_site"), free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": url_of(databases.copy(CONTENT, f"{databases.run}_room")),
        "DATA_DIR": str(data),
        "STATIC_ROOT": style(),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DEBUG": "0",
        "TASKS_AT_ONCE": "1",
        "PORT": str(port),
    }
    site = Served(environment, data, {})
    site.cookies = dict(line.split() for line in site.shell(PEOPLE).splitlines() if line)
    site.start()
    yield site
    site.kill()


@pytest.fixture
def pages(browser, served: Served) -> Iterator[dict[str, Page]]:
    """Everybody inside, three on a phone."""
    opened = {}
    for number, name in enumerate(NAMES):
        context = browser.new_context(
            base_url=served.address,
            locale="nl-NL",
            viewport={"width": 390 if number % 2 else 1280, "height": HEIGHT},
        )
        cookie = {"name": "sessionid", "value": served.cookies[name], "url": served.address}
        context.add_cookies([cookie])
        page = opened[name] = context.new_page()
        page.goto(served.room)
        page.get_by_label("Dit beloof ik mijn groep").check()
        page.get_by_role("button", name="Naar binnen gaan").click()
    yield opened
    for page in opened.values():
        page.context.close()


def go_on(lead: Page, button: str) -> None:
    lead.get_by_role("button", name=button, exact=True).click()


def all_see(pages: dict[str, Page], text: str, patience: int = WITHIN) -> None:
    for page in pages.values():
        expect(page.locator("[data-room]")).to_contain_text(text, timeout=patience)


def all_that_arrives(page: Page, served: Served) -> str:
    """The source, what a script could read, and the answer to the poll."""
    read = "async path => (await (await fetch(path)).text())"
    poll = page.locator("[data-room]").get_attribute("data-poll")
    return page.content() + page.evaluate(read, served.room) + page.evaluate(read, poll)


def test_six_people_go_through_a_whole_method(pages: dict[str, Page], served: Served):
    lead, others = pages["Anna"], [page for name, page in pages.items() if name != "Anna"]
    expect(lead.get_by_role("heading", name="U begeleidt")).to_be_visible()
    go_on(lead, "Beginnen")
    all_see(pages, "stap 1 van 8")
    go_on(lead, "Verder: Korte inbreng")
    go_on(lead, "Verder: Kiezen")
    all_see(pages, "stap 3 van 8")
    for page in others:
        page.get_by_label("Bram", exact=True).check()
    lead.get_by_label("Wie brengt in?").select_option(label="Bram")
    others[0].get_by_role("button", name="Inleveren").click()
    # News of somebody else takes away no choice, and no place on the screen.
    for page in others[1:]:
        expect(page.locator("#werk")).to_contain_text("Nog 4 personen bezig", timeout=WITHIN)
        expect(page.get_by_label("Bram", exact=True)).to_be_checked()
        expect(page.get_by_label("Bram", exact=True)).to_be_focused()
    for page in others[1:]:
        page.get_by_role("button", name="Inleveren").click()
    all_see(pages, "5 stemmen")
    expect(lead.get_by_label("Wie brengt in?").locator("option:checked")).to_have_text("Bram")
    lead.get_by_role("button", name="Vastleggen").click()
    for step in ("Vragen", "Analyse", "Advies", "Evaluatie en afspraak", "Advies opschrijven"):
        go_on(lead, f"Verder: {step}")
        all_see(pages, step)

    # Nobody sees another's text before it is time, not in any byte.
    chris, dunya, ed = pages["Chris"], pages["Dunya"], pages["Ed"]
    chris.get_by_label("Advies opschrijven").fill(HIDDEN)
    chris.get_by_role("button", name="Inleveren").click()
    expect(chris.get_by_role("heading", name="U hebt ingeleverd")).to_be_visible()
    for name in ("Anna", "Bram", "Dunya", "Ed", "Fatma"):
        assert HIDDEN not in all_that_arrives(pages[name], served)

    # The server dies while Dunya writes: what was acknowledged is there, and everybody goes on.
    dunya.get_by_label("Advies opschrijven").press_sequentially(HALF)
    expect(dunya.locator("#antwoord [data-kept]")).to_contain_text("Bewaard", timeout=WITHIN)
    served.kill()
    ed.get_by_label("Advies opschrijven").fill("Getypt zonder server")
    expect(ed.locator("[data-trouble]")).to_contain_text("verbinding is even weg")
    served.start()
    expect(ed.locator("#antwoord [data-kept]")).to_contain_text("Bewaard", timeout=WITHIN)
    expect(ed.locator("[data-trouble]")).to_be_hidden(timeout=WITHIN)
    dunya.reload()
    expect(dunya.get_by_label("Advies opschrijven")).to_have_value(HALF)

    # Time is up: everything that was handed in shows at once; a draft stays with its writer.
    served.shell(CLOCK)
    all_see(pages, HIDDEN)
    assert HALF not in all_that_arrives(pages["Ed"], served)
    expect(dunya.get_by_label("Advies opschrijven")).to_have_value(HALF)
    go_on(lead, "Bijeenkomst afsluiten")
    for page in pages.values():
        expect(page.get_by_role("heading", name="Na de bijeenkomst")).to_be_visible(timeout=WITHIN)
    assert violations(lead) == ""
    assert HIDDEN not in (served.data / "server.log").read_text(errors="replace")
