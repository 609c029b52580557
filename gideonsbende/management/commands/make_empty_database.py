import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ... import empty_database


class Command(BaseCommand):
    help = "Maakt de lege SQLite-database waarmee een nieuwe site begint. Na elke nieuwe migratie."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "empty.sqlite3"
            migrate(path)
            with closing(sqlite3.connect(path)) as database:
                empty_database.keep(database)
        size = empty_database.PATH.stat().st_size // 1024
        self.stdout.write(f"{empty_database.PATH.name}: {size} kB")


def migrate(path: Path) -> None:
    """A real migration, in a process whose only database is ``path``."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": f"sqlite:///{path}",
    }
    environment.pop("CACHE_URL", None)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--noinput", "-v0"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
    )
