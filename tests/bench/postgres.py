"""A PostgreSQL server for one run of the bench, and the processor time that it spent."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

PROGRAMS = Path("/usr/lib/postgresql")
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
# Of /proc/<pid>/stat behind the name of the program: time of the process, and of what it ran.
OWN_AND_CHILDREN = slice(11, 15)


@dataclass(frozen=True)
class Postgres:
    """``folder`` holds its socket."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgres://app@/{database}?host={self.folder}"

    def copy(self, source: str, target: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def cpu_ms(self) -> float:
        """Processor time of the server and everything that it started, also what ended."""
        master = int((self.folder / ".s.PGSQL.5432.lock").read_text().split()[0])
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return _ticks(master) * TICK_MS + sum(_fine_ms(int(child)) for child in children)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """The server that DATABASE_URL names by the folder of its socket; otherwise one of our own."""
    given = urlsplit(os.environ.get("DATABASE_URL", ""))
    if given.scheme.startswith("postgres") and (host := parse_qs(given.query).get("host")):
        yield Postgres(Path(host[0]))
        return
    with _our_own() as server:
        yield server


@contextmanager
def _our_own() -> Iterator[Postgres]:
    """Durability is of no use to a measurement."""
    programs = sorted(PROGRAMS.glob("*/bin/initdb"))
    if not programs:
        raise SystemExit("The bench of practices needs PostgreSQL: apt install postgresql.")
    programs_folder = programs[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="pg.", dir="/tmp"))
    rights = _as_postgres(folder)

    def run(program: str, *options: str) -> None:
        command = [*rights, str(programs_folder / program), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    data, log = f"{folder}/data", f"{folder}/log"
    run("initdb", "-D", data, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    socket = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    run("pg_ctl", "-D", data, "-s", "-w", "-l", log, "-o", socket, "start")
    try:
        run("createdb", "-h", str(folder), "-U", "app", "app")
        yield Postgres(folder)
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "-s", "stop")
        shutil.rmtree(folder)


def _as_postgres(folder: Path) -> list[str]:
    """The server refuses to run as root."""
    if os.getuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    folder.chmod(0o711)
    return ["runuser", "-u", "postgres", "--"]


def _ticks(pid: int) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, after_name[OWN_AND_CHILDREN]))


def _fine_ms(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
