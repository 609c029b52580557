"""What matters to security, one JSON line each: who did what to what, from where, how it ended.

Ids only. No name, e-mail address, code, token or anything that somebody wrote.
"""

import json
import logging
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from django.db.models import Model
from django.http import HttpRequest

logger = logging.getLogger("security")

# Who acts when nobody is logged in: the clock, a command, or a reader.
SYSTEM = "system"
ANONYMOUS = "anonymous"
COMMAND = "command"


class Action(StrEnum):
    LOGIN = "login"
    LOGOUT = "logout"
    PROOF = "proof again"
    ADDRESS = "address"
    SECOND_FACTOR = "second factor"
    DENIAL = "denial"
    RATE_LIMIT = "rate limit"
    ROLE = "role"
    KEY = "key"
    EXPORT = "export"
    ERASURE = "erasure"
    DESTRUCTION = "destruction"
    TRAIL = "trail"


class Result(StrEnum):
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"


def record(
    action: Action,
    thing: Model | str,
    result: Result = Result.DONE,
    *,
    by: Any = None,
    detail: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Write one line. ``thing`` is what it was done to: an object, or a word for it.

    Origin and, without ``by``, actor are those of the request that is being answered, if any. Only
    a middleware has to hand it over: the others run while allauth remembers it.
    """
    request = request or context.request
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "action": action,
        "object": name_of(thing),
        "result": result,
        "origin": _origin(request),
        "actor": name_of(by) if by is not None else _actor(request),
    }
    logger.info(json.dumps(line | ({"detail": detail} if detail else {})))


def name_of(thing: Model | str) -> str:
    """Kind and number of an object: never its title."""
    return f"{thing._meta.label_lower}:{thing.pk}" if isinstance(thing, Model) else thing


def _actor(request: HttpRequest | None) -> str:
    if request is None:
        return SYSTEM
    user = getattr(request, "user", None)
    return name_of(user) if user is not None and user.is_authenticated else ANONYMOUS


def _origin(request: HttpRequest | None) -> str:
    return (get_client_ip(request) or "unknown") if request is not None else COMMAND
