"""One sign that all processes agree on: has something changed since I last looked?

A stamp is a file that grows with every change, after commit. Looking costs microseconds and no
query. Several machines share their stamps by sharing the folder they stand in.
"""

import os
from pathlib import Path

from django.conf import settings
from django.db import transaction

Moment = tuple[int, int]


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
