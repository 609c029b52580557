"""Does the time of an answer tell outsiders that a room exists? Part of `make trust`.

Everybody who is not in a group asks, in turn, for its room and for a room that does not exist, at
the site as it is really served. Compared are the bytes and the medians: on the clock, and of the
processor, which tells more on a busy machine.
"""

import re
import secrets
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.visitor import Visitor, token_of

from .doors import processor_of
from .site import Site

MOST_MILLISECONDS = 20
SET_UP = """
from tests.trust.people import make_room
make_room()
"""
ROOM, MISSING = "kamer", "geen kamer"
GETS = (
    "groep/{}/",
    "groep/{}/oefenen/",
    "groep/{}/nazorg/",
    "groep/{}/oogst/",
    "groep/{}/afspraak/",
    "groep/{}/inbreng/",
    "stand/{}/",
)
POSTS = ("groep/{}/akkoord/", "groep/{}/zet/", "groep/{}/schrijven/")
TOLD = {"move": "overnemen", "kind": "antwoord", "step": 0, "text": "x", "agreed": "ja"}


@dataclass
class Seen:
    """What one outsider got to see of rooms, or of rooms that do not exist."""

    answers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    clock: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    processor: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def drill(times: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="gideonsbende-trust-") as folder:
        site = Site(Path(folder))
        site.fill()
        lines = [line.rsplit(" ", 1) for line in site.ask(SET_UP).splitlines()]
        cookies = dict(line for line in lines if len(line) == 2)
        key = cookies.pop("key")
        with site.running() as server:
            inside = _ask(_visitor(site, cookies.pop("deelnemer")), GETS[0].format(key))
            held = [
                _compare(site, server, who, cookie, key, times) for who, cookie in cookies.items()
            ]
    # Else all this would compare nothing with nothing.
    return all(held) and inside.status_code == 200


def _compare(
    site: Site, server: subprocess.Popen, who: str, cookie: str, key: str, times: int
) -> bool:
    seen = {ROOM: Seen(), MISSING: Seen()}
    visitor = _visitor(site, "" if who == "niemand" else cookie)
    form = "login" if who == "niemand" else "logout"
    token = token_of(visitor.open(f"/account/{form}/").text)
    for number in range(times):
        # In turn, and each pair the other way round, so that neither has the quiet moments.
        for kind in seen if number % 2 else reversed(seen):
            asked = key if kind == ROOM else secrets.token_urlsafe(16)
            for path in (*GETS, *POSTS):
                _measure(visitor, server, path, asked, token, seen[kind])
        print(f"\r{who} {number + 1} van {times} keer", end="", flush=True)
    gaps = {name: _largest_gap(seen, name) for name in ("clock", "processor")}
    same = seen[ROOM].answers == seen[MISSING].answers
    told = "dezelfde" if same else "ANDERE"
    print(
        f"\r{who} {times} keer {len(GETS) + len(POSTS)} adressen: {told} antwoorden; grootste "
        f"verschil {gaps['clock']:.1f} ms op de klok, {gaps['processor']:.1f} ms rekentijd"
    )
    return same and all(gap < MOST_MILLISECONDS for gap in gaps.values())


def _measure(
    visitor: Visitor, server: subprocess.Popen, path: str, key: str, token: str, seen: Seen
) -> None:
    used, began = processor_of(server), time.perf_counter()
    answer = _ask(visitor, path.format(key), token if path in POSTS else "")
    seen.clock[path].append(time.perf_counter() - began)
    seen.processor[path].append(processor_of(server) - used)
    seen.answers[path].add(_masked(answer, key))


def _visitor(site: Site, cookie: str) -> Visitor:
    visitor = Visitor(site.address)
    if cookie:
        visitor.cookies.set("sessionid", cookie)
    return visitor


def _ask(visitor: Visitor, path: str, token: str = ""):
    address = f"{visitor.site}/intervisie/{path}"
    if not token:
        return visitor.get(address, timeout=60, allow_redirects=False)
    told = TOLD | {"csrfmiddlewaretoken": token}
    return visitor.post(address, told, timeout=60, allow_redirects=False)


def _masked(answer, key: str) -> str:
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.text)
    html = re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "KENMERK", html)
    headers = {name: text for name, text in answer.headers.items() if name not in _OF_THE_MOMENT}
    return f"{answer.status_code} {sorted(headers.items())} {html}".replace(key, "SLEUTEL")


_OF_THE_MOMENT = ("Date", "Set-Cookie")


def _largest_gap(seen: dict[str, Seen], name: str) -> float:
    """Between the medians of one address, in milliseconds."""
    room, missing = (getattr(seen[kind], name) for kind in (ROOM, MISSING))
    return max(
        abs(statistics.median(room[path]) - statistics.median(missing[path])) * 1000
        for path in room
    )
