"""How each database finds the keys of entries: tsvector on PostgreSQL, FTS5 on SQLite.

SQLite forgets triggers when a later migration alters the table of entries: such a migration ends
with `index_words` again. tests/frame/search/test_following.py notices when that is forgotten.
"""

from django.db import migrations

COLUMNS = ("title_words", "lead_words", "words")
NEW = ", ".join(f"new.{column}" for column in COLUMNS)
OLD = ", ".join(f"old.{column}" for column in COLUMNS)
ADD = f"INSERT INTO gideonsbende_entry_words (rowid, {', '.join(COLUMNS)}) VALUES (new.id, {NEW});"
REMOVE = (
    f"INSERT INTO gideonsbende_entry_words (gideonsbende_entry_words, rowid, {', '.join(COLUMNS)})"
    f" VALUES ('delete', old.id, {OLD});"
)

SQLITE = (
    "DROP TABLE IF EXISTS gideonsbende_entry_words",
    f"""CREATE VIRTUAL TABLE gideonsbende_entry_words USING fts5(
        {", ".join(COLUMNS)}, content='gideonsbende_entry', content_rowid='id',
        tokenize='ascii', detail='column')""",
    "INSERT INTO gideonsbende_entry_words (gideonsbende_entry_words) VALUES ('rebuild')",
    f"""CREATE TRIGGER gideonsbende_entry_words_insert AFTER INSERT ON gideonsbende_entry
        BEGIN {ADD} END""",
    f"""CREATE TRIGGER gideonsbende_entry_words_delete AFTER DELETE ON gideonsbende_entry
        BEGIN {REMOVE} END""",
    f"""CREATE TRIGGER gideonsbende_entry_words_update
        AFTER UPDATE OF {", ".join(COLUMNS)} ON gideonsbende_entry
        BEGIN {REMOVE} {ADD} END""",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS gideonsbende_entry_words_insert",
    "DROP TRIGGER IF EXISTS gideonsbende_entry_words_delete",
    "DROP TRIGGER IF EXISTS gideonsbende_entry_words_update",
    "DROP TABLE IF EXISTS gideonsbende_entry_words",
)
POSTGRESQL_BACK = tuple(
    f"ALTER TABLE gideonsbende_entry DROP COLUMN IF EXISTS {column}_vector" for column in COLUMNS
)
# The keys as they are: no parser or dictionary of PostgreSQL comes near them.
POSTGRESQL = tuple(
    f"ALTER TABLE gideonsbende_entry ADD COLUMN {column}_vector tsvector"
    f" GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED"
    for column in COLUMNS
) + tuple(
    f"CREATE INDEX gideonsbende_entry_{column}_keys ON gideonsbende_entry"
    f" USING gin ({column}_vector)"
    for column in ("title_words", "words")
)


def index_words(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK + SQLITE, "postgresql": POSTGRESQL_BACK + POSTGRESQL})


def forget_words(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("gideonsbende", "0001_search_entries")]

    operations = [migrations.RunPython(index_words, forget_words)]
