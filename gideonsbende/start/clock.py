"""`manage.py run_due_tasks` every five minutes beside the server, and gone when the server is.

A process of its own with nothing but the standard library: each round starts afresh, as in
production, and between rounds there is next to nothing in memory.
"""

import os
import signal
import subprocess
import sys
import time

from .progress import ROOT

EVERY_SECONDS = 300
# The first readers come before the first round.
FIRST_SECONDS = 5
LOOK_SECONDS = 0.5


def start() -> "subprocess.Popen[bytes]":
    """Start the clock; it belongs to this process and whatever this process becomes."""
    command = [sys.executable, "-m", "gideonsbende.start.clock", str(os.getpid())]
    return subprocess.Popen(command)  # noqa: S603 - our own command


def run(server: int) -> None:
    """Until ``server`` is no longer our parent: then it has stopped, however it ended."""
    due = time.monotonic() + FIRST_SECONDS
    round_now: subprocess.Popen[bytes] | None = None
    while os.getppid() == server:
        if time.monotonic() >= due and (round_now is None or round_now.poll() is not None):
            round_now = _advance()
            due = time.monotonic() + EVERY_SECONDS
        time.sleep(LOOK_SECONDS)
    if round_now and round_now.poll() is None:
        # Every step may be broken off: what it did not do, the next round does.
        round_now.terminate()
        round_now.wait()


def _advance() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "manage.py", "run_due_tasks"], cwd=str(ROOT))


if __name__ == "__main__":
    # Ctrl-C reaches everybody at the keyboard's side; here the server's end is what counts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run(int(sys.argv[1]))
