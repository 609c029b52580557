"""How often codes may be asked for and guessed, without strangers locking out the owner.

Nothing is counted per account alone that is in anybody's reach: then every stranger could keep a
member outside. Counted is what comes from one network address, and from one browser.
"""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest

from members.audit.security_log import Action, Result, record

APP = "allauth.account"


class Guess:
    """One guess at a code, counted beforehand and taken back when it was right.

    Beforehand, because guesses at the same moment must not all find the count as it was.
    """

    def __init__(self, request: HttpRequest, account: str) -> None:
        self._counted = [
            _consume(request, "guess_code", _from_here(request, account)),
            _consume(request, "guess_in_browser", request.session.session_key or ""),
        ]

    @property
    def allowed(self) -> bool:
        return all(self._counted)

    def take_back(self) -> None:
        for usage in filter(None, self._counted):
            usage.rollback()


def may_ask_for_code(request: HttpRequest, account: str) -> bool:
    """Counts the asking; the same for known and unknown accounts."""
    return bool(_consume(request, "ask_code_here", _from_here(request, account)))


def may_keep_typed(request: HttpRequest) -> bool:
    """What somebody unknown typed takes room here; whoever fills that up is no reader."""
    return bool(_consume(request, "keep_typed", ""))


def refuse() -> Exception:
    record(Action.RATE_LIMIT, "codes", Result.REFUSED)
    return get_adapter().validation_error("too_many_login_attempts")


def _consume(request: HttpRequest, action: str, key: str):
    return ratelimit.consume(request, app=APP, action=action, key=key)


def _from_here(request: HttpRequest, account: str) -> str:
    return f"{account.lower()} {ratelimit.get_ip(request)}"
