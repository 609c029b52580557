"""Security headers that Django 5.2 does not set by itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def _policy(directives: dict[str, list[str]]) -> str:
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


class SecurityHeadersMiddleware:
    """One content security policy for the site and a looser one for Wagtail's desk.

    A view that sets its own policy (Wagtail's document and image views) keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.site = _policy(settings.SECURE_CSP)
        self.desk = _policy(settings.SECURE_CSP_DESK)
        self.desk_prefix = f"/{settings.DESK_PATH}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A preview is answered under the address of what it shows, inside a frame of the desk.
        is_preview = getattr(request, "is_preview", False)
        at_desk = is_preview or request.path_info.startswith(self.desk_prefix)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", self.desk if at_desk else self.site)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            # Whoever is logged in may sit at a shared computer: nothing stays behind.
            headers.setdefault("Cache-Control", "no-store")
        return response
