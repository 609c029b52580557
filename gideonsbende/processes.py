"""The processes of the Procfile beside each other: one Ctrl-C, or the end of one, stops them all.

For your own machine; in production every process is a service, see deploy/compose.yaml.
"""

import os
import re
import signal
import sys
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

PROCFILE = Path(__file__).resolve().parents[1] / "Procfile"
# The first reader comes before the first task: all of them load the same code.
FIRST_SECONDS = 4
RELOADING = "exec python manage.py runserver 127.0.0.1:$PORT"
STOPPED = re.compile(r"(\S+) stopped \(rc=(-?\d+)\)")


class Screen(Printer):
    """What the processes say, as they say it; of what the manager does only what went wrong."""

    stopping = False

    def write(self, message: Message) -> None:
        if message.name != SYSTEM_PRINTER_NAME:
            super().write(message)
            return
        if "received" in message.data:
            self.stopping = True
        stopped = STOPPED.match(message.data)
        if stopped and not self.stopping:
            self.stopping = True
            told = f"{stopped[1]} is gestopt (code {stopped[2]}); daarom stopt alles."
            print(f"\n{told}", file=self.output, flush=True)


def commands(goal: str) -> dict[str, str]:
    """Name and command of every process; to develop, the site itself reloads."""
    found = dict(parse_procfile(PROCFILE.read_text()).processes)
    if goal == "dev":
        found["web"] = RELOADING
        return {name: command.replace("--no-reload", "--reload") for name, command in found.items()}
    return found


def run_all(found: dict[str, str]) -> int:
    """Until Ctrl-C, or until one of them ends; returns an exit code."""
    manager = Manager(Screen(prefix=False))
    for name, command in found.items():
        waits = "" if name == "web" else f"sleep {FIRST_SECONDS}; "
        manager.add_process(name, waits + command)
    # A terminal that is closed stops everything too.
    signal.signal(signal.SIGHUP, lambda *_signal: os.kill(os.getpid(), signal.SIGTERM))
    manager.loop()
    return int(manager.returncode or 0)


if __name__ == "__main__":
    sys.exit(run_all(commands(sys.argv[1] if len(sys.argv) > 1 else "run")))
