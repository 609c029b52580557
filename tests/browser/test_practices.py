"""The walk of a practice in Chromium: shared, revised, approved, tried, and made an example."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from ..databases import CONTENT, Databases
from .accessibility import look_at
from .members.codes import enter_code
from .pages import HEIGHT
from .server import ROOT, serving, url_of

# Sessions made beside the site: how people log in has tests of its own.
PEOPLE = """
from datetime import date
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from lessons.municipalities.models import Municipality
from members.people.models import Membership, Profile, User
from members.encryption import seal

for name, place in (("Anna", "Heusden"), ("Bram", "Ermelo"), ("Els", "")):
    person = User.objects.create_user(f"{name.lower()}@example.org", name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if place:
        Membership.objects.create(
            person=person, municipality=Municipality.objects.get(name=place),
            start=date(2024, 1, 1), role="gemeentesecretaris", confirmed_on=timezone.localdate(),
        )
        Profile.objects.create(person=person, slug=name.lower())
    else:
        person.groups.add(Group.objects.get(name="Redactie"))
        Authenticator.objects.create(user=person, type="totp", data={"secret": seal("A" * 16)})
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    print(name, session.session_key)
"""
Open = Callable[..., Page]


class Served(NamedTuple):
    """A site with three people, and the cookie of each."""

    address: str
    cookies: dict[str, str]
    database: str
    data: str


@pytest.fixture(scope="module")
def practices_site(databases: Databases, tmp_path_factory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("practices_site")
    database = databases.copy(CONTENT, f"{databases.run}_practices")
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
        yield Served(address, cookies, database, str(data))


@pytest.fixture(scope="module")
def base_url(practices_site) -> str:
    return practices_site.address


@pytest.fixture
def visit(browser, practices_site) -> Iterator[Open]:
    """A page of somebody's own: ``visit("Anna", scripts=False)``."""
    address, cookies = practices_site[:2]
    contexts = []

    def opened(name: str = "", *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=address,
            locale="nl-NL",
            viewport={"width": 1280, "height": HEIGHT},
            java_script_enabled=scripts,
        )
        if name:
            cookie = {"name": "sessionid", "value": cookies[name], "url": address}
            context.add_cookies([cookie])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def fill_in(page: Page, title: str) -> None:
    page.goto("/ervaringen/delen/")
    page.get_by_label("Wat werkte", exact=True).check()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Wat was er aan de hand?").fill("Niemand wist wie hij kon bellen.")
    page.get_by_label("Wat deed u?").fill("We gaven iedere straat een vast gezicht.")
    page.get_by_label("Wat bracht het?").fill("Minder klachten.")
    page.get_by_label("Niet gevraagd").check()
    page.get_by_label("2. ").check()
    page.get_by_label("Iedereen. De redactie leest het eerst.").check()


def fill_in_and_wait(page: Page, title: str) -> None:
    """Until the server has all of it: a part may be kept while the rest is still being typed."""
    with page.expect_response(lambda answer: "openbaar" in (answer.request.post_data or "")):
        fill_in(page, title)
    expect(page.get_by_text("Bewaard om")).to_be_visible()


def decide(els: Page, title: str, button: str, text: str = "") -> None:
    els.goto("/redactie/ervaringen/")
    els.get_by_role("link", name=title).click()
    form = els.locator("form", has=els.get_by_role("button", name=button))
    if text:
        form.get_by_role("textbox").fill(text)
    form.get_by_role("button", name=button).click()
    expect(els.get_by_text("Uw besluit is bewaard.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with_scripts", "without_scripts"])
def test_practice_goes_from_a_form_to_an_example(visit: Open, scripts: bool):
    title = f"Een vast gezicht per straat {'met' if scripts else 'zonder'}"
    anna, bram, els = visit("Anna", scripts=scripts), visit("Bram", scripts=scripts), visit("Els")

    fill_in(anna, title)
    anna.get_by_role("button", name="Insturen").click()
    expect(anna.get_by_text("De redactie leest uw ervaring")).to_be_visible()

    decide(els, title, "Aanpassing vragen", "Wat vonden bewoners ervan?")
    anna.goto("/mijn/")
    anna.get_by_role("link", name="Lezen en aanpassen").click()
    expect(anna.get_by_text("Wat vonden bewoners ervan?")).to_be_visible()
    anna.get_by_role("link", name="Aanpassen").click()
    anna.get_by_label("Dat hebben we gevraagd").check()
    anna.get_by_label("Wat zeiden zij?").fill("Zij kennen nu een naam.")
    anna.get_by_role("button", name="Insturen").click()
    expect(anna.get_by_text("De redactie leest uw ervaring")).to_be_visible()
    decide(els, title, "Goedkeuren")

    reader = visit(scripts=scripts)
    reader.goto("/ervaringen/")
    reader.get_by_role("link", name=title).click()
    expect(reader.get_by_text("Zij kennen nu een naam.")).to_be_visible()
    address = reader.url

    bram.goto(address)
    bram.get_by_label("Uw reactie").fill("Hoe deed u dat met vakanties?")
    bram.get_by_role("button", name="Plaatsen").last.click()
    expect(bram.get_by_text("Hoe deed u dat met vakanties?")).to_be_visible()
    bram.get_by_role("link", name="In mijn gemeente geprobeerd").click()
    bram.get_by_label("Wanneer probeerde u het?").fill("2026-09-01")
    bram.get_by_label("Het werkte voor een deel").check()
    bram.get_by_label("Niet gevraagd").check()
    bram.get_by_role("button", name="Vertellen").click()
    expect(bram.get_by_text("Het werkte voor een deel in Ermelo")).to_be_visible()

    promote(els, title)
    anna.goto("/mijn/")
    anna.get_by_role("link", name="Lezen en kiezen").click()
    anna.get_by_role("button", name="Akkoord met deze tekst").click()
    expect(anna.get_by_text("U bent akkoord met deze tekst.")).to_be_visible()
    publish(els)
    reader.goto("/praktijkvoorbeelden/")
    expect(reader.get_by_role("link", name=title)).to_be_visible()


def promote(els: Page, title: str) -> None:
    els.goto("/redactie/snippets/practices/practice/")
    els.get_by_role("link", name=title).first.click()
    practice = els.url.rstrip("/").rsplit("/", 1)[1]
    els.goto(f"/redactie/ervaringen/{practice}/voorbeeld/")
    els.get_by_role("button", name="Concept maken").click()
    expect(els).to_have_url(re.compile("/redactie/pages/"))


def publish(els: Page) -> None:
    """On Wagtail's own screen, on which the draft was made."""
    els.reload()
    els.evaluate("document.querySelector('[name=action-publish]').click()")
    # From its own screen to the list of its siblings.
    expect(els).to_have_url(re.compile(r"/redactie/pages/\d+/$"))


def test_text_is_kept_while_it_is_typed(visit: Open):
    anna = visit("Anna")
    fill_in_and_wait(anna, "Nog niet af")
    anna.goto("/ervaringen/delen/")
    anna.get_by_role("link", name="Nog niet af").click()
    expect(anna.get_by_label("Wat bracht het?")).to_have_value("Minder klachten.")
    anna.get_by_role("button", name="Concept weggooien").click()
    expect(anna.get_by_text("Uw concept is weggegooid.")).to_be_visible()


def kept_drafts(page: Page, title: str) -> int:
    """How many there are; a last one may arrive after the page on which it was written is gone."""
    for _look in range(20):
        page.goto("/ervaringen/van-mij/")
        if found := page.get_by_role("link", name=title).count():
            return found
    return 0


@pytest.mark.parametrize("way_out", ["link", "closed"])
def test_last_sentence_is_kept_when_the_writer_leaves_at_once(visit: Open, way_out: str):
    title = f"Op de valreep {way_out}"
    anna = visit("Anna")
    anna.goto("/ervaringen/delen/")
    anna.get_by_label("Titel").fill(title)
    if way_out == "link":
        anna.get_by_role("link", name="Lessen").first.click()
        expect(anna).to_have_url(re.compile("/lessen/"))
    else:
        anna.close()
        anna = visit("Anna")
    assert kept_drafts(anna, title) == 1


def test_draft_that_is_thrown_away_while_typing_stays_away(visit: Open):
    title = "Toch maar niet"
    anna = visit("Anna")
    fill_in_and_wait(anna, title)
    anna.goto("/ervaringen/van-mij/")
    anna.get_by_role("link", name=title).click()
    anna.get_by_label("Wat bracht het?").fill("Nog één woord.")
    anna.get_by_role("button", name="Concept weggooien").click()
    expect(anna.get_by_text("Uw concept is weggegooid.")).to_be_visible()
    anna.goto("/ervaringen/van-mij/")
    expect(anna.get_by_role("heading", name="Ingestuurd")).to_be_visible()
    expect(anna.get_by_role("link", name=title)).to_have_count(0)


def test_back_after_sending_in_leads_to_the_text(visit: Open):
    anna = visit("Anna")
    fill_in_and_wait(anna, "Ingestuurd en terug")
    anna.get_by_role("button", name="Insturen").click()
    expect(anna).to_have_url(re.compile("/stand/"))
    anna.go_back()
    expect(anna.get_by_text("U stuurde deze tekst al in.")).to_be_visible()


def test_text_is_there_again_after_a_reload(visit: Open):
    anna = visit("Anna")
    fill_in_and_wait(anna, "Herladen")
    anna.reload()
    expect(anna.get_by_label("Wat bracht het?")).to_have_value("Minder klachten.")


def test_what_is_pasted_is_not_cut_and_the_writer_sees_how_much_too_long_it_is(visit: Open):
    anna = visit("Anna")
    anna.goto("/ervaringen/delen/")
    anna.get_by_label("Titel").focus()
    anna.keyboard.insert_text("a" * 123)
    expect(anna.get_by_label("Titel")).to_have_value("a" * 123)
    expect(anna.get_by_text("3 tekens te veel").first).to_be_visible()


def test_text_that_is_far_too_long_is_kept_as_well(visit: Open):
    """A request that may outlive its page carries 64 KB at most."""
    anna = visit("Anna")
    fill_in(anna, "Veel te lang")
    anna.get_by_label("Wat deed u?").fill("Iedere straat een vast gezicht. " * 3000)
    with anna.expect_response(lambda answer: "openbaar" in (answer.request.post_data or "")):
        anna.get_by_label("Wat bracht het?").fill("Minder klachten.")
    expect(anna.get_by_text("Bewaard om")).to_be_visible()


def test_text_typed_after_the_login_expired_is_kept(visit: Open):
    anna = visit("Anna")
    fill_in_and_wait(anna, "Bijna kwijt")
    cookie = next(one for one in anna.context.cookies() if one["name"] == "sessionid")
    anna.context.clear_cookies(name="sessionid")
    anna.get_by_label("Wat bracht het?").fill("Toch nog meer.")
    expect(anna.get_by_text("U bent uitgelogd")).to_be_visible()
    anna.get_by_role("button", name="Insturen").click()
    expect(anna).to_have_url(re.compile("/account/login/"))
    anna.context.add_cookies([cookie])
    anna.goto("/ervaringen/van-mij/")
    anna.get_by_role("link", name="Bijna kwijt").click()
    expect(anna.get_by_label("Wat bracht het?")).to_have_value("Toch nog meer.")


@pytest.mark.parametrize(
    "address",
    [
        "/ervaringen/",
        "/ervaringen/?omvang=stad",
        "/ervaringen/delen/",
        "/ervaringen/van-mij/",
        "/ervaringen/een-vast-gezicht-per-straat-met/",
        "/ervaringen/een-vast-gezicht-per-straat-met/stand/",
        "/ervaringen/een-vast-gezicht-per-straat-met/voorbeeld/",
        "/ervaringen/een-vast-gezicht-per-straat-met/intrekken/",
        "/ervaringen/een-vast-gezicht-per-straat-met/melden/",
        "/vragen/",
        "/mijn/berichten/",
    ],
)
def test_axe_finds_nothing_on_the_screens_of_practices(visit: Open, address: str):
    look_at(visit("Anna"), address)


def expire(page: Page) -> None:
    """The login ended while somebody wrote: of the session nothing is left."""
    page.context.clear_cookies(name="sessionid")


def log_in_again(page: Page) -> None:
    page.get_by_label("E-mailadres").fill("anna@example.org")
    page.get_by_role("button", name="Code sturen").click()
    enter_code(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_expired_login_gives_the_text_back_after_logging_in(visit: Open, scripts: bool):
    title = f"Bijna kwijt {scripts}"
    anna = visit("Anna", scripts=scripts)
    fill_in(anna, title)
    expire(anna)
    if scripts:
        anna.get_by_label("Wat deed u?").press_sequentially(" En toen.")
        expect(anna.get_by_text("U bent uitgelogd: log in voordat u instuurt.")).to_be_visible()
    anna.get_by_role("button", name="Insturen").click()
    expect(anna.get_by_text("uw tekst is bewaard en staat daarna voor u klaar")).to_be_visible()
    log_in_again(anna)
    expect(anna.get_by_label("Titel")).to_have_value(title)
    anna.get_by_role("button", name="Insturen").click()
    expect(anna.get_by_text("De redactie leest uw ervaring")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_devices_on_one_draft_show_both_texts_and_keep_the_chosen_one(
    visit: Open, scripts: bool
):
    home, office = visit("Anna", scripts=scripts), visit("Anna", scripts=scripts)
    fill_in(home, f"Twee apparaten {scripts}")
    home.get_by_role("button", name="Concept bewaren").click()
    expect(home.get_by_text("Uw concept is bewaard.")).to_be_visible()
    office.goto(home.url)
    office.get_by_label("Wat bracht het?").fill("Op kantoor geschreven.")
    office.get_by_role("button", name="Concept bewaren").click()
    expect(office.get_by_text("Uw concept is bewaard.")).to_be_visible()
    home.get_by_label("Wat bracht het?").fill("Thuis geschreven.")
    if scripts:
        expect(home.get_by_text("U schrijft ook op een ander apparaat.")).to_be_visible()
    home.get_by_role("button", name="Insturen").click()
    expect(home.get_by_role("heading", name="U schreef op twee apparaten")).to_be_visible()
    expect(home.get_by_text("Op kantoor geschreven.")).to_be_visible()
    expect(home.get_by_text("Thuis geschreven.")).to_be_visible()
    home.get_by_role("button", name="De tekst van dit apparaat houden").click()
    expect(home.get_by_label("Wat bracht het?")).to_have_value("Thuis geschreven.")
    office.reload()
    expect(office.get_by_label("Wat bracht het?")).to_have_value("Thuis geschreven.")
