import gc
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ... import empty_database
from ...bootstrap import (
    CONTENT,
    DATABASE,
    LOG,
    SETUP_STAMP,
    STYLE,
    Stop,
    setup_fingerprint,
    step,
)
from ...demo import accounts

# Search last: municipalities come in bulk, and nobody tells search of those.
CONTENT_COMMANDS = ("load_municipalities", "load_content", "load_intervision")
STYLE_SOURCES = (
    settings.BASE_DIR / "gideonsbende" / "static",
    settings.BASE_DIR / "gideonsbende" / "static_bundle.py",
)


class Command(BaseCommand):
    help = "Zet database, inhoud en opmaak klaar, en zegt hoe ver het is. Overschrijft niets."
    # Nothing is there yet, and looking takes as long as doing.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-static", action="store_true", help="de opmaak staat al klaar, zoals in een image"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        # All that is made here lives until the end: looking for garbage finds none.
        gc.disable()
        # In development the style comes from its source.
        style = None if options["no_static"] or settings.DEBUG else _start_style()
        try:
            with step(DATABASE):
                _prepare_database()
            with step(CONTENT):
                _load_content()
            with step(STYLE):
                if style:
                    _finish_style(style)
        except Stop as stop:
            raise CommandError(str(stop)) from stop
        finally:
            if style and style.poll() is None:
                style.terminate()
                style.wait()
        SETUP_STAMP.write_text(setup_fingerprint())


def _prepare_database() -> None:
    if empty_database.is_new(connection):
        empty_database.load(connection)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with LOG.open("a") as log:
            call_command("migrate", interactive=False, stdout=log, stderr=log)


def _load_content() -> None:
    demo = ("demo",) if accounts.allowed() else ()
    with LOG.open("a") as log:
        for command in (*CONTENT_COMMANDS, *demo, "rebuild_search_index"):
            call_command(command, stdout=log, stderr=log)


def _start_style() -> subprocess.Popen[bytes] | None:
    """Collect and compress the style files on the other core while the database is made."""
    stamp = _style_stamp()
    is_there = settings.STATIC_ROOT.exists() and stamp.exists()
    if is_there and stamp.read_text() == _style_fingerprint():
        return None
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "-v", "0"]
    with LOG.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=settings.BASE_DIR,
            stdout=log,
            stderr=log,
            env=os.environ | {"STATIC_BROTLI": "0"},
        )


def _finish_style(style: subprocess.Popen[bytes]) -> None:
    if style.wait() != 0:
        raise Stop(f"De opmaak klaarzetten is niet gelukt. Waarom staat in {LOG}.")
    _style_stamp().write_text(_style_fingerprint())


def _style_stamp() -> Path:
    return settings.STATIC_ROOT.with_suffix(".stamp")


def _style_fingerprint() -> str:
    """Changes when a style file or the set of packages changes."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in _files(*STYLE_SOURCES):
        about = path.stat()
        digest.update(f"{path}{about.st_size}{about.st_mtime_ns}".encode())
    return digest.hexdigest()


def _files(*sources: Path) -> Iterator[Path]:
    for source in sources:
        yield from sorted(source.rglob("*")) if source.is_dir() else [source]
