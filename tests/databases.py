"""Ready-made databases for the suite: built once, then copied for every run and worker.

Migrating takes ten seconds, so it happens when a migration or a package changed. There are two
kinds: ``migrated`` holds what the migrations make, ``content`` holds our own content as well.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import Protocol

import psycopg
from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / ".testdb"
SOURCES = ("gideonsbende", "lessons", "members")
NOT_IN_CONTENT = {"static", "deploy", "__pycache__"}
MIGRATED = "migrated"
CONTENT = "content"
# As in the settings.
SHARED_CACHE = "shared_cache"


class Server(Protocol):
    """What differs between a folder of SQLite files and a PostgreSQL server."""

    def has(self, name: str) -> bool: ...
    def copy(self, source: str | None, target: str) -> None: ...
    def rename(self, name: str, new: str) -> None: ...
    def drop(self, name: str) -> None: ...
    def old_templates(self) -> Iterable[str]: ...


class SqliteFiles:
    """Templates stand in .testdb; copies stand in the folder of the run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        folder = TEMPLATES if name.startswith("template_") else self.folder
        return folder / f"{name}.sqlite3"

    def has(self, name: str) -> bool:
        return self.path(name).exists()

    def copy(self, source: str | None, target: str) -> None:
        self.drop(target)
        if source:
            shutil.copyfile(self.path(source), self.path(target))

    def rename(self, name: str, new: str) -> None:
        self.path(name).replace(self.path(new))

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path(name)}{suffix}").unlink(missing_ok=True)

    def old_templates(self) -> list[str]:
        return [path.stem for path in TEMPLATES.glob("template_*.sqlite3")]


class PostgresServer:
    """Templates and copies are databases on the server that DATABASE_URL names."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.address = connection.get_connection_params() | {"dbname": "postgres"}
        for name in ("cursor_factory", "context", "prepare_threshold"):
            self.address.pop(name, None)
        connection.close()

    def _do(self, sql: str) -> list[tuple]:
        with psycopg.connect(**self.address, autocommit=True) as server:
            cursor = server.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def path(self, name: str) -> str:
        return f"gb_{name}"

    def has(self, name: str) -> bool:
        return bool(self._do(f"SELECT 1 FROM pg_database WHERE datname = 'gb_{name}'"))  # noqa: S608

    def copy(self, source: str | None, target: str) -> None:
        self.drop(target)
        origin = f"gb_{source}" if source else "template0"
        self._do(f'CREATE DATABASE "gb_{target}" TEMPLATE "{origin}"')

    def rename(self, name: str, new: str) -> None:
        self._do(f'ALTER DATABASE "gb_{name}" RENAME TO "gb_{new}"')

    def drop(self, name: str) -> None:
        self._do(f'DROP DATABASE IF EXISTS "gb_{name}" WITH (FORCE)')

    def old_templates(self) -> list[str]:
        found = self._do("SELECT datname FROM pg_database WHERE datname LIKE 'gb\\_template\\_%'")
        return [name.removeprefix("gb_") for (name,) in found]


class Databases:
    """Hands out the two kinds to one run, fresh again after a test that committed."""

    def __init__(self, folder: Path, worker: str) -> None:
        postgres = connection.vendor == "postgresql"
        self.server: Server = PostgresServer() if postgres else SqliteFiles(folder)
        self.run = f"run_{os.getpid()}_{worker}"
        # Taken once: the code that runs is the code as it was when the run began.
        self.templates = {
            kind: f"template_{kind}_{fingerprint(kind)}" for kind in (MIGRATED, CONTENT)
        }
        self.copies: set[str] = set()

    def use(self, kind: str) -> None:
        """Point Django at this run's database of ``kind``."""
        name = f"{self.run}_{kind}"
        if name not in self.copies:
            self.copy(kind, name)
        self._point_at(name)

    def copy(self, kind: str, name: str) -> str:
        """A database of ``kind`` of one's own; returns what Django calls it."""
        self._leave()
        with _one_builder_at_a_time():
            template = self._template(kind)
            self._leave()
            self.server.copy(template, name)
        self.copies.add(name)
        return str(self.server.path(name))

    def spoil(self, kind: str) -> None:
        """The next test gets a fresh copy: this one may have committed anything."""
        self._leave()
        self.copies.discard(f"{self.run}_{kind}")

    def close(self) -> None:
        self._leave()
        for name in self.copies:
            self.server.drop(name)

    def _template(self, kind: str) -> str:
        name = self.templates[kind]
        if not self.server.has(name):
            build = {MIGRATED: self._migrate, CONTENT: self._load}[kind]
            self._build(name, build, self._template(MIGRATED) if kind == CONTENT else None)
            for old in self.server.old_templates():
                if old.startswith(f"template_{kind}_") and old != name:
                    self.server.drop(old)
        return name

    def _build(self, name: str, fill: Callable[[], None], source: str | None) -> None:
        half_done = f"{self.run}_half_done"
        self.server.copy(source, half_done)
        self._point_at(half_done)
        fill()
        self._leave()
        self.server.rename(half_done, name)

    @staticmethod
    def _migrate() -> None:
        call_command("migrate", interactive=False, verbosity=0)
        # The tests keep their cache in memory; the sites that they serve keep it here.
        call_command("createcachetable", SHARED_CACHE, verbosity=0)

    @staticmethod
    def _load() -> None:
        for command in (
            "load_municipalities",
            "load_content",
            "load_intervision",
            "rebuild_search_index",
        ):
            with open(os.devnull, "w") as silence:
                call_command(command, stdout=silence)

    def _point_at(self, name: str) -> None:
        path = str(self.server.path(name))
        if connection.settings_dict["NAME"] != path:
            self._leave()
            connection.settings_dict["NAME"] = path

    @staticmethod
    def _leave() -> None:
        connections.close_all()


@contextmanager
def _one_builder_at_a_time() -> Iterator[None]:
    TEMPLATES.mkdir(exist_ok=True)
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(kind: str) -> str:
    """Changes with migrations and packages; with content also with the code that loads it."""
    digest = hashlib.sha256()
    for package in sorted(f"{d.name}=={d.version}" for d in distributions()):
        digest.update(package.encode())
    for path in _sources(kind):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(kind: str) -> Iterator[Path]:
    yield Path(__file__)
    for root in SOURCES:
        for path in sorted((ROOT / root).rglob("*")):
            wanted = kind == CONTENT or path.parent.name == "migrations"
            if wanted and path.is_file() and not NOT_IN_CONTENT & set(path.parts):
                yield path
