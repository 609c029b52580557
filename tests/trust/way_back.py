"""Take the tables of members away and make them again: part of `make trust`."""

import tempfile
from pathlib import Path

from .site import Site

# In the order in which they can go: whatever points at people or lessons goes before those.
APPS = ("privacy", "updates", "intervision", "practices", "mail", "audit")
TABLES = """
from django.db import connection
with connection.cursor() as cursor:
    look = connection.introspection
    for name in sorted(look.table_names(cursor)):
        columns = look.get_table_description(cursor, name)
        print(name, sorted((each.name, str(each.type_code)) for each in columns))
"""


def drill(_times: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="gideonsbende-trust-") as folder:
        site = Site(Path(folder))
        site.manage("migrate", "-v0")
        before = site.ask(TABLES)
        for label in APPS:
            site.manage("migrate", label, "zero", "-v0")
        gone = site.ask(TABLES)
        site.manage("migrate", "-v0")
        is_same = site.ask(TABLES) == before
    went = len(before.splitlines()) - len(gone.splitlines())
    print(f"{went} tabellen weg en terug: {'dezelfde' if is_same else 'niet dezelfde'}.")
    return is_same and went > 0
