"""What the three sites of the bench need: their settings, and two of them a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import django

from ..browser.server import style

ROOT = Path(__file__).resolve().parents[2]
GUNICORNS_OWN = ("Server", "Date", "Connection")
MAKE_PAGE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from tests.bench.barest.models import BarePage
from wagtail.models import Page
Page.objects.get(depth=2).add_child(instance=BarePage(title="Bare", slug="bare"))
"""


def own_site(folder: Path) -> dict[str, str]:
    """Our site as `make run` serves it, on a copy of the content that the tests use."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gideonsbende.settings.test"
    django.setup()
    from ..databases import CONTENT, Databases

    environment = {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": "sqlite:///" + Databases(folder, "bench").copy(CONTENT, "bench"),
        "DATA_DIR": str(folder),
        "STATIC_ROOT": style(),
        "DEBUG": "0",
    }
    return environment


def bare_django(folder: Path, headers: dict[str, str], body: bytes) -> dict[str, str]:
    """Django without anything, which answers with the same headers and the same body."""
    (folder / "body").write_bytes(body)
    own = {name: value for name, value in headers.items() if name not in GUNICORNS_OWN}
    (folder / "headers.json").write_text(json.dumps(own))
    return {"DJANGO_SETTINGS_MODULE": "tests.bench.bare_django", "BENCH_ANSWER": str(folder)}


def barest_wagtail() -> dict[str, str]:
    """A Wagtail site with one page; its database is made once per version of the packages."""
    from ..databases import MIGRATED, TEMPLATES, fingerprint

    path = TEMPLATES / f"barest_{fingerprint(MIGRATED)}.sqlite3"
    environment = {"DJANGO_SETTINGS_MODULE": "tests.bench.barest_wagtail"}
    if not path.exists():
        half_done = path.with_suffix(".half")
        half_done.unlink(missing_ok=True)
        making = os.environ | environment | {"BENCH_DATABASE": str(half_done)}
        subprocess.run([sys.executable, "-c", MAKE_PAGE], cwd=ROOT, env=making, check=True)
        half_done.replace(path)
    return environment | {"BENCH_DATABASE": str(path)}
