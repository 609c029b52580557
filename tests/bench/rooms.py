"""Sixty rooms of six: what a poll costs, and how long it takes when all of them ask.

Every browser asks every two seconds whether something changed: 180 questions a second.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from ..browser.server import CONFIGURATION, ROOT, free_port, wait_for
from ..trust.doors import processor_of
from .prepare import bare_django, own_site
from .servers import OURS, PLAIN, Site, serving

ROOMS, PEOPLE = 60, 6
POLL_SECONDS = 2
RESTART_SECONDS, LASTS_SECONDS = 12, 20
ASKERS = 12
ROUNDS, REQUESTS = 5, 150
MOST_TIMES_BARE, MOST_P95_MS, MOST_P95_AT_RESTART_MS = 6.0, 200, 500
QUIET = {"X-Quiet": "1"}
MAKE = f"""
import time
from datetime import date
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone
from lessons.municipalities.models import Municipality
from members.intervision.models import Method, Participant, PeerGroup, Round
from members.intervision.room import access, meetings
from members.people.accounts import sessions
from members.people.models import Membership, User


# Everything in one go: a commit per row takes longer than all else here.
@transaction.atomic
def make():
    now, place = timezone.now(), Municipality.objects.current().first()
    method = Method.objects.get(slug="incidentmethode")
    one = Round.objects.create(
        title="Bench", slug="bench", method=method, state="bijeenkomst", made_at=now,
        sign_up_until=now,
    )
    for number in range({ROOMS}):
        group = PeerGroup.objects.create(round=one, number=number, method=method, made_at=now)
        for seat in range({PEOPLE}):
            person = User.objects.create_user(f"b{{number}}-{{seat}}@example.org", "Bench")
            Membership.objects.create(
                person=person, municipality=place, start=date(2024, 1, 1),
                role="gemeentesecretaris", confirmed_on=timezone.localdate(),
            )
            participant = Participant.objects.create(group=group, person=person, joined_at=now)
            meetings.agree(participant, now=now)
            session = SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session[sessions.BEGAN] = session[sessions.SEEN] = time.time()
            session[access.OPENED] = {{group.key: time.time()}}
            session.save()
            print(group.key, session.session_key)
        meetings.sitting_of(group, is_trial=False, now=now)

make()
"""


def main() -> int:
    """Print the ratios to a bare Django view and the 95th percentile; 1 when a target is missed."""
    if not sys.platform.startswith("linux"):
        sys.exit("This reads processor time from /proc: run it on Linux.")
    with tempfile.TemporaryDirectory() as name, ExitStack() as servers:
        folder = Path(name)
        environment = own_site(folder)
        seats = _make_rooms(environment)
        ratio = _ratio(folder, environment, seats[0], servers)
        servers.close()
        print(f"poll / bare Django: {ratio:.2f} (at most {MOST_TIMES_BARE})")
        first, later = _sixty_rooms(folder, environment, seats)
    return int(ratio > MOST_TIMES_BARE or later > MOST_P95_MS or first > MOST_P95_AT_RESTART_MS)


def _make_rooms(environment: dict[str, str]) -> list[tuple[str, str]]:
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", MAKE],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = [line.split() for line in made.stdout.splitlines()]
    return [(key, cookie) for key, cookie in (line for line in lines if len(line) == 2)]


def _ratio(
    folder: Path, environment: dict[str, str], seat: tuple[str, str], servers: ExitStack
) -> float:
    """Processor time of a poll, in that of a bare Django view with an answer of the same size."""
    key, cookie = seat
    ours = servers.enter_context(
        serving("gideonsbende.wsgi", folder / "ours.log", environment, OURS)
    )
    ours.cookie = f"sessionid={cookie}"
    path = f"/intervisie/stand/{key}/"
    bare = servers.enter_context(
        serving(
            "tests.bench.wsgi",
            folder / "bare.log",
            bare_django(folder, *ours.get(path)),
            PLAIN,
        )
    )
    ours.more = QUIET
    ratios = [_cost(ours, path) / _cost(bare, "/") for _round in range(ROUNDS + 1)]
    return statistics.median(ratios[1:])


def _cost(site: Site, path: str) -> float:
    began = site.cpu_ms()
    for _request in range(REQUESTS):
        site.get(path)
    return site.cpu_ms() - began


def _sixty_rooms(
    folder: Path, environment: dict[str, str], seats: list[tuple[str, str]]
) -> tuple[float, float]:
    """All browsers ask in turn, as often as they would, at the site as it is really served."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    served = os.environ | environment | {"PORT": str(port), "BASE_URL": address}
    command = [sys.executable, "-m", "gunicorn", "-c", CONFIGURATION, "gideonsbende.wsgi"]
    with (folder / "rooms.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=served, stdout=log, stderr=log)
    try:
        wait_for(f"{address}/healthz", server, folder / "rooms.log")
        first = _ask_all(urlsplit(address).netloc, seats, RESTART_SECONDS)
        used = processor_of(server)
        later = _ask_all(urlsplit(address).netloc, seats, LASTS_SECONDS)
        share = (processor_of(server) - used) / LASTS_SECONDS
    finally:
        server.terminate()
        server.wait(timeout=20)
    p95 = _p95(later)
    print(f"{ROOMS} rooms of {PEOPLE}, p95 of a poll: {p95:.0f} ms (at most {MOST_P95_MS})")
    print(f"of one processor that takes {share:.0%}; others use {os.getloadavg()[0]:.1f} by now")
    print(
        f"p95 in the first {RESTART_SECONDS} seconds after a restart: {_p95(first):.0f} ms "
        f"(at most {MOST_P95_AT_RESTART_MS})"
    )
    return _p95(first), p95


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1000


def _ask_all(netloc: str, seats: list[tuple[str, str]], seconds: int) -> list[float]:
    times: list[float] = []
    pause = POLL_SECONDS / len(seats) * ASKERS
    count = int(seconds / pause)

    def ask(first: int) -> None:
        due = time.monotonic()
        for key, cookie in islice(cycle(seats[first::ASKERS]), count):
            due += pause
            time.sleep(max(0, due - time.monotonic()))
            headers = {"Cookie": f"sessionid={cookie}"} | QUIET
            # A line of its own each time, as a proxy does: any process may answer.
            line = http.client.HTTPConnection(netloc)
            line.request("GET", f"/intervisie/stand/{key}/", headers=headers)
            answer = line.getresponse()
            answer.read()
            line.close()
            if answer.status != 200:
                raise RuntimeError(f"a poll answers {answer.status}")
            # Counted from when this browser would ask: who waits for others in line waits too.
            times.append(time.monotonic() - due)

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(ASKERS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    if len(times) != ASKERS * count:
        raise RuntimeError(f"{len(times)} answers to {ASKERS * count} polls")
    return times
