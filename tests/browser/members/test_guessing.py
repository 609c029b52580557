"""Guessing codes at three processes: strangers are stopped, owners are not."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests.visitor import Visitor, token_of

from .codes import CODE

WRONG = "AAAA-BBBB"
CONFIRM = "/account/login/code/confirm/"


class Guesser(Visitor):
    def ask_code(self, email: str) -> None:
        self.fill_in("/account/login/", login=email)

    def guess(self, code: str) -> str:
        return self.fill_in(CONFIRM, code=code).text

    def is_in(self) -> bool:
        return self.open("/mijn/", allow_redirects=False).status_code == 200


@pytest.fixture
def browser_from(members_site):
    """Makes a new browser at an address of this machine."""
    port = urlsplit(members_site).port

    @contextmanager
    def opened(address: str) -> Iterator[Guesser]:
        with Guesser(f"http://127.0.0.1:{port}", address) as browser:
            yield browser

    return opened


def latest_code(browser: Guesser) -> str:
    return CODE.search(browser.open("/ontwikkeling/post/").text)[0]


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
        token = token_of(first.open(CONFIRM).text)

        def guess(number: int) -> str:
            with browser_from(f"127.0.0.{20 + number}") as same:
                same.cookies.update(first.cookies)
                return same.send_form(CONFIRM, token, code=WRONG).text

        with ThreadPoolExecutor(12) as threads:
            answers = list(threads.map(guess, range(12)))
        assert sum("klopt niet" in answer for answer in answers) <= 5
        first.send_form(CONFIRM, token, code=code)
        assert not first.is_in()
