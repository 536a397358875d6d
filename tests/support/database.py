"""The demonstration site in a database: made once, kept between runs, copied for whoever needs one.

Making it takes about a minute and copying it a moment. What is kept lies under pytest's cache
folder, by a digest of all that goes into it; `pytest --cache-clear` makes it anew.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
# Whatever changes what is loaded. Folder names are searched for anywhere in the source.
FOLDERS = ("migrations", "models", "blocks", "data", "demonstration", "typst", "fonts")
FILES = (
    "requirements.txt",
    "campaigns/journeys/typesetting.py",
    "site/typesetting/actual_text.py",
    "site/typesetting/documents.py",
    "site/config/languages.py",
    "site/config/truth.py",
    "site/people/roles.py",
    "reporting/journeys/setting_up.py",
    "site/pages/journeys/files.py",
    "site/signposting/gazetteer/bundled.py",
    "site/signposting/gazetteer/typed.py",
)
TEMPLATE = "lantern_demonstration_"


def digest() -> str:
    """A name for the state of everything that goes into the demonstration."""
    found = {ROOT / name for name in FILES} | {*ROOT.glob("*/grants.py"), *ROOT.glob("site/*/grants.py")}
    for base in ("site", "campaigns", "training", "reporting"):
        for folder in FOLDERS:
            for place in (ROOT / base).rglob(folder):
                found.update(path for path in place.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".mo"))
    total = hashlib.sha256(str(settings.DATABASES["default"]["ENGINE"]).encode())
    for path in sorted(found):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


@contextlib.contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """Hold a lock that the other workers, and other runs, wait for."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_postgresql() -> bool:
    """Whether DATABASE_URL names a PostgreSQL."""
    return connection.vendor == "postgresql"


def manage(*arguments: str, data: Path, database_url: str = "") -> None:
    """Run a command of manage.py on a folder of its own; fail with what it said."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "LANTERN"))},
        "DJANGO_SETTINGS_MODULE": "config.settings_demonstration",
        "DATA_DIR": str(data),
        "DATABASE_URL": database_url,
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


class Demonstration:
    """The kept demonstration: a folder with uploads and, on SQLite, the database."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache / "demonstrations"
        self.name = digest()
        self.folder = self.cache / self.name

    def prepare(self) -> "Demonstration":
        """Make it unless it is there; whoever comes second waits for the first."""
        with alone(self.cache, "demonstration"):
            if not self.is_complete():
                self._forget_others()
                self._make()
        return self

    def is_complete(self) -> bool:
        """Whether the folder and, on PostgreSQL, the template database are there."""
        return self.folder.exists() and (not is_postgresql() or TEMPLATE + self.name in databases())

    def _make(self) -> None:
        draft = self.folder.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        draft_name = TEMPLATE + "draft"
        url = ""
        if is_postgresql():
            administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), draft_name)
            administer(sql.SQL("CREATE DATABASE {}"), draft_name)
            url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{draft_name}").geturl()
        manage("migrate", "--verbosity=0", data=draft, database_url=url)
        manage("load_demonstration", data=draft, database_url=url)
        if is_postgresql():
            administer(sql.SQL("ALTER DATABASE {} RENAME TO {}"), draft_name, TEMPLATE + self.name)
        (draft / "media").mkdir(exist_ok=True)
        draft.rename(self.folder)

    def _forget_others(self) -> None:
        # A few others are kept, so that branches can be worked on by turns.
        folders = sorted(
            (path for path in self.cache.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime
        )
        for folder in folders[:-3]:
            shutil.rmtree(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        if is_postgresql():
            for name in databases():
                if name.startswith(TEMPLATE):
                    administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)

    def copy(self, place: Path) -> Path:
        """The SQLite database, copied to `place`."""
        shutil.copyfile(self.folder / "lantern.sqlite3", place)
        return place

    @contextlib.contextmanager
    def in_use(self, name: str) -> Iterator[None]:
        """A copy of its own for this process's connection, thrown away afterwards."""
        before = connection.settings_dict["NAME"]
        connection.close()
        if is_postgresql():
            own = f"lantern_test_{os.getpid()}_{name}"
            administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), own)
            administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), own, TEMPLATE + self.name)
            connection.settings_dict["NAME"] = own
        else:
            connection.settings_dict["NAME"] = str(self.copy(Path(settings.DATA_DIR) / f"{name}.sqlite3"))
        try:
            yield
        finally:
            connection.close()
            if is_postgresql():
                administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), connection.settings_dict["NAME"])
            else:
                for path in Path(settings.DATA_DIR).glob(f"{name}.sqlite3*"):
                    path.unlink()
            connection.settings_dict["NAME"] = before


def server() -> "psycopg.Connection[Any]":
    """A connection to the database that DATABASE_URL names, for work on others."""
    # The connection's own name is changed by the copies; the address is not.
    return psycopg.connect(settings.DATABASE_URL.replace("postgis://", "postgres://"), autocommit=True)


def administer(statement: sql.SQL, *names: str) -> None:
    """One statement about whole databases."""
    with server() as link:
        link.execute(statement.format(*(sql.Identifier(name) for name in names)))


def databases() -> list[str]:
    """The names of all databases of the server."""
    with server() as link:
        return [row[0] for row in link.execute("SELECT datname FROM pg_database")]
