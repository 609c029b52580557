"""The clock beside the server: it runs rounds, and it never outlives the server."""

import os
import signal
import subprocess
import sys
import time
from itertools import chain, repeat
from pathlib import Path

import pytest
from gideonsbende.start import clock

SERVER = """
import time
from gideonsbende.start import clock
print(clock.start().pid, flush=True)
time.sleep(120)
"""


class Round:
    """A round that takes as many looks as it is told."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.stopped = False

    def poll(self) -> int | None:
        self.looks -= 1
        return None if self.looks >= 0 else 0

    def terminate(self) -> None:
        self.stopped = True

    def wait(self) -> None:
        assert self.stopped


@pytest.fixture
def rounds(monkeypatch) -> list[Round]:
    """Rounds that are due at every look, in a server that lives for ten looks."""
    made: list[Round] = []

    def advance() -> Round:
        made.append(Round(looks=3))
        return made[-1]

    monkeypatch.setattr(clock, "_advance", advance)
    monkeypatch.setattr(clock, "FIRST_SECONDS", 0)
    monkeypatch.setattr(clock, "EVERY_SECONDS", 0)
    monkeypatch.setattr(clock, "LOOK_SECONDS", 0)
    parents = chain(repeat(7, 10), repeat(1))
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    return made


def test_rounds_follow_each_other_and_never_overlap(rounds):
    clock.run(7)
    assert len(rounds) == 3
    assert [one.stopped for one in rounds] == [False, False, True]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_clock_ends_with_the_server_however_that_ends(end):
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE) as server:
        number = int(server.stdout.readline())
        server.send_signal(end)
    until = time.monotonic() + 30
    while Path(f"/proc/{number}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{number}").exists()
