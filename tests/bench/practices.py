"""What practices cost at 100, 10,000 and 100,000 of them, on PostgreSQL.

Counted is all processor time of the server: that of our worker and that of the database. A member
asks, because what the public asks is kept. What members read of a practice is kept too, until
something changes: both are measured.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ..browser.server import ROOT, style
from .postgres import Postgres, postgres
from .prepare import barest_wagtail
from .servers import OURS, serving

# Stands in ten practices everywhere, and one that stands in half of them.
RARE, COMMON = "keukentafelgesprek", "bewoners"
RARE_TOPIC = "zeldzaam-onderwerp"
SIZES = (100, 10_000, 100_000)
ROUNDS = 5
REQUESTS = 8
MOST_GROWTH = 1.3
# A forum's topic with twenty posts cost 12 ms where the barest Wagtail page cost 6.5.
MOST_TIMES_BAREST = 12 / 6.5
# Each list is as long at every size, most of them a whole page: what is compared is the finding.
PAGES = {
    "list": "/ervaringen/",
    "filter: kind": "/ervaringen/?soort=wat-werkte",
    "filter: lesson": "/ervaringen/?les=2",
    "filter: topic": "/ervaringen/?onderwerp={topic}",
    "filter: rare topic": f"/ervaringen/?onderwerp={RARE_TOPIC}",
    "filter: size": "/ervaringen/?omvang=middelgroot",
    "filter: province": "/ervaringen/?provincie=Gelderland",
    "filter: tried": "/ervaringen/?geprobeerd=ja",
    "most tried first": "/ervaringen/?geprobeerd=ja&volgorde=geprobeerd",
    "detail": "/ervaringen/{slug}/",
    "search: rare word": f"/zoeken/?q={RARE}",
    "search: common word": f"/zoeken/?q={COMMON}",
    "topic": "/onderwerpen/{topic}/",
    "topic: rare": f"/onderwerpen/{RARE_TOPIC}/",
}
SHELL = ("manage.py", "shell", "-v", "0", "-c")
KEPT, MADE_ANEW = "detail", "detail, changed elsewhere"
FILL = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from tests.bench.many import WRITTEN, fill
reader, practice = fill(WRITTEN)
session = SessionStore()
session[SESSION_KEY] = str(reader.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
session.save()
print("made", session.session_key, practice.slug, practice.topics.first().slug)
"""


# Vacuumed here, so that the server does not begin to do so while it is measured.
COPY = """
from django.db import connection
from tests.bench.many import WRITTEN, copy
copy({count} // WRITTEN - 1)
connection.cursor().execute("VACUUM ANALYZE")
"""
CONTENT = """
import sys
from pathlib import Path
import django; django.setup()
from tests.databases import CONTENT, Databases
Databases(Path(sys.argv[1]), "bench").copy(CONTENT, sys.argv[2])
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


@dataclass(frozen=True)
class Filled:
    """What the sites of every size have in common."""

    folder: Path
    database: Postgres
    cookie: str
    slug: str
    topic: str

    def settings(self, size: int) -> dict[str, str]:
        """Of our site as `make run` serves it, on a database of its own."""
        return _settings(self.folder, self.database, size)


def main() -> int:
    """Print milliseconds and ratios; 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        database = servers.enter_context(postgres())
        filled = _fill(Path(folder), database)
        asked = [one for size in SIZES for one in _ours(size, filled, servers)]
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
    print(f"  {'':<26}" + "".join(f"{size:>10,}" for size in SIZES) + "    growth")
    missed = 0
    for name in (*PAGES, MADE_ANEW):
        row = [costs[name, size] for size in SIZES]
        growth = row[-1] / row[0]
        missed += growth > MOST_GROWTH
        verdict = "reached" if growth <= MOST_GROWTH else "MISSED"
        numbers = "".join(f"{cost:10.2f}" for cost in row)
        print(f"  {name:<26}{numbers}{growth:10.2f} (at most {MOST_GROWTH}: {verdict})")
    bare = costs["barest", 0]
    ratio, anew = (costs[name, SIZES[0]] / bare for name in (KEPT, MADE_ANEW))
    verdict = "reached" if ratio <= MOST_TIMES_BAREST else "MISSED"
    print(
        f"practice with 20 comments / barest Wagtail page ({bare:.2f} ms): "
        f"{ratio:.2f} (at most {MOST_TIMES_BAREST:.2f}: {verdict}); "
        f"for the first who reads it after a change elsewhere {anew:.2f}"
    )
    return int(missed > 0 or ratio > MOST_TIMES_BAREST)


def _ours(size: int, filled: Filled, servers: ExitStack) -> Iterator[Asked]:
    log = filled.folder / f"practices_{size}.log"
    site = servers.enter_context(serving("gideonsbende.wsgi", log, filled.settings(size), OURS))
    site.cookie = f"sessionid={filled.cookie}"

    def cpu_ms() -> float:
        return site.cpu_ms() + filled.database.cpu_ms()

    def asking(path: str, before: Callable[[], object] = lambda: None) -> Callable[[], object]:
        return lambda: (before(), site.get(path))

    paths = {name: path.format_map(vars(filled)) for name, path in PAGES.items()}
    for name, path in paths.items():
        yield Asked(name, size, asking(path), cpu_ms)
    stamp = filled.folder / "practices.stamp"
    yield Asked(MADE_ANEW, size, asking(paths[KEPT], lambda: _grow(stamp)), cpu_ms)


def _grow(stamp: Path) -> None:
    with stamp.open("ab") as file:
        file.write(b".")


def _settings(folder: Path, database: Postgres, size: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": database.url(f"gb_practices_{size}"),
        "DATA_DIR": str(folder),
        "STATIC_ROOT": style(),
        "DEBUG": "0",
    }


def _fill(folder: Path, database: Postgres) -> Filled:
    """The fewest are written; every larger site is a copy of that one, with copies in it."""
    fewest, *larger = SIZES
    making = {
        "DATABASE_URL": database.url("app"),
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.test",
    }
    print("practices: filling", flush=True)
    _run(making, "-c", CONTENT, str(folder), f"practices_{fewest}")
    smallest = _settings(folder, database, fewest)
    made = _run(smallest, *SHELL, FILL)
    words = next(line for line in made.splitlines() if line.startswith("made ")).split()
    for size in larger:
        database.copy(f"gb_practices_{fewest}", f"gb_practices_{size}")
        _run(_settings(folder, database, size), *SHELL, COPY.format(count=size))
    return Filled(folder, database, *words[1:])


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout
