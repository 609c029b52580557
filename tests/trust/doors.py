"""Does a door tell who has an account? Part of `make trust`.

At the login and at /lid-worden/, known and unknown addresses knock in turn. Compared are the
bytes of every answer, the number of mails, and the time that the server took: on the clock, and
of the processor, which tells more on a busy machine.
"""

import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.visitor import Visitor, token_of

from .site import Site

MOST_MILLISECONDS = 20
CONFIRM = "/account/login/code/confirm/"
KINDS = ("bekend", "onbekend")
SET_UP = """
from tests.trust.people import make_known
make_known({times})
"""
APPLICATION = {
    "name": "Piet Puk",
    "municipality": "Heusden",
    "role": "gemeentesecretaris",
    "since": "9-2023",
    "agree": "on",
}
DOORS = {"/account/login/": {}, "/lid-worden/": APPLICATION}
ADDRESS_FIELD = {"/account/login/": "login", "/lid-worden/": "email"}


@dataclass
class Seen:
    """What one kind of address got to see at one door."""

    answers: set[str] = field(default_factory=set)
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def drill(times: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="gideonsbende-trust-") as folder:
        site = Site(Path(folder))
        site.fill()
        site.ask(SET_UP.format(times=times))
        with site.running() as server:
            found = [_knock(site, server, door, times) for door in DOORS]
        site.manage("run_due_tasks")
        mails = {kind: _mails(site.folder / "mail", kind) for kind in KINDS}
    print(f"Mails: {mails}")
    return all(found) and mails["bekend"] == mails["onbekend"] >= 2 * times


def _knock(site: Site, server: subprocess.Popen, door: str, times: int) -> bool:
    seen = {kind: Seen() for kind in KINDS}
    for number in range(times):
        # In turn, and each pair the other way round, so that neither has the quiet moments.
        for kind in KINDS if number % 2 else reversed(KINDS):
            _try(site, server, door, f"{kind}{number}@example.org", seen[kind])
        print(f"\r{door} {number + 1} van {times} keer", end="", flush=True)
    gaps = {name: _gap(seen, name) for name in ("clock", "processor")}
    same = seen["bekend"].answers == seen["onbekend"].answers
    print(
        f"\r{door} {times} keer: {'dezelfde' if same else 'ANDERE'} antwoorden; "
        f"verschil {gaps['clock']:.1f} ms op de klok, {gaps['processor']:.1f} ms rekentijd"
    )
    return same and all(gap < MOST_MILLISECONDS for gap in gaps.values())


def _try(site: Site, server: subprocess.Popen, door: str, address: str, seen: Seen) -> None:
    """One visitor, from a network address of its own, so that the limits stay out of it."""
    number = int(re.sub(r"\D", "", address)) + 1
    with Visitor(site.address, f"127.{1 + number % 2}.{number // 250}.{number % 250 + 1}") as one:
        token = token_of(one.open(door).text)
        used, began = processor_of(server), time.perf_counter()
        data = DOORS[door] | {ADDRESS_FIELD[door]: address}
        answer = one.post(
            site.address + door,
            data | {"csrfmiddlewaretoken": token},
            timeout=60,
            allow_redirects=False,
        )
        seen.clock.append(time.perf_counter() - began)
        seen.processor.append(processor_of(server) - used)
        pages = [answer, one.open(CONFIRM), one.fill_in(CONFIRM, code="AAAA-BBBB")]
        seen.answers.add("\n".join(_masked(page, address) for page in pages))


def _masked(answer, address: str) -> str:
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.text)
    where = answer.headers.get("Location")
    return f"{answer.status_code} {where} {html}".replace(address, "ADRES")


def _gap(seen: dict[str, Seen], name: str) -> float:
    known, unknown = (statistics.median(getattr(seen[kind], name)) for kind in KINDS)
    return abs(known - unknown) * 1000


def processor_of(server: subprocess.Popen) -> float:
    """Seconds that the server's processes have used."""
    return sum(
        int(task.read_text().split()[0]) / 1e9
        for process in _family(server.pid)
        for task in Path(f"/proc/{process}/task").glob("*/schedstat")
    )


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


def _mails(folder: Path, kind: str) -> int:
    letters = "".join(file.read_text() for file in folder.iterdir())
    return len(re.findall(rf"^To: {kind}\d+@", letters, re.MULTILINE))
