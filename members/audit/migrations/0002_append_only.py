"""Wagtail's two log tables refuse changes and deletions from here on."""

from django.db import migrations

from members.audit import triggers


def install(_apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(_apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_chain'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [migrations.RunPython(install, remove)]
