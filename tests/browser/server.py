"""The site as `make run` serves it, on a database and a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = "python:gideonsbende.start.server"
PATIENCE_SECONDS = 60


@contextmanager
def serving(database: str, data: Path, **environment: str) -> Iterator[str]:
    """Start gunicorn on ``database`` and give its address; stop it afterwards."""
    port = free_port()
    settings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": url_of(database),
        "DATA_DIR": str(data),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DEBUG": "0",
        "PORT": str(port),
        **environment,
    }
    prepare(settings)
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


def prepare(settings: dict[str, str]) -> None:
    """What the real settings need and those of the tests do without."""
    for command in (["createcachetable"], ["collectstatic", "--noinput", "-v", "0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=settings, check=True)


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
