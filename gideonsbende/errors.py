"""What a reader sees when something goes wrong, and how we find that moment back in the log.

Page and log line carry the same reference number, so that a reader never has to describe a fault.
"""

import logging
import re
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.html import format_html

API_PREFIX = "/api/v2/"
API_MESSAGES = {
    400: "Deze vraag begrijpen wij niet.",
    403: "Dit mag niet.",
    404: "Niet gevonden.",
    429: "U vraagt te veel in korte tijd.",
    500: "Er ging iets mis bij ons.",
}
# No vowels and no look-alikes: easy to read out over the telephone, and never a word.
REFERENCE_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"
# Shown when even the error page cannot be made; then style sheet and templates may be what failed.
LAST_RESORT = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Er ging iets mis</title>'
    "<h1>Er ging iets mis</h1><p>Dat ligt aan ons. Probeer het over een paar minuten opnieuw.</p>"
    '<p>Kenmerk: {}</p><p><a href="/">Naar de voorpagina</a></p></html>'
)

# A part of an address that opens something: to a calendar, an invitation, a membership. Words in
# addresses are shorter, or have no capitals. nginx.conf leaves the same out of its own log.
KEY_IN_ADDRESS = re.compile(r"(?<=/)(?=[^/]*[A-Z])[^/]{20,}")

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without the request in the template: its host or its body may be what is wrong."""
    return _answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403, with_request=True)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without the right token, mostly because it stood open for too long."""
    return _answer(request, 403, template="403_csrf.html", with_request=True)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The way in stands on every such page: what is for members answers as what does not exist.

    But for a key in the address, which would get into the log of whatever passes the login.
    """
    path = request.get_full_path()
    onward = "" if KEY_IN_ADDRESS.search(path) else path
    return _answer(request, 404, with_request=True, onward=onward)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Called by allauth when someone tries too often."""
    return _answer(request, 429, with_request=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request in the template: asking who is logged in needs the database."""
    return _answer(request, 500)


def reference_of(request: HttpRequest) -> str:
    """The reference number of what goes wrong in this request: one, whoever asks first."""
    if "gideonsbende.reference" not in request.META:
        letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(8))
        request.META["gideonsbende.reference"] = f"{letters[:4]}-{letters[4:]}"
    return request.META["gideonsbende.reference"]


class ReferenceFilter(logging.Filter):
    """Gives a log line its request's reference; only our own faults keep their traceback.

    What a mail or a calendar program asks in the wrong way is logged with its address.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.reference = ""
        if isinstance(request, HttpRequest):
            record.reference = f" [kenmerk {reference_of(request)}]"
            record.args = _without_keys(record.args)
            if getattr(record, "status_code", 500) < 500:
                record.exc_info = None
        return True


def _without_keys(args: Any) -> Any:
    if not isinstance(args, tuple):
        return args
    return tuple(KEY_IN_ADDRESS.sub("***", one) if isinstance(one, str) else one for one in args)


def _answer(
    request: HttpRequest,
    status: int,
    *,
    template: str = "",
    with_request: bool = False,
    **more: str,
) -> HttpResponse:
    reference = reference_of(request)
    if request.path.startswith(API_PREFIX):
        answer = {"message": API_MESSAGES[status], "reference": reference}
        return JsonResponse(answer, status=status)
    context = {"reference": reference} | more
    content = _render(template or f"{status}.html", context, request, with_request)
    return HttpResponse(content, status=status, headers={"Cache-Control": "no-store"})


def _render(
    template: str, context: dict[str, Any], request: HttpRequest, with_request: bool
) -> str:
    try:
        return loader.render_to_string(template, context, request if with_request else None)
    except Exception:
        logger.exception("Error page %s failed", template, extra={"request": request})
        return format_html(LAST_RESORT, context["reference"])
