"""One sign that all processes agree on: has something changed since I last looked?

A stamp is a file that grows with every change, after commit. Looking costs microseconds and no
query. Several machines share their stamps by sharing the folder they stand in.
"""

import os
import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.signals import connection_created

Moment = tuple[int, int]
# By table, the statements that count.
Writes = Mapping[str, Collection[str]]
EVERY = ("INSERT", "UPDATE", "DELETE")
WRITE = re.compile(r'(INSERT|UPDATE|DELETE)[^"]*"(\w+)"')


class Stamp:
    """The file that the setting ``name`` points to, or the one called ``part`` in that folder."""

    def __init__(self, name: str, part: str = "") -> None:
        self.name = name
        self.part = part

    @property
    def path(self) -> Path:
        return getattr(settings, self.name) / self.part

    def current(self) -> Moment:
        """Differs after every change; compared, never interpreted."""
        try:
            about = os.stat(self.path)
        except FileNotFoundError:
            return (0, 0)
        # Clocks of file systems tick slowly: the size tells two changes within one tick apart.
        return (about.st_mtime_ns, about.st_size)

    def grow(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(b".")

    def grow_after_commit(self) -> None:
        """Tell every process, once the change that is under way is committed."""
        # Robust: the change itself is safe, and a stamp that cannot be written costs minutes.
        transaction.on_commit(self.grow, robust=True)

    def grow_with(self, tables: Callable[[], Writes], *, unseen: tuple[str, ...] = ()) -> None:
        """Grow with every write to these tables, but those of which the SQL begins as ``unseen``.

        Called before the site talks to its database.

        Every statement that any verb, cascade or bulk update sends passes here, so that no way to
        change something can be forgotten.
        """
        watched = cache(tables)

        def notice(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            result = execute(sql, *rest)
            if not sql.startswith("SELECT"):
                written = WRITE.match(sql)
                counts = written and written[1] in watched().get(written[2], ())
                if counts and not sql.startswith(unseen):
                    self.grow_after_commit()
            return result

        def watch(connection: Any, **_signal: object) -> None:
            # A connection that is made again has it already. First: whoever wraps for a moment
            # takes the last one off.
            if notice not in connection.execute_wrappers:
                connection.execute_wrappers.insert(0, notice)

        uid = f"stamp {self.name} {self.part}"
        connection_created.connect(watch, weak=False, dispatch_uid=uid)
