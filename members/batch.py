"""Rows whose moment has come get their turn one by one: one that breaks keeps no other waiting.

What broke is logged by kind and number, with the place in our code: never the words of the error,
which may quote what somebody wrote. ``run_due_tasks`` counts what broke and ends as failed.
"""

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Model

from members.audit.security_log import name_of

logger = logging.getLogger(__name__)

_broken: ContextVar[list[str] | None] = ContextVar("rows that broke", default=None)


def for_each_isolated(act: Callable[..., int], rows: Iterable[Any], **given: Any) -> int:
    """How much moved on. ``act`` is one transaction; it is called with a row and ``given``.

    A row that is no model is logged by its own name or as it is: a bare number would tell nothing.
    """
    return sum(_turn(act, row, given) for row in list(rows))


def report(act: Callable[..., Any], row: Any, problem: Exception) -> None:
    """For whoever has to catch what breaks by itself."""
    name, doing = _name_of(row), f"{act.__module__}.{getattr(act, '__qualname__', act)}"
    logger.error("%s broke at %s: %s", doing, name, place_of(problem))
    broken = _broken.get()
    if broken is not None:
        broken.append(name)


def place_of(problem: Exception) -> str:
    """What kind of error, and the calls that led to it; without its words."""
    calls = traceback.extract_tb(problem.__traceback__)
    way = " > ".join(f"{Path(one.filename).name}:{one.lineno}" for one in calls[1:])
    return f"{type(problem).__name__} ({way})"


@contextmanager
def watched() -> Iterator[list[str]]:
    """The rows that break within, by kind and number."""
    broken: list[str] = []
    token = _broken.set(broken)
    try:
        yield broken
    finally:
        _broken.reset(token)


def _turn(act: Callable[..., int], row: Any, given: dict[str, Any]) -> int:
    try:
        return act(row, **given)
    except Exception as problem:
        report(act, row, problem)
        if not connection.is_usable():
            # The database is gone, not one row bad: the same would be said of every other row.
            raise
        return 0


def _name_of(row: Any) -> str:
    return name_of(row) if isinstance(row, Model) else getattr(row, "__name__", str(row))
