"""Pull the plug at random moments while members send in practices: `make trust`.

Everything that was acknowledged must be there afterwards, and nothing may be there by half.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import requests

from tests.browser.server import CONFIGURATION, ROOT, free_port, prepare, wait_for

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


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=200)
    times = options.parse_args().times
    with tempfile.TemporaryDirectory(prefix="gideonsbende-trust-") as folder:
        site = Site(Path(folder))
        site.fill()
        for number in range(times):
            with site.running() as server, site.writers():
                time.sleep(random.uniform(*LIFE_SECONDS))  # noqa: S311 - no secret hangs on it
                os.killpg(server.pid, signal.SIGKILL)
            done = f"{number + 1} van {times} keer gestopt, {len(site.kept)} bevestigd"
            print(f"\r{done}", end="", flush=True)
        found = site.ask(VERDICT.format(titles=sorted(site.kept))).strip()
    print(f"\n{found or 'Niets verloren, niets half.'}")
    return 1 if found or not site.kept else 0


class Site:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.kept: set[str] = set()
        self.session = ""
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DATA_DIR": str(folder),
            "BASE_URL": self.address,
            "DEBUG": "0",
            "PORT": str(self.port),
        }

    def fill(self) -> None:
        for command in (["migrate", "-v0"], ["load_municipalities"], ["load_content"]):
            self._manage(*command)
        prepare(self.environment)
        self.session = self.ask(SET_UP).split("session ")[1].strip()

    def ask(self, code: str) -> str:
        return self._manage("shell", "-v", "0", "-c", code)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen]:
        with self.log.open("ab") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", CONFIGURATION, "gideonsbende.wsgi"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                # A group of its own, so that its workers die at the same moment.
                start_new_session=True,
            )
        try:
            wait_for(f"{self.address}/healthz", server, self.log)
            yield server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait(timeout=20)

    @contextmanager
    def writers(self) -> Iterator[None]:
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

    def _manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


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


if __name__ == "__main__":
    sys.exit(main())
