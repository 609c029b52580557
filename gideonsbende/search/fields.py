"""Columns to search by, and the questions about them that both databases answer alike."""

import json
from typing import Any

from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

# The table beside the entries in which SQLite finds keys; made by the first migration.
SQLITE_WORDS = "gideonsbende_entry_words"


class TermsField(models.TextField):
    """Keys of words with a space between them.

    A key holds letters and digits only, so it needs no quoting in any query language.
    """


@TermsField.register_lookup
class ContainsTerms(Lookup):
    """``words__holds=["bewoner", "raad"]``: every one of these keys is in the column."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list]:
        # Every column of keys has a generated column beside it, made by the same migration.
        vector = compiler.quote_name_unless_alias(f"{self.lhs.target.column}_vector")
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.{vector} @@ %s::tsquery", [" & ".join(f"'{key}'" for key in self.rhs)]

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list]:
        column = self.lhs.target.column
        pk = compiler.quote_name_unless_alias(self.lhs.alias) + '."id"'
        keys = " AND ".join(f'"{key}"' for key in self.rhs)
        found = f"SELECT rowid FROM {SQLITE_WORDS} WHERE {SQLITE_WORDS} MATCH %s"  # noqa: S608
        return f"{pk} IN ({found})", [f"{{{column}}} : ({keys})"]


class InArray(Lookup):
    """``pk__among=[1, 2, …]``: as ``__in``, with all values in one parameter.

    Hundreds of placeholders cost more than the query that they stand in.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, list(self.rhs)]

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list]:
        column, params = self.process_lhs(compiler, connection)
        values = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({values})", [*params, json.dumps(list(self.rhs))]
