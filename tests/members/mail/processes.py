"""The same database and mail server in a process of its own, as a second machine would use them."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from tests.browser.server import ROOT, url_of

from .sink import Sink

PREAMBLE = """
import os, signal, sys, django
django.setup()
from django.db import transaction
from members import mail
"""


def start(sink: Sink, data: Path, *command: str) -> subprocess.Popen:
    """Run ``manage.py`` or, with ``-c``, a script."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": url_of(str(connection.settings_dict["NAME"])),
        "DATA_DIR": str(data),
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
    }
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def script(sink: Sink, data: Path, text: str) -> subprocess.Popen:
    return start(sink, data, "-c", PREAMBLE + text)


def worker(sink: Sink, data: Path, *more: str) -> subprocess.Popen:
    """The process that brings mail, as the Procfile starts it, but in a hurry."""
    hurry = ("--no-startup-delay", "--interval", "0.05", *more)
    return start(sink, data, "manage.py", "db_worker", "--backend", "worker", "--no-reload", *hurry)


def both_run_due_tasks(sink: Sink, data: Path) -> list[str]:
    """Two processes at once; what each printed. Neither may fail."""
    running = [start(sink, data, "manage.py", "run_due_tasks") for _number in range(2)]
    printed = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], printed
    return printed
