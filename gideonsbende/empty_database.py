"""A migrated SQLite database without content, kept as SQL: made by `manage.py make_empty_database`.

Migrating takes most of a minute, nearly all of it in what Django makes of every state between; the
SQL itself takes a tenth of a second. So a new SQLite file begins with what migrating would make.
PostgreSQL, and every file that is there already, is migrated.
"""

import gzip
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.db.backends.base.base import BaseDatabaseWrapper

PATH = Path(__file__).with_name("empty_database.sql.gz")
# What differs from one time to the next: moments, and names drawn by lot.
MOMENT = "'2026-01-01 00:00:00'"
IS_MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?'")
DRAWN = "translation_key"
# Made by sqlite along with the virtual table that they belong to.
SHADOWS = ("config", "content", "data", "docsize", "idx")


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Whether this is a SQLite database in which nothing was made yet."""
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


def load(connection: BaseDatabaseWrapper) -> None:
    """All or nothing: who is interrupted begins anew."""
    connection.ensure_connection()
    connection.connection.executescript(gzip.decompress(PATH.read_bytes()).decode())


def keep(database: sqlite3.Connection) -> None:
    PATH.write_bytes(gzip.compress(dump(database).encode(), mtime=0))


def dump(database: sqlite3.Connection) -> str:
    """The same text for every database that was just migrated."""
    lines = ["PRAGMA foreign_keys=OFF;", "BEGIN IMMEDIATE;"]
    made = _made(database)
    lines += [f"{sql};" for kind, _name, sql in made if kind == "table"]
    for kind, name, sql in made:
        if kind == "table" and not _is_virtual(sql):
            lines += _rows(database, name)
    lines += ["DELETE FROM sqlite_sequence;", *_rows(database, "sqlite_sequence", order="name")]
    # After the rows: what watches them need not look at these.
    lines += [f"{sql};" for kind, _name, sql in made if kind != "table"]
    return "\n".join([*lines, "COMMIT;", "PRAGMA foreign_keys=ON;", ""])


def _made(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Kind, name and SQL of everything but what sqlite makes by itself."""
    made = database.execute(
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    ).fetchall()
    virtual = [name for _kind, name, sql in made if _is_virtual(sql)]
    shadows = {f"{name}_{part}" for name in virtual for part in SHADOWS}
    return [row for row in made if row[1] not in shadows]


def _is_virtual(sql: str) -> bool:
    return sql.upper().startswith("CREATE VIRTUAL TABLE")


def _rows(database: sqlite3.Connection, table: str, order: str = "rowid") -> Iterator[str]:
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    quoted = ", ".join(f'quote("{column}")' for column in columns)
    for row in database.execute(f'SELECT {quoted} FROM "{table}" ORDER BY {order}'):  # noqa: S608
        values = ", ".join(
            _always_the_same(table, column, row[0], value)
            for column, value in zip(columns, row, strict=True)
        )
        yield f'INSERT INTO "{table}" VALUES ({values});'  # noqa: S608


def _always_the_same(table: str, column: str, key: str, value: str) -> str:
    if column == DRAWN and value != "NULL":
        return f"'{uuid5(NAMESPACE_URL, f'{table}/{key}').hex}'"
    return MOMENT if IS_MOMENT.fullmatch(value) else value
