"""Restoring a backup, into an empty place unless told otherwise."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config.backups import database, files, manifest
from config.backups.afterwards import AFTER
from config.backups.making import LEDGER
from config.backups.manifest import Manifest
from config.backups.problem import BackupError
from config.serving import data_folder, lock
from config.serving import database as serving_database
from config.serving.problem import CannotServe

Say = Callable[[str], None]


def restore(folder: Path, keys_from: Path | None, replace: bool, say: Say) -> None:
    """Check everything, then bring back the database, the files and the ledger, and delete again what was deleted since.

    Raises BackupError; until all of the backup has been checked nothing is touched.
    """
    found = manifest.read(folder)
    _check_fits(found)
    try:
        data_folder.prepare(settings.DATA_DIR)
        with lock.only_server(settings.DATA_DIR, "by a restore"):
            _check_empty(replace)
            _bring_back(folder, found, say)
            if keys_from:
                _bring_back_keys(keys_from)
            _settle(say)
    except CannotServe as problem:
        raise BackupError(str(problem)) from problem
    except OSError as error:
        raise BackupError(f"the restore broke off: {error}. Start it again with --replace.") from error
    say(_about_keys(found))


def _check_fits(found: Manifest) -> None:
    if found.database != database.file_name():
        raise BackupError(f"it holds {found.database}, and DATABASE_URL names another kind of database.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = [name for name in found.migrations if name not in known]
    if newer:
        raise BackupError(f"it was made by a newer version of Lantern ({newer[0]} is not in this code).")


def _check_empty(replace: bool) -> None:
    if replace:
        return
    if not database.is_empty():
        raise BackupError("there is a database already. --replace puts the backup in its place, for good.")
    for kind in files.places():
        if next(iter(files.names(kind)), None):
            raise BackupError(f"there are {kind} already. --replace puts those of the backup in their place, for good.")


def _bring_back(folder: Path, found: Manifest, say: Say) -> None:
    say(f"The backup of {found.made_at} is whole. The database …")
    database.put_back(folder / found.database)
    for kind in files.places():
        wanted = found.of_kind(kind)
        say(f"{kind.capitalize()}: {len(wanted)} …")
        for name in set(files.names(kind)) - set(wanted):
            files.places()[kind].delete(name)
        for name in wanted:
            files.put_back(kind, name, folder / kind / name)
    ledger = Path(settings.LEDGER_DIR)
    for name in found.of_kind(LEDGER):
        # Never an older list in the place of a newer one.
        if not (ledger / name).exists():
            ledger.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(folder / LEDGER / name, ledger / name)


def _bring_back_keys(keys_from: Path) -> None:
    for path in sorted(keys_from.iterdir()):
        place = settings.KEYS_DIR / path.name
        if place.exists() and place.read_bytes() != path.read_bytes():
            place.replace(place.with_name(f".{place.name}.before-the-restore"))
        shutil.copyfile(path, place)
        place.chmod(0o600)


def _settle(say: Say) -> None:
    if serving_database.pending():
        serving_database.migrate()
    # A session that ended after the backup must not begin again.
    Session.objects.all().delete()
    for do in AFTER.values():
        say(do())
    connection.close()


def _about_keys(found: Manifest) -> str:
    here = manifest.marks()
    others = [name for name, mark in found.keys.items() if here.get(name) != mark]
    if not others:
        return "Restored. The keys are those of the backup."
    return (
        f"Restored, but these keys in {settings.KEYS_DIR} are not those of the backup: {', '.join(others)}. "
        "Put the kept ones there before you start the site; without them nobody's second factor works."
    )
