"""What the person at the keyboard sees: numbered steps with seconds, or one line on what to do."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("DATA_DIR") or str(ROOT / "var"))
LOG = DATA_DIR / "start.log"

STEPS = ("Computer nakijken", "Pakketten", "Database", "Inhoud", "Opmaak", "Server")
MACHINE, PACKAGES, DATABASE, CONTENT, STYLE, SERVER = range(1, len(STEPS) + 1)


class Stop(Exception):  # noqa: N818 - not an error in the code, but a message to a person
    """One Dutch line that says what is wrong and what to do about it."""


@contextlib.contextmanager
def step(number):
    """Show a step while it runs; on a terminal its seconds count along."""
    title = f"[{number}/{len(STEPS)}] {STEPS[number - 1]}"
    began = time.monotonic()
    done = threading.Event()
    clock = threading.Thread(target=_count, args=(title, began, done), daemon=True)
    print(title, end=" ", flush=True)
    if sys.stdout.isatty():
        clock.start()
    try:
        yield
    except BaseException:
        _finish(clock, done, title, "gestopt")
        raise
    _finish(clock, done, title, f"{time.monotonic() - began:.1f} s")


def _count(title, began, done):
    while not done.wait(1):
        print(f"\r{title} {time.monotonic() - began:.0f} s", end=" ", flush=True)


def _finish(clock, done, title, outcome):
    done.set()
    if clock.is_alive():
        clock.join()
        print(f"\r{title}", end=" ")
    print(outcome.ljust(12), flush=True)


def run(command, **options):
    """Run a tool with its output in the log; when stopped, the tool stops too."""
    with LOG.open("ab") as log:
        log.write("\n$ {}\n".format(" ".join(map(str, command))).encode())
        log.flush()
        tool = subprocess.Popen(  # noqa: S603 - our own commands
            [str(part) for part in command], stdout=log, stderr=log, cwd=str(ROOT), **options
        )
        try:
            return tool.wait()
        finally:
            if tool.poll() is None:
                tool.terminate()
                tool.wait()


def start_log():
    """Empty the log; its folder is also where the site keeps its data."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    LOG.write_bytes(b"")


def last_words(size=4000):
    """The end of the log, to recognise what went wrong."""
    return LOG.read_bytes()[-size:].decode("utf-8", "replace") if LOG.exists() else ""
