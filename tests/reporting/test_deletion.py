"""Deleting reports for good: who may, what goes with them, and what stays if something changed meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.roles import DESK, DESK_AUDITORS, DESK_MANAGERS
from reporting.desk import views_of_report
from reporting.journeys import (
    admitting,
    auditing,
    deleting,
    handling,
    ledger,
    reading,
    returning,
    sending,
)
from reporting.journeys.returning import NoSuchReceiptError
from reporting.keyring import NotForYouError
from reporting.models import AttachmentPiece, AuditEntry, Deletion, Report
from tests.reporting.closing import closed, keys_of
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.desk import Officer, address
from tests.reporting.test_files import upload
from tests.reporting.test_what_a_compromise_surrenders import everything_in_the_database
from tests.support.cast import Person

pytestmark = pytest.mark.usefixtures("ledger_file")
DUE = "/desk/deletion/"
DELETE = "/desk/deletion/delete/"


def test_officers_see_what_is_due_managers_delete_and_auditors_read_that_it_was_done(
    dora: Officer, hana: Officer, desk: OpenDesk, somebody: Callable[..., Person], ledger_file: Path
) -> None:
    filled = concern("He waits by the mill")
    report = closed(desk, filled=filled)
    dora.go(DUE)
    assert "He waits by the mill" in dora.text
    assert "Only a manager of the desk can delete." in dora.text
    assert not dora.soup.select("input[name=report]")
    assert dora.post(DELETE, report=[report.pk], sure="yes").status_code == 403
    dora.go(address(report))
    assert dora.post(address(report, "hold/"), reason="No", seen="1").status_code == 404
    hana.go(DUE)
    hana.post(DELETE)
    assert "Tick the reports" in hana.text
    assert hana.post(DELETE, report="nonsense").status_code == 404
    hana.post(DELETE, report=[report.pk])
    assert "Nobody can bring it back" in hana.text
    assert Report.objects.filter(pk=report.pk).exists()
    hana.post(DELETE, report=[report.pk], sure="yes")
    assert "1 report was deleted for good" in hana.text
    assert hana.go(address(report)).status_code == 404
    assert dora.go(address(report)).status_code == 404
    with pytest.raises(NoSuchReceiptError):
        returning.come_back(filled.receipt)
    row = Deletion.objects.get()
    assert (row.report, row.on, row.reason) == (report.pk, timezone.localdate().replace(day=1), "period")
    assert ledger_file.read_text() == f"report,on,reason\n{report.pk},{row.on:%Y-%m},period\n"
    assert ledger_file.stat().st_mode & 0o077 == 0
    auditor = Officer(somebody("auditor@board.example", DESK_AUDITORS).user, "")
    assert auditor.go(DUE).status_code == 403
    auditor.go("/desk/log/", check="1")
    assert "Deleted a report for good" in auditor.text
    assert "All lines are there" in auditor.text
    assert auditing.first_break() is None


def test_everything_that_belongs_to_a_report_goes_with_it(desk: OpenDesk) -> None:
    taken, _refused = upload(("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(3_000_000)))
    filled = concern(files=tuple(taken))
    report, keyring = closed(desk, filled=filled), keys_of(desk)
    assert AttachmentPiece.objects.filter(attachment__report=report).count() == 3
    handling.answer(desk.manager, reading.read(desk.manager, keyring, report.pk), "Thank you")
    secrets = [bytes(report.wrapped_key), bytes(report.body), bytes(report.lookup), bytes(report.answers_key)]
    secrets += [bytes(record.sealed) for record in report.records.all()]
    secrets += [bytes(one.wrapped_key) for one in report.attachments.all()]
    secrets += [bytes(one.for_desk) for one in report.desk_answers.all()]
    before = everything_in_the_database()
    assert len(secrets) == 7
    assert all(secret in before for secret in secrets)
    with CaptureQueriesContext(connection) as asked:
        deleting.delete(desk.manager, keyring, report.pk)
    # A film is deleted without being read into memory.
    pieces = [query["sql"] for query in asked if "attachmentpiece" in query["sql"]]
    assert any(query.startswith("DELETE") for query in pieces)
    assert not any("sealed" in query for query in pieces)
    left = everything_in_the_database()
    for secret in secrets:
        assert secret not in left
    assert not AttachmentPiece.objects.filter(attachment__report=report.pk).exists()


def test_whatever_is_added_to_reports_later_is_deleted_with_them() -> None:
    kept_back = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField)
        and field.related_model is Report
        and field.remote_field.on_delete is not models.CASCADE
    ]
    assert kept_back == []


def test_a_list_of_deletions_that_cannot_be_written_is_told_and_made_up_for(
    hana: Officer, desk: OpenDesk, settings: Any, tmp_path: Path, ledger_file: Path
) -> None:
    report = closed(desk)
    (tmp_path / "full").write_text("no folder")
    settings.LEDGER_DIR = tmp_path / "full" / "ledger"
    hana.post(DELETE, report=[report.pk], sure="yes")
    assert "1 report was deleted for good" in hana.text
    assert "could not be written. It is tried again every hour" in hana.text
    settings.LEDGER_DIR = ledger_file.parent
    ledger.keep_ledger()
    assert str(report.pk) in ledger_file.read_text()


def test_two_managers_at_once_delete_a_report_once(
    hana: Officer, desk: OpenDesk, somebody: Callable[..., Person]
) -> None:
    second = Officer(somebody("second@desk.example", DESK, DESK_MANAGERS).user, "two herons over the weir")
    admitting.admit(desk.manager, keys_of(desk), admitting.choose_passphrase(second.user, second.passphrase))
    second.unlock()
    report = closed(desk)
    for manager in (hana, second):
        manager.post(DELETE, report=[report.pk])
    hana.post(DELETE, report=[report.pk], sure="yes")
    second.post(DELETE, report=[report.pk], sure="yes")
    assert "0 reports were deleted" in second.text
    assert "1 had been deleted by a colleague" in second.text
    assert AuditEntry.objects.filter(action=AuditEntry.Action.DELETED).count() == 1
    assert Deletion.objects.count() == 1


def test_what_changed_since_the_list_was_shown_stays(dora: Officer, hana: Officer, desk: OpenDesk) -> None:
    report = closed(desk)
    hana.go(DUE)
    dora.go(address(report))
    dora.post(address(report, "keep-longer/"), months="3", reason="The school asked", seen=dora.seen)
    hana.post(DELETE, report=[report.pk], sure="yes")
    assert "1 stays" in hana.text
    assert Report.objects.filter(pk=report.pk).exists()


def test_a_manager_whom_a_report_is_about_neither_sees_nor_deletes_it(desk: OpenDesk, hana: Officer) -> None:
    report, keyring = closed(desk, worry="Hana is his aunt"), keys_of(desk)
    handling.record(
        desk.manager, reading.read(desk.manager, keyring, report.pk), "locked_out", {"officers": [hana.user.pk]}
    )
    assert "his aunt" not in hana.go(DUE).content.decode()
    with pytest.raises(NotForYouError):
        deleting.delete(hana.user, keyring, report.pk)


def test_a_report_about_the_desk_is_due_for_managers_alone(dora: Officer, hana: Officer, desk: OpenDesk) -> None:
    closed(desk, worry="Dora told my name", path=sending.ABOUT_THE_DESK)
    assert "Dora told" not in dora.go(DUE).content.decode()
    assert "Dora told my name" in hana.go(DUE).content.decode()


def test_a_report_that_does_not_open_stays_and_is_told(hana: Officer, desk: OpenDesk) -> None:
    report = closed(desk)
    report.records.update(sealed=b"\x01damaged")
    hana.go(DUE)
    assert "1 closed report cannot be opened" in hana.text
    hana.post(DELETE, report=[report.pk], sure="yes")
    assert "1 stays" in hana.text


def test_what_is_typed_while_a_report_is_deleted_is_not_lost_in_an_error(
    hana: Officer, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = concern()
    report, keyring = closed(desk, filled=filled), keys_of(desk)
    back = returning.come_back(filled.receipt)
    hana.go(address(report))
    seen, plain = hana.seen, views_of_report.plain

    def deleted_meanwhile(kind: str, data: dict[str, Any]) -> dict[str, Any]:
        deleting.delete(desk.manager, keyring, report.pk)
        return plain(kind, data)

    monkeypatch.setattr(views_of_report, "plain", deleted_meanwhile)
    assert hana.post(address(report, "note/"), text="Late", seen=seen).status_code == 404
    with pytest.raises(NoSuchReceiptError):
        returning.add(back, uuid4(), "Late")
