"""Refusals, seen where every answer passes: 403, 429, and the desk that sends people away."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from members.audit.security_log import Action, Result, record


class DenialLogMiddleware:
    """The object is the pattern of the address, with numbers: addresses may hold names and keys."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 429:
            record(Action.RATE_LIMIT, _place(request), Result.REFUSED, request=request)
        elif response.status_code == 403 or _is_sent_away_from_desk(request, response):
            record(Action.DENIAL, _place(request), Result.REFUSED, request=request)
        return response


def _is_sent_away_from_desk(request: HttpRequest, response: HttpResponse) -> bool:
    """Wagtail redirects whom it refuses: to the login, or to the first screen of the desk."""
    desk = f"/{settings.DESK_PATH}"
    if response.status_code != 302 or not request.path.startswith(desk):
        return False
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    to = response.headers["Location"].partition("?")[0]
    to_start = to == reverse("wagtailadmin_home") and request.path != to and request.method == "GET"
    return to == resolve_url(settings.WAGTAILADMIN_LOGIN_URL) or to_start


def _place(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return f"{request.method} (no address of ours)"
    numbers = [f" {name}={value}" for name, value in match.kwargs.items() if isinstance(value, int)]
    return f"{request.method} {match.route}{''.join(numbers)}"
