"""The site as `make run` serves it, in a folder of its own, for a drill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.browser.server import CONFIGURATION, ROOT, free_port, style, wait_for


class Site:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.log = folder / "server.log"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DATA_DIR": str(folder),
            "STATIC_ROOT": style(),
            "BASE_URL": self.address,
            "DEBUG": "0",
            "TASKS_AT_ONCE": "1",
            "PORT": str(self.port),
        }

    def fill(self) -> None:
        for command in (["migrate", "-v0"], ["load_municipalities"], ["load_content"]):
            self.manage(*command)

    def ask(self, code: str) -> str:
        return self.manage("shell", "-v", "0", "-c", code)

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

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout
