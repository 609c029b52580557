"""Tests that need a program which not every machine has.

Without it they are left out, and the run says so; where everything is required, it stops.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    commands: tuple[str, ...]
    tests: Path
    """The folder or file of those who need it."""

    @property
    def path(self) -> str | None:
        return next(filter(None, map(shutil.which, self.commands)), None)


CHROMIUM = Program(
    "chromium",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    HERE / "browser",
)
REDIS = Program("redis-server", ("redis-server",), HERE / "frame" / "test_redis.py")
MISSING = [program for program in (CHROMIUM, REDIS) if program.path is None]


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the tests out of ``items`` that cannot be done here."""
    for program in MISSING:
        left_out = [one for one in items if one.path.is_relative_to(program.tests)]
        if left_out and os.environ.get("REQUIRE_ALL") == "1":
            pytest.exit(f"{program.name} ontbreekt, en REQUIRE_ALL=1 eist alles.", returncode=1)
        items[:] = [one for one in items if one not in left_out]
        config.hook.pytest_deselected(items=left_out)


def tell(terminalreporter: pytest.TerminalReporter) -> None:
    for program in MISSING:
        terminalreporter.write_line(
            f"Geen {program.name} gevonden: de tests in {program.tests.relative_to(HERE.parent)} "
            f"zijn niet gedaan (apt install {program.name})."
        )
