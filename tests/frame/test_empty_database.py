"""A new SQLite file begins with what migrating would have made, to the letter."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from gideonsbende import empty_database
from gideonsbende.management.commands.make_empty_database import migrate
from tests.databases import MIGRATED, Databases


@pytest.fixture
def migrated(
    databases: Databases, django_db_blocker, tmp_path: Path
) -> Iterator[sqlite3.Connection]:
    """A database that was really migrated: on SQLite the suite has one at hand."""
    path = tmp_path / "migrated.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            path = Path(databases.copy(MIGRATED, f"{databases.run}_to_compare"))
        else:
            migrate(path)
    with closing(sqlite3.connect(path)) as database:
        yield database


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "loaded.sqlite3")) as database:
        database.executescript(gzip.decompress(empty_database.PATH.read_bytes()).decode())
        yield database


def everything(database: sqlite3.Connection) -> dict[str, list[tuple]]:
    """The definition of every table, index, trigger and shadow, and every row of every table."""
    named = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    found = {"sqlite_master": database.execute(named).fetchall()}
    for kind, name, _table, _sql in found["sqlite_master"]:
        # How sqlite stores the index of words; what it holds stands in the other shadow tables.
        if kind == "table" and not name.endswith("_words_data"):
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
            # These are drawn by lot, or tell when it was made.
            same = [f'"{column}"' for column in columns if column != "translation_key"]
            select = f'SELECT {", ".join(same)} FROM "{name}"'  # noqa: S608
            rows = database.execute(select).fetchall()
            found[name] = sorted(map(_without_moments, rows), key=repr)
    return found


def _without_moments(row: tuple) -> tuple:
    return tuple(
        "moment"
        if isinstance(value, str) and empty_database.IS_MOMENT.fullmatch(f"'{value}'")
        else value
        for value in row
    )


def test_holds_to_the_row_what_migrating_makes(migrated, loaded):
    """Does this fail, then run `manage.py make_empty_database` and commit what it makes."""
    real, kept = everything(migrated), everything(loaded)
    assert [name for name in real if real[name] != kept.get(name)] == []
    assert set(kept) == set(real)


def test_what_is_compared_is_not_nothing(loaded):
    kept = everything(loaded)
    kinds = {kind for kind, *_rest in kept["sqlite_master"]}
    assert kinds == {"table", "index", "trigger"}
    assert any("VIRTUAL" in str(sql) for *_rest, sql in kept["sqlite_master"])
    for name in ("django_migrations", "auth_permission", "sqlite_sequence", "wagtailcore_page"):
        assert kept[name]


def test_a_dump_of_what_was_loaded_is_the_same_text(loaded):
    assert empty_database.dump(loaded) == gzip.decompress(empty_database.PATH.read_bytes()).decode()


def test_whoever_is_interrupted_begins_anew(tmp_path):
    text = gzip.decompress(empty_database.PATH.read_bytes()).decode()
    half = text[: len(text) // 2].rpartition(";\n")[0] + ";"
    with closing(sqlite3.connect(tmp_path / "half.sqlite3")) as database:
        database.executescript(half)
    with closing(sqlite3.connect(tmp_path / "half.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_loaded_tables_keep_no_row_that_points_nowhere(loaded):
    assert loaded.execute("PRAGMA foreign_key_check").fetchall() == []
    assert loaded.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
