"""Inside .venv: bring database, content and style up to date, then become the server."""

import gc
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from . import clock
from .__main__ import guarded
from .progress import (
    CONTENT,
    DATA_DIR,
    DATABASE,
    LOG,
    ROOT,
    SERVER,
    STYLE,
    Stop,
    step,
)

STYLE_STAMP = DATA_DIR / "static.stamp"
STYLE_SOURCES = (ROOT / "gideonsbende" / "static", ROOT / "gideonsbende" / "static_bundle.py")

# Search last: municipalities come in bulk, and nobody tells search of those.
CONTENT_COMMANDS = (
    "load_municipalities",
    "load_content",
    "load_intervision",
    "demo",
    "rebuild_search_index",
)


def main(goal: str) -> None:
    """Prepare the site and replace this process by the server, so that no orphan can remain."""
    reloading = goal == "dev"
    os.environ["DJANGO_SETTINGS_MODULE"] = "gideonsbende.settings.dev"
    os.environ["DEBUG"] = "1" if reloading else "0"
    os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{os.environ['PORT']}")
    fingerprint = _style_fingerprint()
    # The reloading server takes every style file from its source.
    is_collected = reloading or fingerprint == _collected_style()
    style = None if is_collected else _start_collecting()
    try:
        with step(DATABASE):
            _migrate()
        with step(CONTENT):
            _load_content()
        with step(STYLE):
            if style:
                _finish_collecting(style, fingerprint)
    finally:
        if style and style.poll() is None:
            style.terminate()
            style.wait()
    _become_server(reloading)


def _migrate() -> None:
    """Migrate only when there is something to migrate: the second start takes seconds."""
    # Migrating makes millions of small objects that all live until this process becomes the server.
    gc.disable()
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with LOG.open("a") as log:
            call_command("migrate", interactive=False, stdout=log, stderr=log)


def _load_content() -> None:
    from django.core.management import call_command

    with LOG.open("a") as log:
        for command in CONTENT_COMMANDS:
            call_command(command, stdout=log, stderr=log)


def _start_collecting() -> subprocess.Popen[bytes] | None:
    """Collect and compress the style files on the other core while the database is made."""
    with LOG.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "-v", "0"],
            stdout=log,
            stderr=log,
        )


def _finish_collecting(style: subprocess.Popen[bytes], fingerprint: str) -> None:
    if style.wait() != 0:
        raise Stop(f"De opmaak klaarzetten is niet gelukt. Waarom staat in {LOG}.")
    STYLE_STAMP.write_text(fingerprint)


def _collected_style() -> str:
    return STYLE_STAMP.read_text() if STYLE_STAMP.exists() else "nothing yet"


def _style_fingerprint() -> str:
    """Changes when a style file or the set of packages changes."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in _files(*STYLE_SOURCES):
        about = path.stat()
        digest.update(f"{path}{about.st_size}{about.st_mtime_ns}".encode())
    return digest.hexdigest()


def _files(*sources: Path) -> Iterator[Path]:
    for source in sources:
        yield from sorted(source.rglob("*")) if source.is_dir() else [source]


def _become_server(reloading: bool) -> None:
    port = os.environ["PORT"]
    if reloading:
        from .server import welcome

        print(welcome(), flush=True)
        command = ["manage.py", "runserver", f"127.0.0.1:{port}"]
    else:
        print(f"[{SERVER}/{SERVER}] Server", flush=True)
        command = ["-m", "gunicorn", "--config", "python:gideonsbende.start.server"]
        command.append("gideonsbende.wsgi")
    clock.start()
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


if __name__ == "__main__":
    guarded(main, sys.argv[1])
