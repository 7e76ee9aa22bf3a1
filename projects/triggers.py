"""Raise the version of the stock from inside the database.

Whatever writes a row that visitors can see (a form, an import, `update()`, SQL by hand)
raises the version in its own transaction. Triggers are the one place that none of them
can go round. They are laid anew after every `migrate`, since SQLite loses the triggers
of a table that a migration rebuilds.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

OPERATIONS = ("INSERT", "UPDATE", "DELETE")
ANYTHING, NOTHING = "NULL", "0"

# Table of: the column that names the project, or what its change means otherwise.
_WATCHED = {
    "projects.Project": "id",
    "projects.Location": "project_id",
    "projects.Link": "project_id",
    "projects.Source": "project_id",
    "projects.Picture": "project_id",
    "projects.OldSlug": "project_id",
    "lighthouses.Lighthouse": "project_id",
    "projects.Organisation": ANYTHING,
    "projects.District": ANYTHING,
    "projects.Place": NOTHING,
    "themes.Theme": ANYTHING,
    "themes.Rubric": ANYTHING,
    "themes.Megatrend": ANYTHING,
    "themes.Goal": ANYTHING,
    "themes.Challenge": ANYTHING,
    "themes.Category": ANYTHING,
    "themes.Synonym": ANYTHING,
    "knowledge.Page": NOTHING,
}
_RAISE = """INSERT INTO projects_version (id, number) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET number = projects_version.number + 1"""


def _tables() -> Iterator[tuple[str, str]]:
    for label, meaning in _WATCHED.items():
        yield apps.get_model(label)._meta.db_table, meaning
    for field in apps.get_model("projects.Project")._meta.local_many_to_many:
        yield field.m2m_db_table(), field.m2m_column_name()


def lay_triggers(using: str = "default", **kwargs: Any) -> None:
    """Lay all triggers; a receiver of post_migrate, safe to call again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if "projects_change" not in present:
            return
        lay = _postgresql if connection.vendor == "postgresql" else _sqlite
        for table, meaning in _tables():
            if table in present:
                for statement in lay(connection, table, meaning):
                    cursor.execute(statement)


def _sqlite(connection: BaseDatabaseWrapper, table: str, meaning: str) -> Iterator[str]:
    log = "INSERT INTO projects_change (number, project_id) SELECT number, {} FROM projects_version"
    for operation in OPERATIONS:
        row = "OLD" if operation == "DELETE" else "NEW"
        named = meaning if meaning in (ANYTHING, NOTHING) else f"{row}.{meaning}"
        name = f"version_{table}_{operation.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} AFTER {operation} ON {table} FOR EACH ROW BEGIN "
            f"{_RAISE}; {log.format(named)}; END"
        )
    name = f"version_{table}_moved"
    yield f"DROP TRIGGER IF EXISTS {name}"
    if meaning not in (ANYTHING, NOTHING):
        yield (
            f"CREATE TRIGGER {name} AFTER UPDATE ON {table} FOR EACH ROW "
            f"WHEN OLD.{meaning} <> NEW.{meaning} BEGIN "
            f"{_RAISE}; {log.format(f'OLD.{meaning}')}; END"
        )


def _postgresql(
    connection: BaseDatabaseWrapper, table: str, meaning: str
) -> Iterator[str]:
    yield f"""
    CREATE OR REPLACE FUNCTION raise_version(project bigint) RETURNS void AS $$
    DECLARE raised bigint;
    BEGIN
      {_RAISE} RETURNING number INTO raised;
      INSERT INTO projects_change (number, project_id) VALUES (raised, project);
    END $$ LANGUAGE plpgsql"""
    named = meaning not in (ANYTHING, NOTHING)
    new = f"NEW.{meaning}" if named else meaning
    old = f"OLD.{meaning}" if named else meaning
    moved = f"IF {old} <> {new} THEN PERFORM raise_version({old}); END IF;"
    yield f"""
    CREATE OR REPLACE FUNCTION version_{table}() RETURNS trigger AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN PERFORM raise_version({old}); RETURN OLD; END IF;
      PERFORM raise_version({new});
      IF TG_OP = 'UPDATE' THEN {moved if named else "NULL;"} END IF;
      RETURN NEW;
    END $$ LANGUAGE plpgsql"""
    yield f"DROP TRIGGER IF EXISTS version_{table} ON {table}"
    yield (
        f"CREATE TRIGGER version_{table} AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION version_{table}()"
    )
