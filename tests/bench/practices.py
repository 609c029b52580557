"""What practices cost at 100, 10,000 and 100,000 of them, on PostgreSQL.

Counted is all processor time of the server: that of our worker and that of the database. A member
asks, because what the public asks is kept.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ..browser.server import ROOT, prepare
from .postgres import Postgres, postgres
from .prepare import barest_wagtail
from .servers import OURS, serving

# Stands in ten practices everywhere, and one that stands in half of them.
RARE, COMMON = "keukentafelgesprek", "bewoners"
SIZES = (100, 10_000, 100_000)
ROUNDS = 9
REQUESTS = 20
MOST_GROWTH = 1.3
# A forum's topic with twenty posts cost 12 ms where the barest Wagtail page cost 6.5.
MOST_TIMES_BAREST = 12 / 6.5
# Each list is a whole page of twenty at every size: what is compared is the finding.
PAGES = {
    "list": "/ervaringen/",
    "filter": "/ervaringen/?soort=wat-werkte",
    "most tried first": "/ervaringen/?geprobeerd=ja&volgorde=geprobeerd",
    "detail": "/ervaringen/{slug}/",
    "search, rare word": f"/zoeken/?q={RARE}",
    "search, common word": f"/zoeken/?q={COMMON}",
    "topic": "/onderwerpen/{topic}/",
}
TALKED_ABOUT = "detail"
FILL = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from tests.bench.many import fill
reader, practice = fill({count})
session = SessionStore()
session[SESSION_KEY] = str(reader.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
session.save()
print("made", session.session_key, practice.slug, practice.topics.first().slug)
"""


@dataclass
class Asked:
    """One page of one site, and what it cost per request in every round."""

    name: str
    size: int
    ask: Callable[[], object]
    cpu_ms: Callable[[], float]
    costs: list[float] = field(default_factory=list)

    def run(self) -> None:
        self.ask()
        began = self.cpu_ms()
        for _request in range(REQUESTS):
            self.ask()
        self.costs.append((self.cpu_ms() - began) / REQUESTS)

    @property
    def cost(self) -> float:
        """The first round only warmed everything up."""
        return statistics.median(self.costs[1:])


def main() -> int:
    """Print milliseconds and ratios; 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        database = servers.enter_context(postgres())
        asked = [one for size in SIZES for one in _ours(size, database, Path(folder), servers)]
        log = Path(folder) / "barest.log"
        barest = serving("tests.bench.wsgi", log, barest_wagtail())
        bare = servers.enter_context(barest)
        asked.append(Asked("barest", 0, lambda: bare.get("/bare/"), bare.cpu_ms))
        for round_ in range(ROUNDS + 1):
            print(f"\rpractices: round {round_} of {ROUNDS}", end="", flush=True)
            for one in asked:
                one.run()
    return report({(one.name, one.size): one.cost for one in asked})


def report(costs: dict[tuple[str, int], float]) -> int:
    print("\rserver CPU of a member's request in ms, database included")
    print(f"  {'':<22}" + "".join(f"{size:>10,}" for size in SIZES) + "    growth")
    missed = 0
    for name in PAGES:
        row = [costs[name, size] for size in SIZES]
        growth = row[-1] / row[0]
        missed += growth > MOST_GROWTH
        verdict = "reached" if growth <= MOST_GROWTH else "MISSED"
        numbers = "".join(f"{cost:10.2f}" for cost in row)
        print(f"  {name:<22}{numbers}{growth:10.2f} (at most {MOST_GROWTH}: {verdict})")
    ratio = costs[TALKED_ABOUT, SIZES[0]] / costs["barest", 0]
    verdict = "reached" if ratio <= MOST_TIMES_BAREST else "MISSED"
    print(
        f"practice with 20 comments / barest Wagtail page ({costs['barest', 0]:.2f} ms): "
        f"{ratio:.2f} (at most {MOST_TIMES_BAREST:.2f}: {verdict})"
    )
    return int(missed > 0 or ratio > MOST_TIMES_BAREST)


def _ours(size: int, database: Postgres, folder: Path, servers: ExitStack) -> list[Asked]:
    environment = _site(size, database, folder)
    cookie, slug, topic = _fill(size, environment)
    log = folder / f"practices_{size}.log"
    site = servers.enter_context(serving("gideonsbende.wsgi", log, environment, OURS))
    site.cookie = f"sessionid={cookie}"

    def cpu_ms() -> float:
        return site.cpu_ms() + database.cpu_ms()

    def asking(path: str) -> Callable[[], object]:
        return lambda: site.get(path)

    paths = {name: path.format(slug=slug, topic=topic) for name, path in PAGES.items()}
    return [Asked(name, size, asking(path), cpu_ms) for name, path in paths.items()]


def _site(size: int, database: Postgres, folder: Path) -> dict[str, str]:
    """Our site as `make run` serves it, on a database of its own."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": database.url(f"gb_practices_{size}"),
        "DATA_DIR": str(folder),
        "DEBUG": "0",
    }
    making = os.environ | {"DATABASE_URL": database.url("app")}
    making["DJANGO_SETTINGS_MODULE"] = "gideonsbende.settings.test"
    subprocess.run(
        [sys.executable, "-c", COPY, str(folder), f"practices_{size}"],
        cwd=ROOT,
        env=making,
        check=True,
    )
    prepare(os.environ | environment)
    return environment


COPY = """
import sys
import tempfile
from pathlib import Path
import django; django.setup()
from tests.databases import CONTENT, Databases, PostgresServer
databases = Databases(Path(sys.argv[1]), "bench")
name = databases.copy(CONTENT, sys.argv[2])
print(name)
"""


def _fill(size: int, environment: dict[str, str]) -> tuple[str, str, str]:
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", FILL.format(count=size)],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    words = next(line for line in made.stdout.splitlines() if line.startswith("made ")).split()
    return words[1], words[2], words[3]
