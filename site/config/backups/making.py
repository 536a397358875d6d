"""Making a backup while the site runs.

The database first, then the files: what a row names was stored before the row, so nothing that was acknowledged when
the backup began is missing. A file that was deleted meanwhile is named in the manifest.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.backups import database, files, manifest
from config.backups.manifest import Manifest
from config.backups.problem import BackupError

LEDGER = "ledger"


def back_up(folder: Path, keys_to: Path | None, say: Callable[[str], None]) -> Manifest:
    """Make a backup in a new folder, whole or not at all; the keys go to a folder of their own, or nowhere."""
    os.umask(0o077)
    _check_places(folder, keys_to)
    draft = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        made = _fill(draft, say)
        made.write(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
        if keys_to:
            shutil.copytree(settings.KEYS_DIR, keys_to, dirs_exist_ok=True)
    except OSError as error:
        raise BackupError(f"the backup cannot be written: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return made


def _fill(draft: Path, say: Callable[[str], None]) -> Manifest:
    say("The database …")
    made = Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=database.file_name(),
        migrations=sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        keys=manifest.marks(),
    )
    database.copy(draft / made.database)
    made.add(draft, draft / made.database)
    for kind in files.places():
        say(f"{kind.capitalize()} …")
        for name in files.names(kind):
            if files.copy(kind, name, draft / kind / name):
                made.add(draft, draft / kind / name)
            else:
                made.gone_meanwhile.append(f"{kind}/{name}")
    # Last, so that it knows of deletions that the copy of the database does not.
    for path in sorted(Path(settings.LEDGER_DIR).glob("*.csv")):
        copied = draft / LEDGER / path.name
        copied.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, copied)
        made.add(draft, copied)
    return made


def _check_places(folder: Path, keys_to: Path | None) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not an empty folder. Each backup needs one of its own.")
    if keys_to and (keys_to.is_relative_to(folder) or folder.is_relative_to(keys_to)):
        raise BackupError("the keys must not lie with the backup: whoever finds one must not have the other.")
    if keys_to and keys_to.exists() and (not keys_to.is_dir() or any(keys_to.iterdir())):
        raise BackupError(f"{keys_to} is not an empty folder.")
