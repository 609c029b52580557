"""How long a login lasts: half a day at most, shorter when nothing happens."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

BEGAN = "session_began"
SEEN = "session_seen"
# One write a minute is enough to know that somebody is still there.
NOTICE_SECONDS = 60
# Sent by a page that asks by itself whether something changed: nobody needs to sit before it.
QUIET_HEADER = "X-Quiet"
# How the SQL begins that every login sends: it changes nothing that anybody may do or see.
WRITTEN_AT_LOGIN = 'UPDATE "people_user" SET "last_login" = %s WHERE'


class SessionLifetimeMiddleware:
    """Ends a session that is too old or was left alone too long, on its next request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _end_or_notice(request, now=time.time())
        return self.get_response(request)


def is_quiet(request: HttpRequest) -> bool:
    return QUIET_HEADER in request.headers


def idle_seconds(request: HttpRequest) -> float:
    """How long this session was left alone, give or take a minute."""
    return time.time() - request.session.get(SEEN, 0)


def _end_or_notice(request: HttpRequest, now: float) -> None:
    session = request.session
    began = session.setdefault(BEGAN, now)
    seen = session.setdefault(SEEN, now)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
        logout(request)
    elif now - seen > NOTICE_SECONDS and not is_quiet(request):
        session[SEEN] = now
