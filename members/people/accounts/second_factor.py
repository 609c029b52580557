"""Editors and administrators come in only with a second factor."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from members import encryption
from members.permissions import needs_second_factor

# What allauth seals inside an authenticator: the key of an app, the seed of recovery codes.
SEALED = {"secret", "seed"}
SET_UP_FIRST = "Stel eerst een tweede stap in voor het inloggen. Daarna gaat de site open."


class SecondFactorMiddleware:
    """Whoever must have a second factor and has none sees no page but those to set it up.

    One rule for the whole site instead of one per right: rights of editors reach into members'
    pages, files, search and feeds as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._concerns(request) and lacks_second_factor(request.user):
            messages.info(request, SET_UP_FIRST)
            return redirect("mfa_index")
        return self.get_response(request)

    def _concerns(self, request: HttpRequest) -> bool:
        """Without asking who it is where no session says that it is anybody."""
        path = request.path_info
        return settings.SESSION_COOKIE_NAME in request.COOKIES and not path.startswith(
            settings.OPEN_WITHOUT_SECOND_FACTOR
        )


def lacks_second_factor(user) -> bool:
    """Whether this person must have a second factor and has none."""
    return needs_second_factor(user) and not second_factors_of(user).exists()


def second_factors_of(user):
    """Apps and passkeys; recovery codes alone are no second factor."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds)


def reseal_all() -> int:
    """Put every stored secret under the first key; afterwards the older keys can go."""
    count = 0
    for authenticator in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):
        for name in SEALED.intersection(authenticator.data):
            authenticator.data[name] = encryption.reseal(authenticator.data[name])
            count += 1
        authenticator.save(update_fields=["data"])
    return count
