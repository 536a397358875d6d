"""An empty SQLite database begins with what the same migrations made before, and with nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from config.serving import snapshot
from tests.support.database import is_postgresql

pytestmark = pytest.mark.skipif(is_postgresql(), reason="PostgreSQL's databases have no file to begin with.")


@pytest.fixture
def empty_database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(tmp_path / "lantern.sqlite3")
    with django_db_blocker.unblock():
        yield
        connection.close()
    connection.settings_dict["NAME"] = before


def test_it_holds_what_was_kept_and_is_not_begun_over_anything(empty_database: None, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "empty.sqlite3"
    assert snapshot.is_for_it()
    assert not snapshot.begin_with(kept)
    kept.parent.mkdir()
    kept.write_bytes(b"half a file that a full disk left behind" * 200)
    assert not snapshot.begin_with(kept)
    assert snapshot.is_for_it()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE made_by_migrations (word text)")
        cursor.execute("INSERT INTO made_by_migrations VALUES ('lantern')")
    assert not snapshot.is_for_it()
    snapshot.keep(kept)
    assert kept.stat().st_mode & 0o777 == 0o600
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE made_by_migrations")
    assert snapshot.begin_with(kept)
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT word FROM made_by_migrations").fetchall() == [("lantern",)]
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_another_migration_or_setting_is_another_snapshot(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = snapshot.place()
    assert snapshot.place() == place
    with monkeypatch.context() as patch:
        read = Path.read_bytes
        patch.setattr(
            Path,
            "read_bytes",
            lambda path: read(path) + (b" # changed" if path.match("training/migrations/0001*") else b""),
        )
        assert snapshot.place() != place
    settings.LANGUAGES = settings.LANGUAGES[:2]
    assert snapshot.place() != place
