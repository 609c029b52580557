"""Pull the plug at random moments while members send in practices: part of `make trust`.

Everything that was acknowledged must be there afterwards, and nothing may be there by half.
"""

import os
import random
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import requests

from .site import Site

WRITERS = 4
# How long the server lives under fire: from the first request to well into the work.
LIFE_SECONDS = (0.1, 5.0)
SET_UP = """
from tests.trust.people import make
print("session", make())
"""
VERDICT = """
from tests.trust.verdict import complaints
print("\\n".join(complaints({titles!r})))
"""


def drill(times: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="gideonsbende-trust-") as folder:
        site = Writers(Path(folder))
        site.fill()
        for number in range(times):
            with site.running() as server, site.writing():
                time.sleep(random.uniform(*LIFE_SECONDS))  # noqa: S311 - no secret hangs on it
                os.killpg(server.pid, signal.SIGKILL)
            done = f"{number + 1} van {times} keer gestopt, {len(site.kept)} bevestigd"
            print(f"\r{done}", end="", flush=True)
        found = site.ask(VERDICT.format(titles=sorted(site.kept))).strip()
    print(f"\n{found or 'Niets verloren, niets half.'}")
    return not found and bool(site.kept)


class Writers(Site):
    """The site, with members who send in one practice after the other."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.kept: set[str] = set()
        self.session = ""

    def fill(self) -> None:
        super().fill()
        self.session = self.ask(SET_UP).split("session ")[1].strip()

    @contextmanager
    def writing(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._write) for _one in range(WRITERS)]
        for thread in threads:
            thread.start()
        yield
        for thread in threads:
            thread.join()

    def _write(self) -> None:
        """Send in one after the other until the server is gone."""
        with requests.Session() as browser, suppress(requests.RequestException):
            browser.cookies.set("sessionid", self.session)
            page = browser.get(f"{self.address}/ervaringen/delen/", timeout=10).text
            while True:
                title = f"Ervaring {uuid4()}"
                answer = browser.post(
                    f"{self.address}/ervaringen/delen/",
                    _form(page, title),
                    timeout=10,
                    allow_redirects=False,
                )
                if answer.status_code == 302 and "/stand/" in answer.headers["Location"]:
                    self.kept.add(title)


def _form(page: str, title: str) -> dict[str, str]:
    def first(pattern: str) -> str:
        found = re.search(pattern, page)
        if found is None:
            raise RuntimeError(f"Not on the form: {pattern}")
        return found[1]

    return {
        "csrfmiddlewaretoken": first(r'name="csrfmiddlewaretoken" value="([^"]+)"'),
        "municipality": first(r'<option value="(\d+)" selected'),
        "lessons": first(r'name="lessons" value="(\d+)"'),
        "token": str(uuid4()),
        "version": "0",
        "kind": "wat-werkte",
        "title": title,
        "matter": "Wat.",
        "action": "Hoe.",
        "result": "Wel.",
        "residents": "niet gevraagd",
        "topics": "proef",
        "audience": "leden",
        "send": "1",
    }
