"""A backup is restored: what had been deleted since is deleted again, and leaves no trace in the database's file."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from config.demonstration.desk import SHEET
from people.models import User
from people.roles import DESK_MANAGERS
from reporting.journeys import auditing, deleting, handling, ledger, reading, returning, sending
from reporting.journeys.deleting import NotDueError
from reporting.journeys.returning import NoSuchReceiptError
from reporting.models import Deletion, Report
from tests.reporting.closing import ago, clock_at, closed, keys_of
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.test_files import upload
from tests.reporting.test_ledger import reapply
from tests.support.database import Demonstration, is_postgresql

pytestmark = pytest.mark.usefixtures("ledger_file")
ON_SQLITE = pytest.mark.skipif(is_postgresql(), reason="It is SQLite's file that is backed up and searched.")


@pytest.fixture
def real_desk(spoilt_database: None, demonstration: Demonstration) -> OpenDesk:
    """The demonstration's desk, in a database of its own that keeps what is written."""
    sheet = (demonstration.folder / SHEET).read_text().splitlines()[2]
    return OpenDesk(User.objects.filter(groups__name=DESK_MANAGERS).order_by("pk")[0], sheet)


@pytest.fixture
def everything(real_desk: OpenDesk) -> tuple[Report, dict[str, bytes]]:
    """A closed report with all that can belong to one, and the bytes to search for."""
    taken, _refused = upload(("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(1_500_000)))
    filled, keyring = concern("He waits by the mill", files=tuple(taken)), keys_of(real_desk)
    with clock_at(ago(3)):
        sending.send(filled)
        returning.add(returning.come_back(filled.receipt), uuid4(), "More")
        handling.answer(real_desk.manager, reading.read(real_desk.manager, keyring, filled.id), "Thank you")
    report = closed(real_desk, filled=filled)
    attachment = report.attachments.get()
    return (
        report,
        {
            "the report's key": bytes(report.wrapped_key),
            "the body": bytes(report.body)[-200:],
            "the receipt's lookup": bytes(report.lookup),
            "the answers' key": bytes(report.answers_key),
            "the outcome": bytes(report.records.get().sealed)[:200],
            "the message": bytes(report.reporter_messages.get().sealed)[:200],
            "the message's id": report.reporter_messages.get().pk.hex.encode(),
            "the answer": bytes(report.desk_answers.get().for_reporter)[:200],
            "the file's key": bytes(attachment.wrapped_key),
            "the file's id": attachment.pk.hex.encode(),
            "the start of a piece": bytes(attachment.pieces.get(number=0).sealed)[:200],
            "the end of a piece": bytes(attachment.pieces.get(number=1).sealed)[-200:],
        },
    )


def database_file() -> Path:
    """SQLite's file."""
    return Path(connection.settings_dict["NAME"])


def raw() -> bytes:
    """The database's file and the journals beside it, byte by byte."""
    path = database_file()
    return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")) if one.is_file())


def back_up(to: Path) -> None:
    """As an operator would, while nothing runs."""
    deleting.wipe()
    connection.close()
    shutil.copy(database_file(), to)


def restore(copy: Path) -> None:
    """Put the older file back."""
    connection.close()
    path = database_file()
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    shutil.copy(copy, path)


def found(secrets: dict[str, bytes]) -> list[str]:
    """Which of them stand in the file."""
    bytes_now = raw()
    return [name for name, secret in secrets.items() if secret in bytes_now]


@ON_SQLITE
def test_a_restored_backup_deletes_again_what_was_deleted_since_and_keeps_no_byte_of_it(
    everything: tuple[Report, dict[str, bytes]], real_desk: OpenDesk, tmp_path: Path
) -> None:
    report, secrets = everything
    others = Report.objects.exclude(pk=report.pk).count()
    back_up(tmp_path / "backup")
    assert found(secrets) == list(secrets)
    deleting.delete(real_desk.manager, keys_of(real_desk), report.pk)
    ledger.write()
    deleting.wipe()
    assert found(secrets) == []
    restore(tmp_path / "backup")
    assert found(secrets) == list(secrets)
    assert Report.objects.filter(pk=report.pk).exists()
    assert reapply("--dry-run") == "1 concern would be deleted again. Nothing was deleted.\n"
    assert Report.objects.filter(pk=report.pk).exists()
    assert reapply() == "1 concern deleted again.\n"
    assert found(secrets) == []
    assert Report.objects.count() == others
    assert Deletion.objects.get().report == report.pk
    assert auditing.first_break() is None
    assert reapply() == "0 concerns deleted again.\n"


@ON_SQLITE
def test_without_the_command_the_clock_does_it(
    everything: tuple[Report, dict[str, bytes]], real_desk: OpenDesk, tmp_path: Path
) -> None:
    report, secrets = everything
    back_up(tmp_path / "backup")
    deleting.delete(real_desk.manager, keys_of(real_desk), report.pk)
    ledger.keep_ledger()
    restore(tmp_path / "backup")
    ledger.keep_ledger()
    assert not Report.objects.filter(pk=report.pk).exists()
    assert found(secrets) == []


@ON_SQLITE
def test_a_report_that_was_written_to_since_the_restore_stays_and_is_named(real_desk: OpenDesk, tmp_path: Path) -> None:
    filled = concern()
    report = closed(real_desk, filled=filled)
    back_up(tmp_path / "backup")
    deleting.delete(real_desk.manager, keys_of(real_desk), report.pk)
    ledger.write()
    restore(tmp_path / "backup")
    returning.add(returning.come_back(filled.receipt), uuid4(), "It has begun again")
    assert f"{report.pk} was written to since it was deleted, and stays." in reapply()
    report.refresh_from_db()
    assert report.status == Report.Status.UNREAD


def test_a_reporter_who_writes_at_the_moment_of_deletion_is_read_or_told(real_desk: OpenDesk) -> None:
    keyring = keys_of(real_desk)
    for _turn in range(4):
        filled = concern()
        report = closed(real_desk, filled=filled)
        start = threading.Barrier(2)
        results: list[Any] = []

        def together(do: Callable[[], Any], barrier: threading.Barrier = start, said: list[Any] = results) -> None:
            try:
                barrier.wait(10)
                said.append(do() or "deleted")
            except (NotDueError, NoSuchReceiptError) as error:
                said.append(type(error).__name__)
            finally:
                connection.close()

        back = returning.come_back(filled.receipt)
        threads = [
            threading.Thread(target=together, args=(one,))
            for one in (
                lambda report=report: deleting.delete(real_desk.manager, keyring, report.pk),
                lambda back=back: returning.add(back, uuid4(), "Wait").pk,
            )
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        stored = Report.objects.filter(pk=report.pk).first()
        if stored is None:
            assert set(results) == {"deleted", "NoSuchReceiptError"}
        else:
            assert "NotDueError" in results
            assert (stored.status, stored.reporter_messages.count()) == (Report.Status.UNREAD, 1)
