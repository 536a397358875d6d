"""What can be looked at on the demonstration's desk: alarms, files, and figures of a quarter."""

import pytest

from config.demonstration.concerns import last_quarter
from config.demonstration.desk import SHEET
from people.models import User
from people.roles import DESK
from reporting.figures import periods
from reporting.journeys import anchoring, attaching, auditing, figuring, listing, reading, setting_up
from reporting.keyring import Keyring
from reporting.models import AuditEntry, Report
from tests.support.database import Demonstration


@pytest.fixture
def keyring(db: None, demonstration: Demonstration) -> Keyring:
    """All keys, by the sheet that lies beside the demonstration's database."""
    return Keyring(setting_up.opened_by_sheet((demonstration.folder / SHEET).read_text().splitlines()[2]))


def test_there_are_late_concerns_files_to_copy_and_figures_of_a_whole_quarter(keyring: Keyring) -> None:
    officer = User.objects.get(groups__name=DESK)
    shouted = {
        one.alarm.words
        for view in ("waiting", "open")
        for one in listing.listed(officer, keyring, view, 1)[0]
        if one.alarm
    }
    # Which of the two it is hangs on the hour at which the test runs.
    late = {"Unread for more than 24 hours", "Unread for more than 48 hours"}
    assert len(shouted & late) == 1
    assert shouted - late == {
        "Unread for more than a week",
        "Read, and not judged for more than 48 hours",
        "Open for more than a week",
    }
    files = []
    for report in Report.objects.filter(attachments__isnull=False):
        opened = reading.read(officer, keyring, report.pk)
        files += [attaching.gathered(opened, keyring, file)[0] for file in report.attachments.all()]
    assert sorted(file.family for file in files) == ["document", "picture"]
    counting = figuring.begin(periods.quarter_of(last_quarter().first).year)
    while not counting.is_done:
        counting = figuring.count(officer, keyring, counting)
    assert counting.damaged == 0
    number = last_quarter().number
    assert counting.found[f"{number}|total|"] > 50
    assert not counting.found[f"{number}|first_read|not_yet"]
    # Nothing of it is told in another order than it happened.
    times = list(AuditEntry.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)
    assert auditing.first_break() is None


def test_its_log_is_noted_to_the_last_line(db: None, demonstration: Demonstration) -> None:
    noted = anchoring.read((demonstration.folder / "ledger" / anchoring.FILE).read_text())
    assert noted.stands()
