"""One gunicorn worker per site, and the processor time it spent."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ..browser.server import ROOT, free_port, wait_for

SETTLE_SECONDS = 0.5
# Ours as it is really served; the others as gunicorn serves them with as many threads.
OURS = ("--config", "python:gideonsbende.gunicorn_conf")
PLAIN = ("--worker-class", "gthread", "--threads", "4", "--no-control-socket")
HEADERS = {"Accept-Encoding": "gzip"}


@dataclass
class Site:
    """A running site: asks it for pages and reads what that cost."""

    process: subprocess.Popen[bytes]
    line: http.client.HTTPConnection
    cookie: str = ""
    """Of who asks; nobody in particular when empty."""
    more: dict[str, str] = field(default_factory=dict)
    """Other headers to ask with."""

    def get(self, path: str) -> tuple[dict[str, str], bytes]:
        """Headers and body of a page, as the reader's browser gets them."""
        who = {"Cookie": self.cookie} if self.cookie else {}
        self.line.request("GET", path, headers=HEADERS | self.more | who)
        answer = self.line.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}: {body[:500]!r}")
        return dict(answer.getheaders()), body

    def cpu_ms(self) -> float:
        """Processor time of all threads of the worker so far; Linux only."""
        (worker,) = self._children()
        tasks = Path(f"/proc/{worker}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def _children(self) -> list[int]:
        pid = self.process.pid
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def serving(
    application: str, log: Path, environment: dict[str, str], options: tuple[str, ...] = PLAIN
) -> Iterator[Site]:
    """Serve ``application`` with one worker, so that its cost is in one place."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--keep-alive", "600", application]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=file, stderr=file
        )
    line = http.client.HTTPConnection(urlsplit(address).netloc)
    try:
        wait_for(address, process, log)
        time.sleep(SETTLE_SECONDS)
        yield Site(process, line)
    except RuntimeError:
        print(log.read_text(), file=sys.stderr)
        raise
    finally:
        line.close()
        process.terminate()
        process.wait(timeout=20)
