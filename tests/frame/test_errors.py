"""Whatever goes wrong, a reader gets a Dutch page with a next step and a number we can find."""

import logging
import re

import html5lib
import pytest
from allauth.core.ratelimit import respond_429
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest
from django.template import TemplateSyntaxError
from django.test import Client
from django.urls import clear_url_caches, path

from gideonsbende import errors, urls
from gideonsbende.errors import ReferenceFilter

REFERENCE = re.compile(r"\b[2-9B-Z]{4}-[2-9B-Z]{4}\b")


def _refuse(_request):
    raise PermissionDenied


def _break(_request):
    raise RuntimeError("geheim")


def _without_database(_request):
    raise OperationalError("no database")


def _accept(_request):
    raise AssertionError("The form had no token and came through.")


TROUBLE = {
    403: ("mag-niet/", _refuse),
    429: ("te-vaak/", respond_429),
    500: ("stuk/", _break),
}


@pytest.fixture(autouse=True)
def _trouble(settings, monkeypatch):
    """Addresses that go wrong, beside those of the site."""
    extra = [path(address, view) for address, view in TROUBLE.values()]
    extra += [path("formulier/", _accept), path("geen-database/", _without_database)]
    monkeypatch.setattr(urls, "urlpatterns", [*extra, *urls.urlpatterns])
    clear_url_caches()
    yield
    monkeypatch.undo()
    clear_url_caches()


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def log():
    """The lines as the console would show them."""
    lines: list[str] = []

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Lines()
    handler.addFilter(ReferenceFilter())
    handler.setFormatter(logging.Formatter("{levelname} {message}{reference}", style="{"))
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(
    "place",
    [
        "/agenda/{}.ics",
        "/lidmaatschap/{}/",
        "/berichten/afmelden/{}/",
        "/lid-worden/uitnodiging/{}/",
        "/agenda/{}/verkeerd/",
    ],
)
@pytest.mark.parametrize("method", ["OPTIONS", "PROPFIND", "POST", "HEAD", "GET"])
def test_key_in_an_address_stays_out_of_the_log(log, content, place, method):
    key = "NTc_1vOQzX-kanariepiet:Ab3dEf6hIj9k"
    Client(enforce_csrf_checks=True).generic(method, place.format(key))
    assert not [line for line in log if "kanariepiet" in line]


def _ask(browser: Client, status: int):
    if status == 400:
        return browser.get("/", headers={"host": "een ander.example"})
    if status == 404:
        return browser.get("/bestaat-niet/")
    return browser.get(f"/{TROUBLE[status][0]}")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_reader_gets_a_dutch_page_with_a_next_step_and_a_reference(browser, log, status):
    response = _ask(browser, status)
    assert response.status_code == status
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    assert page.get("lang") == "nl"
    assert len(page.findall(".//h1")) == 1
    assert page.find(".//main//a[@href='/']") is not None
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_log_line_carries_the_number_that_the_reader_saw(browser, log, status):
    response = _ask(browser, status)
    shown = set(REFERENCE.findall(response.text))
    assert len(shown) == 1
    assert shown <= set(REFERENCE.findall("\n".join(log)))


@pytest.mark.django_db
def test_missing_page_tells_a_stranger_of_the_login_and_how_to_join(browser, log, anna):
    answer = browser.get("/ervaringen/een-ervaring/?vanaf=2&x=%22")
    assert 'href="/account/login/?next=%2Fervaringen%2Feen-ervaring%2F%3Fvanaf%3D2' in answer.text
    assert 'href="/lid-worden/"' in answer.text
    browser.force_login(anna)
    answer = browser.get("/bestaat-niet/")
    assert answer.status_code == 404
    assert "alleen voor leden" not in answer.text


@pytest.mark.django_db
def test_missing_page_gives_no_key_to_the_login(browser, log):
    answer = browser.get("/agenda/NTc_1vOQzX-kanariepiet:Ab3dEf6hIj9k/verkeerd/")
    assert "kanariepiet" not in answer.text
    assert 'href="/account/login/"' in answer.text


@pytest.mark.django_db
def test_two_faults_have_two_numbers(browser, log):
    numbers = {REFERENCE.search(_ask(browser, 404).text)[0] for _ in range(5)}
    assert len(numbers) == 5


@pytest.mark.django_db
def test_only_our_own_fault_leaves_a_traceback_in_the_log(browser, log):
    for status in (400, 403, 404, 429):
        _ask(browser, status)
    assert "Traceback" not in "\n".join(log)
    _ask(browser, 500)
    assert "Traceback" in "\n".join(log)


@pytest.mark.django_db
def test_page_does_not_tell_what_broke(browser, log):
    assert "geheim" not in _ask(browser, 500).text


def test_server_error_page_needs_no_database(browser, log):
    """No mark for the database: pytest-django lets nothing through."""
    response = browser.get("/geen-database/")
    assert response.status_code == 500
    assert "Er ging iets mis" in response.text


@pytest.mark.django_db
def test_reader_who_is_logged_in_gets_the_server_error_page_too(browser, log, anna):
    browser.force_login(anna)
    assert _ask(browser, 500).status_code == 500


def test_page_comes_even_when_its_template_is_broken(monkeypatch, log):
    def broken(*_args, **_kwargs):
        raise TemplateSyntaxError("stuk")

    monkeypatch.setattr(errors.loader, "render_to_string", broken)
    request = HttpRequest()
    response = errors.server_error(request)
    assert response.status_code == 500
    assert errors.reference_of(request) in response.text
    assert errors.reference_of(request) in "\n".join(log)


@pytest.mark.django_db
def test_form_without_a_token_says_how_to_go_on(browser, log):
    response = browser.post("/formulier/", {"tekst": "Lang werk"})
    assert response.status_code == 403
    assert "formulier" in response.text.lower()
    assert set(REFERENCE.findall(response.text)) <= set(REFERENCE.findall("\n".join(log)))


@pytest.mark.django_db
def test_program_gets_its_error_as_json(browser, log):
    response = browser.get("/api/v2/bestaat-niet/")
    assert response.status_code == 404
    assert response.json()["message"] == "Niet gevonden."
    assert REFERENCE.fullmatch(response.json()["reference"])


def test_other_log_lines_pass_unchanged(log):
    logging.getLogger("ergens").warning("gewoon")
    assert log == ["WARNING gewoon"]
