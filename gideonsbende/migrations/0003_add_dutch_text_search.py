"""PostgreSQL's text search configuration `nl`, with which the editors' desk finds words.

Words are kept whole and lose their accents: coordinatie finds Coördinatie. The extension is one
that the owner of a database may add himself since PostgreSQL 13.
"""

from django.db import migrations

CREATE = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE TEXT SEARCH CONFIGURATION nl (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION nl"
    " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple",
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in CREATE:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # The extension stays: others may use it.
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION nl")


class Migration(migrations.Migration):
    dependencies = [("gideonsbende", "0002_index_search_words")]

    operations = [migrations.RunPython(create, drop)]
