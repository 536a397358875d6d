"""How long reports are kept: a day by the outcome, holds, a warning, and deletion for good."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as site_settings
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
    listing,
    reading,
    retaining,
    returning,
    sending,
)
from reporting.journeys.deleting import NotDueError
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.journeys.returning import NoSuchReceiptError
from reporting.keyring import NotForYouError
from reporting.models import AttachmentPiece, AuditEntry, Deletion, Report, Setup
from reporting.periods import later, months_of
from reporting.terms import OUTCOMES
from tests.reporting.closing import ago, clock_at, close, closed, kept, keys_of
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.desk import Officer, address
from tests.reporting.test_files import upload
from tests.reporting.test_what_a_compromise_surrenders import everything_in_the_database
from tests.support.cast import Person

DUE = "/desk/deletion/"
DELETE = "/desk/deletion/delete/"


@pytest.fixture(autouse=True)
def ledger_of_its_own(settings: Any, tmp_path: Path) -> Path:
    """Each story has its ledger."""
    settings.LEDGER_DIR = tmp_path / "ledger"
    return tmp_path / "ledger" / "deletions.csv"


@pytest.mark.parametrize("outcome", [code for code, _words in OUTCOMES])
def test_every_outcome_has_a_period_and_gives_its_report_a_day(desk: OpenDesk, outcome: str) -> None:
    assert outcome in site_settings.RETENTION_MONTHS
    report = closed(desk, outcome, months=0)
    assert kept(keys_of(desk), report).delete_on == later(timezone.localdate(), months_of(outcome))


def test_what_was_referred_is_kept_longest_and_noise_shortest() -> None:
    months = site_settings.RETENTION_MONTHS
    assert months["noise"] == min(months.values())
    assert {code for code, number in months.items() if number == max(months.values())} == {
        code for code in months if code.startswith("referred_")
    }


def test_the_day_of_deletion_stands_nowhere_in_clear(desk: OpenDesk) -> None:
    before = {field.name for field in Report._meta.concrete_fields}
    report = closed(desk, "referred_police", months=1)
    day = kept(keys_of(desk), report).delete_on
    assert day
    stolen = everything_in_the_database()
    for written in (day.isoformat(), f"{day:%Y-%m}"):
        assert written.encode() not in stolen
    assert b"referred_police" not in stolen
    # Whoever adds a column to a report in clear changes what a stolen database surrenders.
    assert before == {
        *("id", "status", "lane", "received_on", "inbox_key"),
        *("wrapped_key", "body", "lookup", "answers_key"),
    }


def test_nothing_is_due_or_deleted_while_it_is_unread_open_or_not_yet_over(desk: OpenDesk) -> None:
    keyring = keys_of(desk)
    unread, opened, young = sending.send(concern()), sending.send(concern()), closed(desk, "advice", months=3)
    Report.objects.filter(pk__in=[unread.pk, opened.pk]).update(received_on=ago(1200))
    reading.read(desk.manager, keyring, opened.pk)
    assert retaining.look_over(desk.manager, keyring).due == []
    for report in (unread, opened, young):
        with pytest.raises(NotDueError):
            deleting.delete(desk.manager, keyring, report.pk)
        assert Report.objects.filter(pk=report.pk).exists()
    assert not Deletion.objects.exists()


def test_the_desk_is_warned_for_thirty_days(desk: OpenDesk) -> None:
    report = closed(desk, "noise", months=0)
    keyring = keys_of(desk)
    day = kept(keyring, report).delete_on
    assert day
    for today, listed, due in (
        (day - timedelta(days=31), 0, False),
        (day - timedelta(days=30), 1, False),
        (day - timedelta(days=1), 1, False),
        (day, 1, True),
    ):
        with clock_at(today):
            found = retaining.look_over(desk.manager, keyring).due
        assert [one.is_due for one in found] == [due] * listed, today


def test_what_the_reporter_adds_cancels_deletion_and_closing_again_counts_anew(desk: OpenDesk) -> None:
    filled = concern()
    report, keyring = closed(desk, "noise", filled=filled), keys_of(desk)
    returning.add(returning.come_back(filled.receipt), uuid4(), "It has happened again")
    for _read in range(2):
        with pytest.raises(NotDueError):
            deleting.delete(desk.manager, keyring, report.pk)
        reading.read(desk.manager, keyring, report.pk)
    close(desk.manager, keyring, report, "noise")
    report.refresh_from_db()
    assert kept(keyring, report).delete_on == later(timezone.localdate(), 1)
    with pytest.raises(NotDueError):
        deleting.delete(desk.manager, keyring, report.pk)


def test_a_report_is_not_closed_over_what_the_reporter_has_just_added(dora: Officer) -> None:
    filled = concern()
    report = sending.send(filled)
    dora.go(address(report))
    seen = dora.seen
    returning.add(returning.come_back(filled.receipt), uuid4(), "He is here now")
    dora.post(address(report, "outcome/"), outcome="noise", text="A joke", seen=seen)
    assert dora.page.status_code == 409
    assert "The reporter added something while you wrote" in dora.text
    assert "He is here now" in dora.text
    assert "A joke" in dora.text
    report.refresh_from_db()
    assert report.status == Report.Status.OPEN
    dora.post(address(report, "outcome/"), outcome="advice", text="Read", seen=dora.seen)
    report.refresh_from_db()
    assert report.status == Report.Status.CLOSED


def test_not_even_in_the_moment_of_closing(desk: OpenDesk) -> None:
    filled = concern()
    report = sending.send(filled)
    opened = reading.read(desk.manager, keys_of(desk), report.pk)
    returning.add(returning.come_back(filled.receipt), uuid4(), "Wait")
    with pytest.raises(ChangedMeanwhileError):
        handling.record(desk.manager, opened, "outcome", {"outcome": "noise", "text": ""})
    report.refresh_from_db()
    assert report.status == Report.Status.UNREAD


def test_an_officer_keeps_a_report_longer_and_the_reason_is_sealed(dora: Officer, desk: OpenDesk) -> None:
    report = closed(desk)
    assert listing.short(report) in dora.go(DUE).content.decode()
    dora.go(address(report))
    dora.post(address(report, "keep-longer/"), months="", reason="", seen=dora.seen)
    assert dora.page.status_code == 422
    assert "Choose for how much longer." in dora.text
    assert "Write why it is still needed." in dora.text
    dora.post(address(report, "keep-longer/"), months="6", reason="planted-word appeal", seen=dora.seen)
    assert "planted-word appeal" in dora.text
    assert kept(keys_of(desk), report).delete_on == later(timezone.localdate(), 6)
    assert "Nothing is due" in dora.go(DUE).content.decode()
    assert AuditEntry.objects.filter(action=AuditEntry.Action.KEPT, report=report.pk).count() == 1
    assert b"planted-word" not in everything_in_the_database()


def test_an_open_report_has_nothing_to_put_off(dora: Officer) -> None:
    report = sending.send(concern())
    dora.go(address(report))
    assert "Keep it for longer" not in dora.text
    dora.post(address(report, "keep-longer/"), months="6", reason="Early", seen=dora.seen)
    assert dora.page.status_code == 409
    assert not report.records.exists()


def test_a_manager_holds_a_report_and_nobody_can_delete_it_until_the_hold_is_lifted(
    hana: Officer, desk: OpenDesk
) -> None:
    report = closed(desk)
    hana.go(address(report))
    hana.post(address(report, "hold/"), reason="", seen=hana.seen)
    assert "Write why it is put on hold." in hana.text
    hana.post(address(report, "hold/"), reason="Crown Court, case 7", seen=hana.seen)
    assert "On hold: nobody can delete it." in hana.text
    assert "Crown Court, case 7" in hana.text
    hana.go(DUE)
    assert "On hold" in hana.text
    assert not hana.soup.select("input[name=report]")
    hana.post(DELETE, report=[report.pk], sure="yes")
    assert "0 reports were deleted" in hana.text
    assert "1 stays" in hana.text
    assert Report.objects.filter(pk=report.pk).exists()
    hana.go(address(report))
    hana.post(address(report, "release/"), reason="The case is over", seen=hana.seen)
    hana.post(address(report, "release/"), reason="Again", seen=hana.seen)
    assert hana.page.status_code == 409
    said = AuditEntry.objects.filter(report=report.pk).values_list("action", flat=True)
    assert [action for action in said if action in ("held", "released")] == ["held", "released"]
    hana.post(DELETE, report=[report.pk], sure="yes")
    assert not Report.objects.filter(pk=report.pk).exists()


def test_a_hold_outlives_closing_again(desk: OpenDesk) -> None:
    filled = concern()
    report, keyring = closed(desk, filled=filled), keys_of(desk)
    retaining.hold(desk.manager, reading.read(desk.manager, keyring, report.pk), "An inquiry")
    returning.add(returning.come_back(filled.receipt), uuid4(), "More")
    with clock_at(later(timezone.localdate(), 1)):
        close(desk.manager, keyring, report, "noise")
    with clock_at(later(timezone.localdate(), 99)), pytest.raises(NotDueError):
        deleting.delete(desk.manager, keyring, report.pk)


def test_officers_see_what_is_due_managers_delete_and_auditors_read_that_it_was_done(
    dora: Officer, hana: Officer, desk: OpenDesk, somebody: Callable[..., Person], ledger_of_its_own: Path
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
    assert (row.report, row.month, row.reason) == (report.pk, timezone.localdate().replace(day=1), "period")
    assert ledger_of_its_own.read_text() == f"report,month,reason\n{report.pk},{row.month:%Y-%m},period\n"
    assert ledger_of_its_own.stat().st_mode & 0o077 == 0
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


def test_a_clock_that_was_set_back_shortens_nothing(desk: OpenDesk) -> None:
    report, keyring = sending.send(concern()), keys_of(desk)
    with clock_at(date(2001, 2, 3)):
        close(desk.manager, keyring, report, "noise")
    report.refresh_from_db()
    assert kept(keyring, report).delete_on == later(timezone.localdate(), 1)
    old = closed(desk)
    with clock_at(date(2001, 2, 3)):
        assert retaining.look_over(desk.manager, keyring).due == []
        with pytest.raises(NotDueError):
            deleting.delete(desk.manager, keyring, old.pk)
    found = retaining.look_over(desk.manager, keyring).due
    assert [one.summary.report.pk for one in found if one.is_due] == [old.pk]


def test_a_period_made_longer_counts_at_once_and_one_made_shorter_brings_no_day_forward(
    desk: OpenDesk, settings: Any
) -> None:
    report, keyring = closed(desk, "advice", months=12), keys_of(desk)
    before = kept(keyring, report).delete_on
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "advice": 1}
    assert kept(keyring, report).delete_on == before
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "advice": 60}
    assert kept(keyring, report).delete_on == later(ago(12), 60)


def test_an_outcome_that_is_in_no_list_any_more_is_kept_longest(desk: OpenDesk) -> None:
    report = closed(desk, "a_word_of_last_year", months=0)
    longest = max(site_settings.RETENTION_MONTHS.values())
    assert kept(keys_of(desk), report).delete_on == later(timezone.localdate(), longest)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 5), 72, date(2032, 5, 5)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, then: date) -> None:
    assert later(day, months) == then


def test_a_long_list_goes_on_where_it_stopped(hana: Officer, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retaining, "AT_ONCE", 2)
    for number in range(5):
        closed(desk, worry=f"Old report {number}", months=3 + number)
    hana.go(DUE)
    found, steps = hana.text.count("Old report"), 1
    assert Setup.objects.get().looked_over_on is None
    while field := hana.soup.select_one("input[name=carried]"):
        hana.post(DUE, carried=field["value"])
        found, steps = found + hana.text.count("Old report"), steps + 1
    assert (found, steps) == (5, 3)
    hana.post(DUE, carried="forged")
    assert "Begin again" in hana.text


def test_managers_are_reminded_when_nobody_looked_for_a_month(dora: Officer, hana: Officer, desk: OpenDesk) -> None:
    reminder = "nobody has looked over what is due"
    closed(desk, "advice", months=1)
    assert reminder not in hana.go("/desk/").content.decode()
    Setup.objects.update(made_on=timezone.localdate() - timedelta(days=30))
    assert reminder in hana.go("/desk/").content.decode()
    assert reminder not in dora.go("/desk/").content.decode()
    dora.go(DUE)
    assert reminder in hana.go("/desk/").content.decode()
    hana.go(DUE)
    hana.go(DUE)
    assert reminder not in hana.go("/desk/").content.decode()
    assert AuditEntry.objects.filter(action=AuditEntry.Action.LOOKED_OVER).count() == 1
    Setup.objects.update(looked_over_on=timezone.localdate() - timedelta(days=31))
    assert reminder in hana.go("/desk/").content.decode()


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
