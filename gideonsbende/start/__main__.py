"""`python3 -m gideonsbende.start run|dev|environment`; the Makefile calls this."""

import errno
import os
import signal
import sys
import traceback

from . import environment, machine
from .progress import LOG, MACHINE, PACKAGES, ROOT, Stop, start_log, step

GOALS = ("run", "dev", "environment")


def main(goal):
    """Bring the machine to ``goal``; from there on this process is the server."""
    lock = environment.DEV_LOCK if goal == "environment" else environment.RUNTIME_LOCK
    if goal == "environment" and environment.is_ready(lock):
        return
    machine.use_new_enough_python()
    start_log()
    with step(MACHINE):
        installed = environment.is_ready(lock)
        machine.check_room(installed)
        if not installed:
            machine.check_venv()
        if goal != "environment":
            os.environ["PORT"] = str(machine.wanted_port())
    with step(PACKAGES):
        if not installed:
            environment.make(lock)
    if goal != "environment":
        python = str(environment.PYTHON)
        os.chdir(str(ROOT))
        os.execv(python, [python, "-m", "gideonsbende.start.site", goal])  # noqa: S606


def guarded(task, *args):
    """Run ``task``; whatever goes wrong becomes one line and an exit code."""
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    try:
        task(*args)
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"\n{_advice(error)}")
    except Exception as error:
        with LOG.open("a") as log:
            traceback.print_exc(file=log)
        sys.exit(f"\nHet starten is niet gelukt ({error}). Meer staat in {LOG}.")


def _advice(error):
    if error.errno == errno.ENOSPC:
        return "De schijf is vol. Maak ruimte en start opnieuw."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"U mag niet schrijven in {error.filename or ROOT}. Kies een map die van u is."
    return f"Het starten is niet gelukt: {error}."


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in GOALS:
        sys.exit("Gebruik: python3 -m gideonsbende.start {}".format("|".join(GOALS)))
    guarded(main, sys.argv[1])
