"""Polls of a room answered from memory, as long as nothing changed.

Every browser in a room asks every two seconds. Kept is the mark that this session was told last at
this address, in the memory of the process that told it: no words, and never a refusal. It ends
when the room changes, when anybody's access may have changed (see ``stamps``), when time
changes the mark, ends the session, closes the room or begins a day, and after
``POLL_KEPT_SECONDS`` anyhow. Whoever was shut out therefore hears so on the very next poll.

Only polls that count as no sign of life are answered here: the others write down that somebody is
there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from members.people.accounts.sessions import is_quiet
from members.stamps import Moment

from . import stamps

POLLS = "/intervisie/stand/"
# A few megabytes. More browsers than this in rooms at once begin anew.
MOST = 5_000
Key = tuple[str, str, str, str]
Stamps = tuple[Moment, Moment]


class PollAnswer(HttpResponse):
    """The mark of a room, which time leaves as it is until ``until``, in seconds since 1970."""

    def __init__(self, content: str, *, until: float, **rest: Any) -> None:
        super().__init__(content, **rest)
        self.until = until


@dataclass(frozen=True, slots=True)
class KeptPoll:
    seen: Stamps
    since: float
    until: float
    body: bytes
    headers: dict[str, str]

    def holds(self, seen: Stamps) -> bool:
        # A clock that is put back makes nothing last longer.
        return self.seen == seen and self.since <= time.time() < self.until


class KeptPollMiddleware:
    """Must stand outside sessions: looking up who asks is most of what a poll costs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.seconds = settings.POLL_KEPT_SECONDS
        self.kept: dict[Key, KeptPoll] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.seconds or not _is_quiet_poll(request):
            return self.get_response(request)
        # Read before asking: a change that happens meanwhile makes this answer old at once.
        room = request.path_info.removeprefix(POLLS).partition("/")[0]
        seen = stamps.access.current(), stamps.news(room).current()
        key = _key(request)
        kept = self.kept.get(key)
        if kept is not None and kept.holds(seen):
            return HttpResponse(kept.body, headers=kept.headers)
        response = self.get_response(request)
        if isinstance(response, PollAnswer) and not response.cookies:
            self._keep(key, seen, response)
        return response

    def _keep(self, key: Key, seen: Stamps, response: PollAnswer) -> None:
        if len(self.kept) >= MOST:
            self.kept.clear()
        now = time.time()
        until = min(response.until, now + self.seconds)
        headers = dict(response.items())
        self.kept[key] = KeptPoll(seen, now, until, response.content, headers)


def _is_quiet_poll(request: HttpRequest) -> bool:
    return (
        request.path_info.startswith(POLLS)
        and request.method == "GET"
        and settings.SESSION_COOKIE_NAME in request.COOKIES
        and is_quiet(request)
    )


def _key(request: HttpRequest) -> Key:
    host = request.META.get("HTTP_HOST", "")
    session = request.COOKIES[settings.SESSION_COOKIE_NAME]
    return request.scheme or "", host, request.path_info, session
