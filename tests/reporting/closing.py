"""Reports that were closed some months ago, and a clock to turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from reporting.journeys import handling, reading, sending, setting_up
from reporting.journeys.sending import Submission
from reporting.keyring import Keyring
from reporting.models import Report
from reporting.periods import Keeping, keeping, later
from tests.reporting.conftest import OpenDesk, concern


@contextmanager
def clock_at(day: date) -> Iterator[None]:
    """The server's clock stands at noon of a day."""
    now = datetime.combine(day, time(12), tzinfo=UTC)
    with patch.object(timezone, "now", lambda: now):
        yield


def keys_of(desk: OpenDesk) -> Keyring:
    """Everything that the sheet opens, without the slow passphrase."""
    return Keyring(setting_up.opened_by_sheet(desk.sheet))


def ago(months: int) -> date:
    """The same day some months before today."""
    return later(timezone.localdate(), -months)


def closed(
    desk: OpenDesk, outcome: str = "noise", months: int = 3, filled: Submission | None = None, **changes: Any
) -> Report:
    """A report that came and was closed that many months ago."""
    report, day = sending.send(filled or concern(**changes)), ago(months)
    Report.objects.filter(pk=report.pk).update(received_on=day)
    with clock_at(day):
        close(desk.manager, keys_of(desk), report, outcome)
    report.refresh_from_db()
    return report


def close(officer: Any, keyring: Keyring, report: Report, outcome: str) -> None:
    """Read it and give it an outcome."""
    opened = reading.read(officer, keyring, report.pk)
    handling.record(officer, opened, "outcome", {"outcome": outcome, "text": ""})


def kept(keyring: Keyring, report: Report) -> Keeping:
    """What its records say about keeping it."""
    return keeping(reading.read_records(report, keyring.report_key(report)))
