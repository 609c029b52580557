"""Guessing codes at three processes: strangers are stopped, owners are not."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from .codes import CODE

WRONG = "AAAA-BBBB"
CONFIRM = "/account/login/code/confirm/"


class From(HTTPAdapter):
    """Connects from another address of this machine: that one cannot be forged."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args, **kwargs) -> None:
        super().init_poolmanager(*args, source_address=(self.address, 0), **kwargs)


class Browser(requests.Session):
    def __init__(self, site: str, address: str) -> None:
        super().__init__()
        self.site = site
        self.mount("http://", From(address))
        # Every request may be answered by another process.
        self.headers["Connection"] = "close"

    def ask_code(self, email: str) -> None:
        self.send_form("/account/login/", login=email)

    def guess(self, code: str) -> str:
        return self.send_form(CONFIRM, code=code).text

    def send_form(self, path: str, **data: str) -> requests.Response:
        page = self.get(self.site + path, timeout=30).text
        return self.post(self.site + path, data | {"csrfmiddlewaretoken": token(page)}, timeout=30)

    def is_in(self) -> bool:
        answer = self.get(f"{self.site}/mijn/", timeout=30, allow_redirects=False)
        return answer.status_code == 200


@pytest.fixture
def browser_from(members_site):
    """Makes a new browser at an address of this machine."""
    port = urlsplit(members_site).port

    @contextmanager
    def opened(address: str) -> Iterator[Browser]:
        with Browser(f"http://127.0.0.1:{port}", address) as browser:
            yield browser

    return opened


def token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def latest_code(browser: Browser) -> str:
    return CODE.search(browser.get(f"{browser.site}/ontwikkeling/post/", timeout=30).text)[0]


def test_sixth_guess_is_refused_and_the_owner_still_comes_in(browser_from):
    """Two browsers of one stranger, who claims another address with every guess."""
    refused = []
    for attempts in (3, 3):
        with browser_from("127.0.0.9") as stranger:
            stranger.headers["X-Forwarded-For"] = "203.0.113.0"
            stranger.ask_code("bram@demo.example")
            for attempt in range(attempts):
                stranger.headers["X-Forwarded-For"] = f"203.0.113.{attempt}"
                refused.append("te vaak" in stranger.guess(WRONG))
    assert refused == [False] * 5 + [True]
    with browser_from("127.0.0.1") as owner:
        owner.ask_code("bram@demo.example")
        owner.guess(latest_code(owner))
        assert owner.is_in()


def test_guesses_at_the_same_moment_count_as_so_many(browser_from):
    """One browser, from so many addresses that only its own count can stop it."""
    with browser_from("127.0.0.20") as first:
        first.ask_code("chris@demo.example")
        code = latest_code(first)
        page = token(first.get(first.site + CONFIRM, timeout=30).text)

        def guess(number: int) -> str:
            with browser_from(f"127.0.0.{20 + number}") as same:
                same.cookies.update(first.cookies)
                data = {"code": WRONG, "csrfmiddlewaretoken": page}
                return same.post(same.site + CONFIRM, data, timeout=60).text

        with ThreadPoolExecutor(12) as threads:
            answers = list(threads.map(guess, range(12)))
        assert sum("klopt niet" in answer for answer in answers) <= 5
        assert first.post(
            first.site + CONFIRM, {"code": code, "csrfmiddlewaretoken": page}, timeout=30
        ).ok
        assert not first.is_in()
