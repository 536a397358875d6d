"""Writing many postcodes fast: COPY on PostgreSQL, one prepared statement on SQLite. Rows that are the same stay."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from signposting.gazetteer.rows import Row
from signposting.models import Postcode

COLUMNS = "code, latitude, longitude, district, ward, outcode"
TABLE = Postcode._meta.db_table
NEWER = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS.split(", ")[1:])
CHANGED = " OR ".join(
    f"{TABLE}.{column} <> excluded.{column}" for column in COLUMNS.split(", ")[1:] if column != "outcode"
)
ON_CONFLICT = f"ON CONFLICT (code) DO UPDATE SET {NEWER} WHERE {CHANGED}"


def upsert(rows: list[Row]) -> None:
    """Add or renew postcodes, within the caller's transaction."""
    if rows:
        WRITERS[connection.vendor](rows)


def _on_sqlite(rows: list[Row]) -> None:
    with connection.cursor() as cursor:
        # Every word of the statement is this module's own.
        statement = f"INSERT INTO {TABLE} ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s) {ON_CONFLICT}"  # noqa: S608
        cursor.executemany(statement, rows)


def _on_postgresql(rows: list[Row]) -> None:
    # One statement must not meet a postcode twice; the last one counts, as on SQLite.
    unique = {row[0]: row for row in rows}
    with connection.cursor() as cursor:
        inner: Any = cursor
        cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS read_postcode (LIKE {TABLE}) ON COMMIT DROP")
        with inner.copy(f"COPY read_postcode ({COLUMNS}) FROM STDIN") as copy:
            for row in unique.values():
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {TABLE} ({COLUMNS}) SELECT {COLUMNS} FROM read_postcode {ON_CONFLICT}"  # noqa: S608
        )
        cursor.execute("TRUNCATE read_postcode")


WRITERS: dict[str, Callable[[list[Row]], None]] = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}
