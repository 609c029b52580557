"""Append-only, by the database itself: what it refuses no code can do by mistake."""

from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "the trail of decisions is append-only"
TABLES = {
    "model": ("wagtailcore_modellogentry", "object_id"),
    "page": ("wagtailcore_pagelogentry", "page_id"),
}
DEED = (
    "id",
    "action",
    "timestamp",
    "user_id",
    "content_type_id",
    "uuid",
    "revision_id",
    "content_changed",
    "deleted",
)

SQLITE = """
CREATE TRIGGER IF NOT EXISTS trail_{name}_keeps_deeds BEFORE UPDATE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM audit_redactionpermit) OR {changed}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
CREATE TRIGGER IF NOT EXISTS trail_{name}_keeps_entries BEFORE DELETE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM audit_redactionpermit)
BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
CREATE TRIGGER IF NOT EXISTS trail_{name}_notes_change AFTER UPDATE ON {table}
BEGIN INSERT INTO audit_redactedentry (trail, entry) VALUES ('{name}', OLD.id); END;
CREATE TRIGGER IF NOT EXISTS trail_{name}_notes_deletion AFTER DELETE ON {table}
BEGIN INSERT INTO audit_redactedentry (trail, entry) VALUES ('{name}', OLD.id); END;
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION trail_{name}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' OR NOT EXISTS (SELECT 1 FROM audit_redactionpermit) THEN
        RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND ({changed}) THEN
        RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO audit_redactedentry (trail, entry) VALUES ('{name}', OLD.id);
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER trail_{name}_guards_rows BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION trail_{name}_guard();
CREATE OR REPLACE TRIGGER trail_{name}_guards_table BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION trail_{name}_guard();
"""
NAMES = {
    "sqlite": ("keeps_deeds", "keeps_entries", "notes_change", "notes_deletion"),
    "postgresql": ("guards_rows", "guards_table"),
}


def install(database: BaseDatabaseWrapper) -> None:
    template, differs = (
        (SQLITE, "OLD.{0} IS NOT NEW.{0}")
        if database.vendor == "sqlite"
        else (POSTGRESQL, "OLD.{0} IS DISTINCT FROM NEW.{0}")
    )
    for name, (table, thing) in TABLES.items():
        changed = " OR ".join(differs.format(column) for column in (*DEED, thing))
        sql = template.format(name=name, table=table, changed=changed, refusal=REFUSAL)
        _run(database, sql)


def remove(database: BaseDatabaseWrapper) -> None:
    """For going back a version, and for the tests that tamper."""
    for name, (table, _) in TABLES.items():
        on = f" ON {table}" if database.vendor == "postgresql" else ""
        for trigger in NAMES[database.vendor]:
            _run(database, f"DROP TRIGGER IF EXISTS trail_{name}_{trigger}{on};")


def missing(database: BaseDatabaseWrapper = connection) -> list[str]:
    """The triggers that should be there and are not."""
    listing = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if database.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with database.cursor() as cursor:
        cursor.execute(listing)
        there = {name for (name,) in cursor.fetchall()}
    wanted = [f"trail_{name}_{end}" for name in TABLES for end in NAMES[database.vendor]]
    return [name for name in wanted if name not in there]


def install_again(plan: list[tuple[Any, bool]], **_signal: Any) -> None:
    """After migrating, but not after going back, nor while the tables are still to come."""
    needed = {
        "audit_redactionpermit",
        "audit_redactedentry",
        *(table for table, _ in TABLES.values()),
    }
    going_back = any(backwards for _, backwards in plan)
    if not going_back and needed <= set(connection.introspection.table_names()):
        install(connection)


def _run(database: BaseDatabaseWrapper, sql: str) -> None:
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            for statement in sql.split("END;\n"):
                if statement.strip():
                    ending = "END;" if statement.strip().startswith("CREATE") else ""
                    cursor.execute(statement + ending)
        else:
            cursor.execute(sql)
