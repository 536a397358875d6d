"""A backup is made while the site runs, and restored elsewhere: reports open, records are equal, files too."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from config.demonstration.desk import SHEET
from people.models import User
from reporting.journeys import ledger, returning, sending, setting_up
from reporting.journeys.deleting import destroy
from reporting.keyring import Keyring
from reporting.models import Deletion, Report
from reporting.sealing import box, places
from tests.reporting.conftest import concern
from tests.support.database import Demonstration, administer, is_postgresql
from tests.training.conftest import founded
from training.models import Certificate, Event, Status
from training.packages import keeping

FILM = bytes(range(256)) * 40


def run(command: str, *arguments: Any) -> str:
    said = io.StringIO()
    call_command(command, *map(str, arguments), stdout=said)
    return said.getvalue()


def at(place: Path, settings: Settings) -> None:
    """This process works on another machine's folders from now on."""
    settings.DATA_DIR = place
    settings.KEYS_DIR = place / "keys"
    settings.MEDIA_ROOT = place / "media"
    settings.PACKAGE_FOLDER = place / "packages"
    settings.KEYS_DIR.mkdir(parents=True, exist_ok=True)
    for name in ("django", "second-factor"):
        (settings.KEYS_DIR / name).write_text(f"{name} of {place.name} ".ljust(60, "x"))


@pytest.fixture
def another_database(tmp_path: Path) -> Iterator[str]:
    """The name of an empty one."""
    if not is_postgresql():
        yield str(tmp_path / "second" / "lantern.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_restored"
    administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)
    administer(sql.SQL("CREATE DATABASE {}"), name)
    yield name
    administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)


def record_of_everybody() -> list[Any]:
    """The training log and what follows from it, row by row."""
    return [list(model.objects.order_by("pk").values_list()) for model in (Event, Status, Certificate)]


def test_a_backup_restored_elsewhere_is_the_same_site(
    spoilt_database: None, demonstration: Demonstration, tmp_path: Path, settings: Settings, another_database: str
) -> None:
    first = str(connection.settings_dict["NAME"])
    at(tmp_path / "first", settings)
    settings.LEDGER_DIR = tmp_path / "ledger"
    default_storage.save("documents/film.mp4", ContentFile(FILM))
    lesson = keeping.keep([b"a lesson in a package"])
    filled, erased = concern("He waits by the mill"), concern("Deleted since")
    sending.send(filled)
    gone = sending.send(erased)
    partnership = founded()
    partnership.publish()
    partnership.require()
    partnership.complete(partnership.teacher)
    records = record_of_everybody()
    Session.objects.create(
        session_key="of somebody who signed out since", session_data="", expire_date="2100-01-01T00:00Z"
    )
    with pytest.raises(CommandError, match="the keys must not lie with the backup"):
        run("backup", tmp_path / "backup", "--keys", tmp_path / "backup" / "keys")
    said = run("backup", tmp_path / "backup", "--keys", tmp_path / "safe")
    assert "The secret keys are not in it" not in said
    with pytest.raises(CommandError, match="is not an empty folder"):
        run("backup", tmp_path / "backup")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file())
    assert b"second-factor of first" not in everything
    # A deletion after the backup, which only the list knows of.
    destroy(gone)
    Deletion.objects.create(report=gone.pk, on="2026-11-01", reason=Deletion.Reason.PERIOD)
    ledger.write()

    with pytest.raises(CommandError, match="there is a database already"):
        run("restore", tmp_path / "backup")
    at(tmp_path / "second", settings)
    connection.close()
    connection.settings_dict["NAME"] = another_database
    try:
        film = tmp_path / "backup" / "media" / "documents" / "film.mp4"
        film.write_bytes(FILM[:-1] + b"!")
        with pytest.raises(CommandError, match=r"documents/film.mp4 is missing, or is not what was backed up"):
            run("restore", tmp_path / "backup")
        assert not connection.introspection.table_names()
        film.write_bytes(FILM)
        said = run("restore", tmp_path / "backup", "--keys", tmp_path / "safe")
        assert "1 concern deleted again" in said
        assert "The keys are those of the backup" in said

        sheet = (demonstration.folder / SHEET).read_text().splitlines()[2]
        keyring = Keyring(setting_up.opened_by_sheet(sheet))
        report = returning.come_back(filled.receipt).report
        opened = json.loads(box.open_(keyring.report_key(report), report.body, places.report_body(report.pk)))
        assert opened["answers"]["worry"] == "He waits by the mill"
        assert not Report.objects.filter(pk=gone.pk).exists()
        assert record_of_everybody() == records
        assert User.objects.filter(email="teacher@lantern.example").exists()
        assert not Session.objects.exists()
        with default_storage.open("documents/film.mp4") as stored:
            assert stored.read() == FILM
        with keeping.opened(lesson) as stored:
            assert stored.read() == b"a lesson in a package"
        assert "second-factor of first" in (settings.KEYS_DIR / "second-factor").read_text()

        # Over what is there, when told so; and what does not belong to the backup goes.
        default_storage.save("documents/later.mp4", ContentFile(b"later"))
        User.objects.filter(email="teacher@lantern.example").update(first_name="Changed")
        (settings.KEYS_DIR / "django").write_text("another".ljust(60, "x"))
        said = run("restore", tmp_path / "backup", "--replace")
        assert "these keys in" in said
        assert "of the backup: django." in said
        assert not default_storage.exists("documents/later.mp4")
        assert record_of_everybody() == records
        assert not User.objects.filter(first_name="Changed").exists()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = first


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"form": 9}, "another version of Lantern"),
        ({"migrations": ["pages.9999_from_the_future"]}, "it was made by a newer version of Lantern"),
        ({"database": "database.other"}, "names another kind of database"),
        ({"files": {"../outside": [1, "0"]}}, "lies outside of the backup"),
        (None, "is not a whole backup: it has no manifest.json"),
    ],
)
def test_what_cannot_be_restored_is_named_and_nothing_is_touched(
    django_db_setup: None, db: None, tmp_path: Path, changes: dict[str, Any] | None, why: str
) -> None:
    name = "database.pgdump" if is_postgresql() else "database.sqlite3"
    whole = {"made_at": "2026-11-28", "database": name, "migrations": [], "keys": {}, "files": {}, "gone_meanwhile": []}
    if changes is not None:
        (tmp_path / "manifest.json").write_text(json.dumps({**whole, "form": 1, **changes}))
    with pytest.raises(CommandError, match=why):
        run("restore", tmp_path)
