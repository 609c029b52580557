"""Server CPU per request, as ratios measured in one run.

Every round asks each site in turn, so that whatever else the machine does hits all alike. A cold
page is made cold by emptying the folder in which it is kept.
"""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from .prepare import bare_django, barest_wagtail, own_site
from .servers import OURS, PLAIN, Site, serving

ROUNDS = 15
LESSON = "/lessen/vaardigheden-en-grenzen/"
EXAMPLE = "/praktijkvoorbeelden/heusden/"


@dataclass
class Runner:
    """One way to ask for a page, and what it cost per request in every round."""

    name: str
    site: Site
    path: str
    requests: int
    before: Callable[[], None] = lambda: None
    costs: list[float] = field(default_factory=list)

    def run(self) -> None:
        # What the one before us made cold is not our cost.
        self.site.get(self.path)
        began = self.site.cpu_ms()
        for _request in range(self.requests):
            self.before()
            self.site.get(self.path)
        self.costs.append((self.site.cpu_ms() - began) / self.requests)


@dataclass(frozen=True)
class Target:
    ours: str
    theirs: str
    most: float


TARGETS = (
    Target("cached lesson page", "bare Django, same bytes", 1.1),
    Target("cold lesson page", "barest Wagtail page", 1.9),
)


def main() -> int:
    """Measure three sites by turns and print the ratios; 1 when a target is missed."""
    if not sys.platform.startswith("linux"):
        sys.exit("This reads processor time from /proc: run it on Linux.")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        runners = _runners(Path(folder), servers)
        for round_ in range(ROUNDS + 1):
            print(f"\rround {round_} of {ROUNDS}", end="", flush=True)
            for runner in runners:
                runner.run()
    return report({runner.name: runner for runner in runners})


def report(runners: dict[str, Runner]) -> int:
    """Print milliseconds and ratios; the first round only warmed everything up."""
    print("\rserver CPU per request, median of", ROUNDS, "rounds")
    for runner in runners.values():
        print(f"  {runner.name:<28}{statistics.median(runner.costs[1:]):8.3f} ms")
    missed = 0
    for target in TARGETS:
        pairs = zip(runners[target.ours].costs[1:], runners[target.theirs].costs[1:], strict=True)
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        verdict = "reached" if ratio <= target.most else "MISSED"
        missed += ratio > target.most
        print(f"{target.ours} / {target.theirs}: {ratio:.2f} (at most {target.most}: {verdict})")
    return 1 if missed else 0


def _runners(folder: Path, servers: ExitStack) -> list[Runner]:
    """Ours on a copy of our content, bare Django, and the barest Wagtail."""

    def site(name: str, application: str, environment: dict[str, str], *options: str) -> Site:
        log = folder / f"{name}.log"
        return servers.enter_context(serving(application, log, environment, options or PLAIN))

    def change() -> None:
        shutil.rmtree(folder / "pages", ignore_errors=True)

    ours = site("ours", "gideonsbende.wsgi", own_site(folder), *OURS)
    bare = site("bare", "tests.bench.wsgi", bare_django(folder, *ours.get(LESSON)))
    barest = site("barest", "tests.bench.wsgi", barest_wagtail())
    return [
        Runner("bare Django, same bytes", bare, "/", 200),
        Runner("cached lesson page", ours, LESSON, 200),
        Runner("barest Wagtail page", barest, "/bare/", 30),
        Runner("cold lesson page", ours, LESSON, 30, change),
        Runner("cold example page", ours, EXAMPLE, 30, change),
        Runner("cold home page", ours, "/", 30, change),
    ]
