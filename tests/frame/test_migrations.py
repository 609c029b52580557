"""Every step of our tables has a way back; `make trust` walks it."""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

LOADER = MigrationLoader(None)
OURS = {
    config.label
    for config in apps.get_app_configs()
    if config.name.startswith(("gideonsbende", "lessons", "members"))
    and config.label in LOADER.migrated_apps
}


@pytest.mark.parametrize("label", sorted(OURS))
def test_app_ends_in_one_migration(label):
    assert len(LOADER.graph.leaf_nodes(label)) == 1


@pytest.mark.parametrize(
    "migration",
    [one for (label, _name), one in sorted(LOADER.disk_migrations.items()) if label in OURS],
    ids=str,
)
def test_migration_has_a_way_back(migration):
    assert [step.describe() for step in migration.operations if not step.reversible] == []
