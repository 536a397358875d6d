"""An empty database after all migrations, kept so that the next one does not take them one by one (decision 0049).

It is what `migrate` itself made of exactly these migrations, in exactly this environment; nothing is written by hand. If
anything that goes into it has changed, its name is another one, and the migrations run.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

FOLDER = Path(sys.prefix) / "share" / "lantern"
READ_BY_MIGRATIONS = (
    "INSTALLED_APPS",
    "AUTH_USER_MODEL",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "DEFAULT_AUTO_FIELD",
)


def place() -> Path:
    """Where the snapshot for this code and these settings lies, if there is one."""
    given = {name: getattr(settings, name) for name in READ_BY_MIGRATIONS}
    digest = hashlib.sha256(json.dumps([given, django.VERSION, sqlite3.sqlite_version], default=str).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted((Path(app.path) / "migrations").rglob("*.py")):
            digest.update(f"{app.label} {path.name}\n".encode())
            digest.update(path.read_bytes())
    return FOLDER / f"empty-{digest.hexdigest()[:24]}.sqlite3"


def is_for_it() -> bool:
    """Whether the database is SQLite and has nothing in it, not even tables."""
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


def begin_with(kept: Path) -> bool:
    """Begin the empty database with the snapshot; False if there is none that can be read."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as source:
            connection.ensure_connection()
            source.backup(connection.connection)
    except sqlite3.Error:
        return False
    connection.close()
    return True


def keep(kept: Path) -> None:
    """Keep what the migrations have made, for its owner alone. Where that cannot be written, nothing is kept."""
    with contextlib.suppress(OSError, sqlite3.Error):
        kept.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=kept.parent, prefix=".draft-")
        os.close(descriptor)
        draft = Path(name)
        try:
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(draft)) as target:
                connection.connection.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")
            for older in sorted(kept.parent.glob("empty-*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-4]:
                older.unlink()
            draft.replace(kept)
        finally:
            draft.unlink(missing_ok=True)
