"""How long reports are kept: a day by the outcome, a warning, keeping one for longer, and a hold."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from reporting.journeys import (
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
from reporting.models import AuditEntry, Deletion, Report, Setup
from reporting.periods import later
from tests.reporting.closing import ago, clock_at, close, closed, kept, keys_of
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.desk import Officer, address
from tests.reporting.test_what_a_compromise_surrenders import everything_in_the_database

pytestmark = pytest.mark.usefixtures("ledger_file")
DUE = "/desk/deletion/"
DELETE = "/desk/deletion/delete/"


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
    assert AuditEntry.objects.filter(action=AuditEntry.Action.LOOKED_OVER, user=hana.user).count() == 1
    Setup.objects.update(looked_over_on=timezone.localdate() - timedelta(days=31))
    assert reminder in hana.go("/desk/").content.decode()
