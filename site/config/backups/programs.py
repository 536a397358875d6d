"""PostgreSQL's own programs, which Debian keeps off the path."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from config.backups.problem import BackupError

DEBIAN = Path("/usr/lib/postgresql")


def found(name: str) -> str:
    """The path of a program of PostgreSQL: the newest that Debian has, or what is on the path."""
    debians = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))])
    program = str(debians[-1]) if debians else shutil.which(name)
    if not program:
        raise BackupError(f"{name} is missing. On Debian or Ubuntu: apt install postgresql-client")
    return program


def environment(database: dict[str, Any]) -> dict[str, str]:
    """Where the database is, the way that its programs read it; the password stands on no command line."""
    given = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
        "PGSSLMODE": database.get("OPTIONS", {}).get("sslmode", ""),
        "PGSSLROOTCERT": database.get("OPTIONS", {}).get("sslrootcert", ""),
    }
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}


def run(command: list[str], database: dict[str, Any], **options: Any) -> None:
    """Run one; raise BackupError with what it said."""
    done = subprocess.run(  # noqa: S603
        command, env=environment(database), stderr=subprocess.PIPE, check=False, **options
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise BackupError(f"{Path(command[0]).name} did not succeed: {said}")
