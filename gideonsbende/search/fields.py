"""A column of keys to search by, and the question that both databases answer alike."""

from typing import Any

from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

# The table beside the entries in which SQLite finds keys; made by the first migration.
SQLITE_WORDS = "gideonsbende_entry_words"


class KeysField(models.TextField):
    """Keys of words with a space between them.

    A key holds letters and digits only, so it needs no quoting in any query language.
    """


@KeysField.register_lookup
class Holds(Lookup):
    """``words__holds=["bewoner", "raad"]``: every one of these keys is in the column."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list]:
        column, params = self.process_lhs(compiler, connection)
        return f"string_to_array({column}, ' ') @> %s::text[]", [*params, list(self.rhs)]

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list]:
        column = self.lhs.target.column
        pk = compiler.quote_name_unless_alias(self.lhs.alias) + '."id"'
        keys = " AND ".join(f'"{key}"' for key in self.rhs)
        found = f"SELECT rowid FROM {SQLITE_WORDS} WHERE {SQLITE_WORDS} MATCH %s"  # noqa: S608
        return f"{pk} IN ({found})", [f"{{{column}}} : ({keys})"]
