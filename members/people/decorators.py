"""Who may open a screen of the members' side."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from .models import User

View = Callable[..., HttpResponse]


class PersonalRequest(HttpRequest):
    """A request that came past :func:`only`: somebody is logged in."""

    user: User


def permission_required(may: Callable[..., bool]) -> Callable[[View], View]:
    """Lets in who ``may``; asks strangers to log in.

    Who is logged in and may not gets 403 before anything is looked up, so that an address of
    something that exists answers as one that does not.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user):
                raise PermissionDenied
            return unlisted(view(request, *args, **kwargs))

        return guarded

    return decorate


def posted_from(name: str, *parts: str) -> Callable[[View], View]:
    """For an address that a form posts to: whoever comes to it otherwise is led to that form.

    A browser asks for it again from its address bar, or after a login that expired meanwhile.
    ``parts`` are those of this address that the one called ``name`` has as well.
    """

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method != "POST":
                return redirect(name, **{part: kwargs[part] for part in parts})
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def anybody(user) -> bool:
    """With :func:`only`: whoever is logged in."""
    return user.is_authenticated


def unlisted(response: HttpResponse) -> HttpResponse:
    """For members only: not kept by browsers, not found by search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
