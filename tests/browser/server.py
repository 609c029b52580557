"""The site as `make run` serves it, on a database and a data folder of its own."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = "python:gideonsbende.gunicorn_conf"
PATIENCE_SECONDS = 60


@contextmanager
def serving(database: str, data: Path, **environment: str) -> Iterator[str]:
    """Start gunicorn on ``database`` and give its address; stop it afterwards."""
    port = free_port()
    settings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": url_of(database),
        "DATA_DIR": str(data),
        "STATIC_ROOT": style(),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DEBUG": "0",
        # No worker beside it: mail is there when the page is.
        "TASKS_AT_ONCE": "1",
        "PORT": str(port),
        **environment,
    }
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", CONFIGURATION, "gideonsbende.wsgi"],
            cwd=ROOT,
            env=settings,
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server, data / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@cache
def style() -> str:
    """The folder with the style, which is the same for every site: collected once per process."""
    folder = tempfile.mkdtemp(prefix="gideonsbende-style-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = {"DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev", "STATIC_ROOT": folder}
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"],
        cwd=ROOT,
        env=os.environ | settings,
        check=True,
    )
    return folder


def url_of(database: str) -> str:
    """DATABASE_URL for another database on the server of this run, or for a file."""
    url = urlsplit(os.environ.get("DATABASE_URL", "sqlite:"))
    if url.scheme.startswith("sqlite"):
        return f"sqlite:///{database}"
    return urlunsplit(url._replace(path=f"/{database}"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until ``address`` answers, whatever it answers."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")
