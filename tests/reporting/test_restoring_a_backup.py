"""A backup is restored: what had been deleted since is deleted again, and leaves no trace in the database's file."""

import shutil
import threading
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from config.demonstration.desk import SHEET
from people.models import User
from people.roles import DESK_MANAGERS
from reporting.journeys import auditing, deleting, handling, ledger, reading, returning, sending
from reporting.journeys.deleting import NotDueError
from reporting.journeys.ledger import LedgerError
from reporting.journeys.returning import NoSuchReceiptError
from reporting.models import Deletion, Report
from reporting.periods import later
from tests.reporting.closing import ago, clock_at, closed, keys_of
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.test_files import upload
from tests.support.database import Demonstration, is_postgresql

ON_SQLITE = pytest.mark.skipif(is_postgresql(), reason="It is SQLite's file that is backed up and searched.")


@pytest.fixture(autouse=True)
def ledger_of_its_own(settings: Any, tmp_path: Path) -> Path:
    """Each story has its ledger."""
    settings.LEDGER_DIR = tmp_path / "ledger"
    return tmp_path / "ledger" / "deletions.csv"


@pytest.fixture
def real_desk(spoilt_database: None, demonstration: Demonstration) -> OpenDesk:
    """The demonstration's desk, in a database of its own that keeps what is written."""
    sheet = (demonstration.folder / SHEET).read_text().splitlines()[2]
    return OpenDesk(User.objects.filter(groups__name=DESK_MANAGERS).get(), sheet)


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


def reapply(*arguments: str) -> str:
    """The operator's command."""
    said = StringIO()
    call_command("reapply_deletions", *arguments, stdout=said)
    return said.getvalue()


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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "its first line is not report,month,reason"),
        ("what,ever\n", "its first line is not report,month,reason"),
        ("report,month,reason\n{good}\n{good}x", "line 3 is cut off or wrong"),
        ("report,month,reason\n{good}\n1234,2026-01,period\n", "line 3 is cut off or wrong"),
        ("report,month,reason\n{good}\n{id},2026-13,period\n", "line 3 is cut off or wrong"),
        ("report,month,reason\n{good}\n{id},2026-01\n", "line 3 is cut off or wrong"),
        ("report,month,reason\n{good}\né", "it is not a ledger of deletions"),
    ],
)
def test_a_broken_ledger_deletes_nothing_and_says_which_line(
    real_desk: OpenDesk, ledger_of_its_own: Path, content: str, said: str
) -> None:
    report = closed(real_desk)
    ledger_of_its_own.parent.mkdir()
    good = f"{report.pk},2026-01,period"
    ledger_of_its_own.write_text(content.format(good=good, id=uuid4()))
    with pytest.raises(CommandError, match=said):
        reapply()
    with pytest.raises(LedgerError):
        ledger.write()
    assert Report.objects.filter(pk=report.pk).exists()


def test_without_a_ledger_the_command_says_what_to_do(real_desk: OpenDesk) -> None:
    with pytest.raises(CommandError, match="Name the newest copy of it"):
        reapply()


def test_the_ledger_forgets_no_line_that_either_side_knows(real_desk: OpenDesk, ledger_of_its_own: Path) -> None:
    ours, theirs = uuid4(), uuid4()
    Deletion.objects.create(report=ours, month=ago(2).replace(day=1))
    ledger.write()
    Deletion.objects.all().delete()
    Deletion.objects.create(report=theirs, month=timezone.localdate().replace(day=1))
    ledger.keep_ledger()
    assert {line.report for line in ledger.read(ledger_of_its_own)} == {ours, theirs}
    assert {row.report for row in Deletion.objects.all()} == {ours, theirs}
    assert [path.name for path in ledger_of_its_own.parent.iterdir()] == ["deletions.csv"]


def test_what_the_desk_answered_before_the_deletion_does_not_bring_it_back(real_desk: OpenDesk) -> None:
    report, keyring = closed(real_desk), keys_of(real_desk)
    handling.answer(real_desk.manager, reading.read(real_desk.manager, keyring, report.pk), "We are done")
    month = timezone.localdate().replace(day=1)
    assert not ledger.written_since(report, month)
    assert ledger.written_since(report, later(month, -1))


def test_a_ledger_of_another_desk_deletes_nothing_here(real_desk: OpenDesk, tmp_path: Path) -> None:
    before = set(Report.objects.values_list("pk", flat=True))
    other = tmp_path / "other.csv"
    other.write_text("report,month,reason\n" + "".join(f"{UUID(int=n)},2026-01,period\n" for n in range(1200)))
    assert reapply(str(other)) == "0 concerns deleted again.\n"
    assert set(Report.objects.values_list("pk", flat=True)) == before
