"""The processes beside each other: one Ctrl-C, or the end of one, stops them all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from honcho.manager import KILL_WAIT

from gideonsbende import processes

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 20
# Three processes that tell their number; the last has a child of its own, as the clock has.
MANAGER = """
from gideonsbende import processes
processes.FIRST_SECONDS = 0
raise SystemExit(processes.run_all({
    "web": "echo $$; exec sleep 600",
    "worker": "echo $$; " + %r,
    "clock": "sleep 600 & echo $!; echo $$; wait",
}))
"""


def start(worker: str = "exec sleep 600") -> tuple[subprocess.Popen, list[int]]:
    manager = subprocess.Popen(
        [sys.executable, "-c", MANAGER % worker],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert manager.stdout
    return manager, [int(manager.stdout.readline()) for _number in range(4)]


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_sign_stops_all_and_leaves_no_orphan(how):
    manager, children = start()
    assert all(map(is_there, children))
    began = time.monotonic()
    os.kill(manager.pid, how)
    printed = manager.communicate(timeout=PATIENCE_SECONDS)[0]
    assert time.monotonic() - began < KILL_WAIT
    assert not any(map(is_there, children))
    assert manager.returncode in (130, 143)
    # Who stops the site knows that it stops.
    assert printed == ""


def test_child_that_dies_stops_all_with_a_clear_line():
    manager, children = start("sleep 0.5; exit 3")
    printed = manager.communicate(timeout=PATIENCE_SECONDS)[0]
    assert printed.strip() == "worker is gestopt (code 3); daarom stopt alles."
    assert manager.returncode == 3
    assert not any(map(is_there, children))


def test_procfile_names_the_site_a_worker_for_each_queue_and_the_clock(settings):
    found = processes.commands("run")
    assert list(found) == ["web", "worker", "worker-long", "clock"]
    for name, queue in (("worker", "default"), ("worker-long", "long")):
        assert f"--backend worker --queue-name {queue} " in found[name]
        assert queue in settings.TASKS["worker"]["QUEUES"]
    assert "run_due_tasks" in found["clock"]


def test_to_develop_everything_reloads():
    found = processes.commands("dev")
    assert "runserver" in found["web"]
    assert "--no-reload" not in "".join(found.values())
