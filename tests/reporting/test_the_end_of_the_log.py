"""The end of the desk's log is noted beside the database: a log that was cut off, or written anew, is noticed all the same."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from people.models import User
from people.roles import DESK_AUDITORS
from reporting.journeys import anchoring, auditing
from reporting.journeys.auditing import FIRST, digest, log
from reporting.journeys.watching_the_log import watch_the_log
from reporting.models import AuditEntry
from tests.reporting.conftest import OpenDesk
from tests.reporting.desk import Officer
from tests.support.cast import Person

LOG = "/desk/log/"


@pytest.fixture
def note(no_desk: None, ledger_file: Path) -> Path:
    """The note; the demonstration's log is gone, and its people are away."""
    User.objects.filter(email__endswith="@lantern.example").update(is_active=False)
    AuditEntry.objects.all().delete()
    return ledger_file.parent / "log-end.txt"


@pytest.fixture
def auditor(note: Path, desk: OpenDesk, somebody: Callable[..., Person]) -> Officer:
    """Sees the log, and no report."""
    return Officer(somebody("auditor@desk.example", DESK_AUDITORS).user, "")


def check(*written: str) -> str:
    """The operator's command."""
    said = StringIO()
    call_command("check_log", *written, stdout=said)
    return said.getvalue().strip()


def write_anew() -> None:
    """As somebody does who has the database and knows how the digests are made."""
    before = FIRST
    for entry in AuditEntry.objects.order_by("number"):
        entry.who = "nobody@desk.example"
        before = entry.digest = digest(entry, before)
        entry.save()


def test_lines_cut_off_at_the_end_are_told_and_the_log_goes_on_once_a_manager_has_said_why(
    auditor: Officer, officer: Any, hana: Officer, note: Path
) -> None:
    assert watch_the_log() == 0
    last = AuditEntry.objects.count()
    assert note.read_text().startswith(f"{last} ")
    assert note.stat().st_mode & 0o077 == 0
    AuditEntry.objects.filter(number__gt=last - 2).delete()
    # What is left holds; only the note tells.
    assert auditing.first_break() is None
    assert watch_the_log() == 2
    assert {message.to[0] for message in mail.outbox} == {"auditor@desk.example", "head@desk.example"}
    with pytest.raises(CommandError, match=f"line {last} was noted, and the log ends with line {last - 2}"):
        check()
    auditor.go(LOG, check="1")
    assert "Lines are missing at the end." in auditor.text
    assert f"The log had reached line {last}. It ends with line {last - 2} now." in auditor.text
    assert "There is a good reason" not in auditor.text
    assert auditor.post(f"{LOG}go-on/", why="Nothing").status_code == 403
    # What is written since does not make up for it: line for line the log is another.
    for _turn in range(3):
        log(hana.user, AuditEntry.Action.LOCKED)
    assert watch_the_log() == 0
    hana.go(LOG, check="1")
    assert f"Line {last} is another than the one that was noted." in hana.text
    hana.post(f"{LOG}go-on/", why="")
    assert "Write why lines are missing." in hana.text
    hana.post(f"{LOG}go-on/", why="The backup of 3 May was restored")
    assert "All lines are there and unchanged." in hana.text
    assert "The backup of 3 May was restored" in hana.text
    assert f"Noted was line {last}, " in hana.text
    assert check() == note.read_text().strip()


def test_a_log_that_was_written_anew_from_its_first_line_is_noticed(auditor: Officer, note: Path) -> None:
    watch_the_log()
    written_down = note.read_text().strip()
    write_anew()
    assert auditing.first_break() is None
    auditor.go(LOG, check="1")
    assert "is another than the one that was noted" in auditor.text
    # Whoever can write the note as well is found out by a paper alone.
    note.unlink()
    watch_the_log()
    auditor.go(LOG, check="1")
    assert "All lines are there and unchanged." in auditor.text
    auditor.post(LOG, written=written_down)
    assert "does not stand in the log with this digest" in auditor.text
    auditor.post(LOG, written=check().upper().replace(" ", ", "))
    assert "stands in the log as you wrote it down" in auditor.text
    with pytest.raises(CommandError, match="does not stand in the log"):
        check(*written_down.split())
    auditor.post(LOG, written="line three")
    assert auditor.page.status_code == 422
    assert "64 characters" in auditor.text
    assert "line three" in auditor.page.content.decode()


def test_each_line_is_noted_when_it_is_kept_and_a_note_that_cannot_be_written_stops_nobody(
    desk: OpenDesk, note: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        log(desk.manager, AuditEntry.Action.UNLOCKED)
        entry = log(desk.manager, AuditEntry.Action.LOCKED)
    assert note.read_text() == f"{entry.number} {bytes(entry.digest).hex()}\n"
    note.write_text("torn")
    with django_capture_on_commit_callbacks(execute=True):
        log(desk.manager, AuditEntry.Action.UNLOCKED)
    assert note.read_text() == "torn"
    with pytest.raises(CommandError, match="cannot be read"):
        check()
    note.unlink()
    assert watch_the_log() == 0
    assert anchoring.noted() == anchoring.end_of_the_log()
