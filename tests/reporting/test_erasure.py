"""Erasing a report before its time: one manager asks, another agrees, and then it goes as every deleted report does."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from people.roles import DESK, DESK_MANAGERS
from reporting.journeys import admitting, auditing, erasing, ledger, returning, sending
from reporting.journeys.ledger import Line
from reporting.journeys.returning import NoSuchReceiptError
from reporting.models import AuditEntry, Deletion, Report
from tests.reporting.closing import keys_of
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.desk import Officer, address
from tests.reporting.test_what_a_compromise_surrenders import everything_in_the_database
from tests.support.cast import Person

pytestmark = pytest.mark.usefixtures("ledger_file")
WHY = {"basis": "17_1_d", "reason": "planted-word: her letter of 3 May"}


@pytest.fixture
def sana(desk: OpenDesk, somebody: Callable[..., Person]) -> Officer:
    """The second manager, unlocked."""
    second = Officer(somebody("sana@desk.example", DESK, DESK_MANAGERS).user, "two herons over the weir")
    admitting.admit(desk.manager, keys_of(desk), admitting.choose_passphrase(second.user, second.passphrase))
    return second.unlock()


def ask(manager: Officer, report: Report) -> None:
    """As the form of a report's page does."""
    manager.go(address(report))
    manager.post(address(report, "erase/"), **WHY, seen=manager.seen)


def test_one_manager_asks_another_agrees_and_nothing_is_left_but_a_line_that_names_no_reason_of_the_person(
    dora: Officer, hana: Officer, sana: Officer, ledger_file: Path
) -> None:
    filled = concern("He waits by the mill")
    report = sending.send(filled)
    hana.go(address(report))
    hana.post(address(report, "erase/"), basis="", reason="", seen=hana.seen)
    assert "Choose the lawful basis." in hana.text
    assert "Write why it must be erased." in hana.text
    ask(hana, report)
    assert "Another manager must agree." in hana.text
    assert "Agree, and erase it" not in hana.text
    assert b"planted-word" not in everything_in_the_database()
    # Nobody agrees with themselves, whatever they press.
    assert hana.post(address(report, "agree/"), sure="yes", seen=hana.seen).status_code == 403
    assert "1 report waits" not in hana.go("/desk/").content.decode()
    # An officer is told that it is asked, and can do nothing about it.
    assert "A manager asked to erase it" in dora.go(address(report)).content.decode()
    for what in ("erase/", "agree/", "turn-down/"):
        assert dora.post(address(report, what), **WHY, sure="yes", seen="1").status_code == 404
    assert "1 report waits for another manager" in sana.go("/desk/").content.decode()
    assert "planted-word" in sana.go("/desk/deletion/").content.decode()
    sana.go(address(report))
    seen = sana.seen
    sana.post(address(report, "agree/"), seen=seen)
    assert "Nobody can bring it back" in sana.text
    assert Report.objects.filter(pk=report.pk).exists()
    sana.post(address(report, "agree/"), seen=seen, sure="yes")
    assert "was erased for good" in sana.text
    assert sana.post(address(report, "agree/"), seen=seen, sure="yes").status_code == 404
    with pytest.raises(NoSuchReceiptError):
        returning.come_back(filled.receipt)
    row, today = Deletion.objects.get(), timezone.localdate()
    assert (row.report, row.on, row.reason) == (report.pk, today, "erasure")
    assert ledger_file.read_text() == f"report,on,reason\n{report.pk},{today.isoformat()},erasure\n"
    said = {entry.action: entry for entry in AuditEntry.objects.filter(report=report.pk)}
    assert said["erasure_asked"].who == "head@desk.example"
    assert said["deleted"].who == "sana@desk.example"
    assert said["deleted"].detail.startswith("Before its time, as head@desk.example asked. UK GDPR, article 17(1)(d)")
    assert said["refused"].who == "head@desk.example"
    assert b"planted-word" not in everything_in_the_database()
    assert auditing.first_break() is None


def test_what_is_turned_down_stays_and_what_changed_meanwhile_is_read_first(
    dora: Officer, hana: Officer, sana: Officer
) -> None:
    filled = concern()
    report = sending.send(filled)
    ask(hana, report)
    sana.go(address(report))
    sana.post(address(report, "turn-down/"), reason="", seen=sana.seen)
    assert "Write why it stays." in sana.text
    sana.post(address(report, "turn-down/"), reason="The court needs it", seen=sana.seen)
    assert "The court needs it" in sana.text
    assert sana.post(address(report, "agree/"), sure="yes", seen=sana.seen).status_code == 409
    # Asked again; then the reporter writes, and then a colleague.
    ask(hana, report)
    sana.go(address(report))
    seen = sana.seen
    returning.add(returning.come_back(filled.receipt), uuid4(), "Please keep it, I need it")
    assert sana.post(address(report, "agree/"), sure="yes", seen=seen).status_code == 409
    assert "Please keep it, I need it" in sana.text
    dora.go(address(report))
    dora.post(address(report, "note/"), text="The police have called", seen=dora.seen)
    assert sana.post(address(report, "agree/"), sure="yes", seen=seen).status_code == 409
    sana.go(address(report))
    # A hold is stronger.
    sana.post(address(report, "hold/"), reason="Crown Court, case 7", seen=sana.seen)
    assert sana.post(address(report, "agree/"), sure="yes", seen=sana.seen).status_code == 409
    assert "Agree, and erase it" not in sana.text
    assert Report.objects.filter(pk=report.pk).exists()
    sana.post(address(report, "release/"), reason="Over", seen=sana.seen)
    hana.go(address(report))
    hana.post(address(report, "turn-down/"), reason="I was wrong", seen=hana.seen)
    assert "Ask for it to be erased before its time" in hana.text


def test_a_manager_whom_a_report_is_about_does_not_learn_that_its_erasure_is_asked(
    desk: OpenDesk, hana: Officer, sana: Officer
) -> None:
    report = sending.send(concern())
    hana.go(address(report))
    hana.post(address(report, "lock-out/"), officers=[sana.user.pk])
    ask(hana, report)
    assert erasing.asked_for(sana.user, keys_of(desk)) == []
    assert sana.post(address(report, "agree/"), sure="yes", seen="2").status_code == 404
    assert Report.objects.filter(pk=report.pk).exists()


def test_what_was_added_before_the_day_of_an_erasure_does_not_bring_it_back_from_a_backup(desk: OpenDesk) -> None:
    filled = concern()
    report, today = sending.send(filled), timezone.localdate()
    returning.add(returning.come_back(filled.receipt), uuid4(), "More")
    # Whoever agreed had read it; what came on the very day may have come after it.
    assert not ledger.written_since(report, Line(report.pk, today + timedelta(days=1), "erasure"))
    assert ledger.written_since(report, Line(report.pk, today, "erasure"))
