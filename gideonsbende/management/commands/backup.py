"""The ordinary backup. The keys of intervision are not in it: what was destroyed stays so."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone


class Command(BaseCommand):
    help = (
        "Maakt een reservekopie van database, uploads en bestanden van leden in een map met de "
        "datum. De sleutels van intervisie (ROUND_KEYS_ROOT) zitten er niet in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="waar de reservekopie komt te staan")

    def handle(self, *_args: Any, **options: Any) -> None:
        name = timezone.localtime().strftime("gideonsbende-%Y%m%d-%H%M%S")
        finished = options["folder"] / name
        unfinished = finished.with_suffix(".bezig")
        unfinished.mkdir(parents=True, mode=0o700)
        try:
            _copy_database(unfinished)
            for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
                _pack(Path(folder), unfinished)
        except BaseException:
            shutil.rmtree(unfinished)
            raise
        # Under its own name only when it is whole.
        unfinished.rename(finished)
        self.stdout.write(str(finished))


def _copy_database(folder: Path) -> None:
    if connection.vendor == "sqlite":
        _copy_sqlite(folder / "database.sqlite3")
    else:
        _dump_postgres(folder / "database.dump")


def _copy_sqlite(target: Path) -> None:
    """A copy of one moment, while others write."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def _dump_postgres(target: Path) -> None:
    named = {
        "PGHOST": str(connection.settings_dict.get("HOST", "")),
        "PGPORT": str(connection.settings_dict.get("PORT", "")),
        "PGUSER": connection.settings_dict.get("USER", ""),
        "PGPASSWORD": connection.settings_dict.get("PASSWORD", ""),
        "PGDATABASE": connection.settings_dict["NAME"],
    }
    host = connection.settings_dict.get("OPTIONS", {}).get("host")
    # In the environment: what stands in a command everybody on the machine can read.
    environment = os.environ | {key: value for key, value in named.items() if value}
    environment |= {"PGHOST": host} if host else {}
    program = shutil.which("pg_dump")
    if program is None:
        raise CommandError("pg_dump ontbreekt. Installeer het, of draai het bij de database.")
    made = subprocess.run(  # noqa: S603 - a program of the system, with our own words
        [program, "-Fc", "-f", str(target)], env=environment, capture_output=True, check=False
    )
    if made.returncode:
        raise CommandError(f"pg_dump lukte niet: {made.stderr.decode(errors='replace').strip()}")


def _pack(source: Path, folder: Path) -> None:
    keys = Path(settings.ROUND_KEYS_ROOT).resolve()

    def without_keys(one: tarfile.TarInfo) -> tarfile.TarInfo | None:
        here = (source.parent / one.name).resolve()
        return None if here == keys or keys in here.parents else one

    with tarfile.open(folder / f"{source.name}.tar", "w") as archive:
        if source.exists():
            archive.add(source, arcname=source.name, filter=without_keys)
