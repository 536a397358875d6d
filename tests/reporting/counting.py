"""Reports of the last quarter, and the board's figures as a manager sees them."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from config.demonstration.concerns import last_quarter
from reporting.figures import periods
from reporting.journeys import handling, reading, sending, unlocking
from reporting.keyring import Keyring
from reporting.models import Report
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer

PAGE, FILE = "/desk/figures/", "/desk/figures/file/"


def came(
    times: int, hours: int = 2, on: date | None = None, path: str = "someone", slow: bool = False, **answers: Any
) -> list[Report]:
    """So many reports came in the last quarter, some hours before now."""
    found = []
    for _time in range(times):
        filled = concern(answers={"worry": "A planted worry", **answers}, path=path, slow=slow)
        report = sending.send(filled, timezone.now() - timedelta(hours=hours))
        Report.objects.filter(pk=report.pk).update(received_on=on or last_quarter().last)
        found.append(report)
    return found


def keys(officer: Officer) -> Keyring:
    """What the officer's browser has open."""
    keyring = unlocking.keyring_of(officer.user, officer.client.cookies["lantern_desk"].value)
    assert keyring
    return keyring


def write(officer: Officer, report: Report, kind: str, data: dict[str, Any]) -> None:
    """The manager writes about a report."""
    handling.record(officer.user, reading.read(officer.user, keys(officer), report.pk), kind, data)


def tables(officer: Officer) -> dict[str, dict[str, list[str]]]:
    """What stands on the page: table, row, cells."""
    return {
        section.h2.get_text(): {
            row.select("th")[0].get_text(): [cell.get_text() for cell in row.select("td")]
            for row in section.select("tbody tr")
        }
        for section in officer.soup.select("section.figures")
        if section.h2
    }


def counted(officer: Officer, year: int | None = None) -> dict[str, dict[str, str]]:
    """The figures of a year: the cells of the last quarter."""
    officer.post(PAGE, year=last_quarter().year if year is None else year)
    column = periods.closed(last_quarter().year, date(2000, 1, 1), timezone.localdate()).index(last_quarter())
    return {title: {row: cells[column] for row, cells in rows.items()} for title, rows in tables(officer).items()}
