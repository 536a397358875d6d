"""The database as one file, and back: SQLite by its own backup, PostgreSQL by pg_dump. Both copy one moment."""

import os
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from config.backups import programs
from config.backups.problem import BackupError

# In one transaction: what was there goes only if all that comes is right.
EMPTY = b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def file_name() -> str:
    """How the database's file in a backup is called."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.pgdump"


def copy(place: Path) -> None:
    """Write the database, as it is at one moment, while others read and write it."""
    if connection.vendor == "sqlite":
        _copy_sqlite(place)
        return
    command = [programs.found("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={place}"]
    programs.run(command, connection.settings_dict)


def _copy_sqlite(place: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(place)) as target:
        connection.connection.backup(target)
        # One file, without a journal beside it.
        target.execute("PRAGMA journal_mode=DELETE")
    _check_sqlite(place)


def _check_sqlite(place: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as copied:
            said = copied.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise BackupError(f"{place.name} is not a whole database: {said}")


def is_empty() -> bool:
    """Whether there is nothing in the database, not even tables."""
    return not connection.introspection.table_names()


def put_back(copied: Path) -> None:
    """Put a copy in the place of the database, whole or not at all."""
    if connection.vendor == "sqlite":
        _put_back_sqlite(copied)
    else:
        _put_back_postgresql(copied)
    connection.close()


def _put_back_sqlite(copied: Path) -> None:
    place = Path(connection.settings_dict["NAME"])
    _check_sqlite(copied)
    connection.close()
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".restoring-")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file, copied.open("rb") as source:
            while chunk := source.read(1024 * 1024):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        # A journal of the old database must never meet the new one.
        for beside in ("-wal", "-shm", "-journal"):
            place.with_name(place.name + beside).unlink(missing_ok=True)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def _put_back_postgresql(copied: Path) -> None:
    given = connection.settings_dict
    connection.close()
    script = [programs.found("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(copied)]
    psql = [programs.found("psql"), "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603
            psql, env=programs.environment(given), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        ) as client,
    ):
        stdin: Any = client.stdin
        try:
            stdin.write(EMPTY)
            stdin.flush()
            programs.run(script, given, stdout=stdin)
        except (BackupError, OSError):
            # Killed before the end, so that it never commits half of it.
            client.kill()
            client.wait()
            said.seek(0)
            raise BackupError(
                f"the database was not restored: {said.read().decode(errors='replace').strip()}"
            ) from None
        stdin.close()
        if client.wait():
            said.seek(0)
            raise BackupError(f"the database was not restored: {said.read().decode(errors='replace').strip()}")
