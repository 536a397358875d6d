"""Triggers that keep the log as it was written: the database itself refuses to change or delete its rows.

They stop a mistake and a careless script, not whoever may change the tables.
"""

from typing import Any

TABLES = (
    "training_activityversion",
    "training_bankversion",
    "training_versionwords",
    "training_bankwords",
    "training_registration",
    "training_attempt",
    "training_answer",
    "training_event",
    "training_confidence",
    "training_package",
    "training_packagefile",
    "training_sessionversion",
)
# A manager's word is never changed, and goes with the private entry that it is about.
NEVER_CHANGED = ("training_signoff", "training_signoffanswer")
REFUSED = (
    *((table, verb) for table in TABLES for verb in ("UPDATE", "DELETE")),
    *((one, "UPDATE") for one in NEVER_CHANGED),
)
SAYS = "training: rows of the log are added and never changed"


def name_of(table: str, verb: str) -> str:
    """A trigger's name."""
    return f"{table}_no_{verb.lower()}"


def make(apps: Any, schema_editor: Any) -> None:
    """For the migration: the triggers of every table, on SQLite or PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION training_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table, verb in REFUSED:
        schema_editor.execute(statement(schema_editor.connection.vendor, table, verb))


def statement(vendor: str, table: str, verb: str) -> str:
    """What makes one of them."""
    begin = f"CREATE TRIGGER {name_of(table, verb)} BEFORE {verb} ON {table}"
    if vendor == "postgresql":
        return f"{begin} FOR EACH STATEMENT EXECUTE FUNCTION training_append_only()"
    return f"{begin} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"


def drop(apps: Any, schema_editor: Any) -> None:
    """Undo `make`."""
    for table, verb in REFUSED:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name_of(table, verb)}{on}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS training_append_only()")
