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
from members.mail import courier
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


def both_advance(sink: Sink, data: Path) -> list[str]:
    """Two processes at once; what each printed. Neither may fail."""
    running = [start(sink, data, "manage.py", "run_due_tasks") for _one in range(2)]
    printed = [one.communicate(timeout=120)[0] for one in running]
    assert [one.returncode for one in running] == [0, 0], printed
    return printed
