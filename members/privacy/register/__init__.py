"""The processing register as data: what we keep about people, why, how long, and who sees it.

The page about it, the download, the erasure and its preview all read this; a test walks every
model of the site, so that nothing personal is kept that is not in here.
"""

from . import (
    accounts,
    desk,
    handovers,
    intervision,
    membership,
    post,
    practices,
    rooms,
    updates,
)
from .entry import Activity, Link, Table, addresses_of
from .others import NOT_THEIRS, WITHOUT_PEOPLE

# In the order of the download.
TABLES: tuple[Table, ...] = (
    *accounts.TABLES,
    *membership.TABLES,
    *practices.TABLES,
    *intervision.TABLES,
    *rooms.TABLES,
    *updates.TABLES,
    *handovers.TABLES,
    *post.TABLES,
    *desk.TABLES,
)

__all__ = [
    "NOT_THEIRS",
    "TABLES",
    "WITHOUT_PEOPLE",
    "Activity",
    "Link",
    "Table",
    "activities",
    "addresses_of",
]


def activities() -> dict[Activity, list[Table]]:
    """Every activity with its tables, in order."""
    found: dict[Activity, list[Table]] = {}
    for table in TABLES:
        found.setdefault(table.activity, []).append(table)
    return found
