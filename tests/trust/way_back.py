"""Tables of members gone and back, and those of one app alone: part of `make trust`."""

import tempfile
from pathlib import Path

from .site import Site

# In the order in which they can go: whatever points at people or lessons goes before those.
MEMBERS = ("privacy", "updates", "intervision", "practices", "mail", "audit")
OURS = (*MEMBERS, "people", "lessons", "municipalities", "gideonsbende")
TABLES = """
from django.db import connection
with connection.cursor() as cursor:
    look = connection.introspection
    for name in sorted(look.table_names(cursor)):
        columns = look.get_table_description(cursor, name)
        print(name, sorted((each.name, str(each.type_code)) for each in columns))
"""


def drill(_times: int) -> bool:
    return _there_and_back() and _each_alone()


def _there_and_back() -> bool:
    with tempfile.TemporaryDirectory(prefix="gideonsbende-trust-") as folder:
        site = Site(Path(folder))
        site.manage("migrate", "-v0")
        before = site.ask(TABLES)
        for label in MEMBERS:
            site.manage("migrate", label, "zero", "-v0")
        gone = site.ask(TABLES)
        site.manage("migrate", "-v0")
        is_same = site.ask(TABLES) == before
    went = len(before.splitlines()) - len(gone.splitlines())
    print(f"{went} tabellen weg en terug: {'dezelfde' if is_same else 'niet dezelfde'}.")
    return is_same and went > 0


def _each_alone() -> bool:
    """Whatever listens to migrating must bear that tables of other apps are not there yet."""
    for label in OURS:
        with tempfile.TemporaryDirectory(prefix="gideonsbende-trust-") as folder:
            Site(Path(folder)).manage("migrate", label, "-v0")
    print(f"{len(OURS)} apps elk apart gemaakt in een lege database.")
    return True
