"""Asking for a code again before something sensitive, for people without a second factor.

allauth does this for passwords, apps and passkeys; most members have none of these.
"""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

SESSION_KEY = "reauthentication_code"


def code_is_due(request: HttpRequest) -> bool:
    """Whether this person must prove again, by a code, to be the one who logged in."""
    user = request.user
    if not user.is_authenticated or is_mfa_enabled(user):
        return False
    proofs = get_authentication_records(request, user)
    return not proofs or _is_older(proofs[-1], app_settings.REAUTHENTICATION_TIMEOUT)


def send_code(request: HttpRequest, address: str) -> None:
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[SESSION_KEY] = {"code": code, "at": time.time()}
    adapter.send_mail("account/email/reauthentication_code", address, {"code": code})


def code_was_sent(request: HttpRequest) -> bool:
    pending = request.session.get(SESSION_KEY)
    return pending is not None and not _is_older(pending, app_settings.LOGIN_BY_CODE_TIMEOUT)


def is_the_code(request: HttpRequest, code: str) -> bool:
    if not code_was_sent(request):
        return False
    return compare_user_code(actual=code, expected=request.session[SESSION_KEY]["code"])


def accept(request: HttpRequest) -> None:
    del request.session[SESSION_KEY]
    record_authentication(request, request.user, method="code", reauthenticated=True)


def _is_older(entry: dict[str, Any], seconds: int) -> bool:
    return time.time() - entry["at"] > seconds
