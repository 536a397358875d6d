"""The ledger of deletions in a file beside the database, and deleting again what a restored backup brought back."""

import csv
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from config.whole_file import whole_file
from reporting.journeys.auditing import log
from reporting.journeys.deleting import destroy, wipe
from reporting.models import AuditEntry, Deletion, Report
from reporting.periods import later

logger = logging.getLogger(__name__)

FILE = "deletions.csv"
HEADER = ["report", "on", "reason"]
AT_ONCE = 500
AGAIN = "again, after a backup was restored"


class LedgerError(Exception):
    """The ledger's file cannot be read; says which line and why. Nothing was deleted."""


@dataclass(frozen=True)
class Line:
    """A deletion, as the file has it: its day, or the first of its month where no more is known."""

    report: UUID
    on: date
    reason: str

    @property
    def is_erasure(self) -> bool:
        """Whether it came before its time, and its day is known."""
        return self.reason == Deletion.Reason.ERASURE

    @property
    def when(self) -> str:
        """The day, or the month."""
        return self.on.isoformat() if self.is_erasure else f"{self.on:%Y-%m}"


@dataclass(frozen=True)
class Reapplied:
    """How many reports were deleted again, and those that were written to since their deletion, which stay."""

    deleted: int
    kept: list[UUID]


def place() -> Path:
    """The ledger's file."""
    return Path(settings.LEDGER_DIR) / FILE


def keep_ledger() -> None:
    """Delete again what a restored backup brought back, and bring the file up to date. The clock calls it."""
    if place().exists():
        reapply(place())
    write()
    wipe()


def settle() -> str:
    """After a deletion: bring the file up to date, and leave no copy in SQLite's. Says what went wrong with the file, if it did.

    The clock tries again within the hour; what was deleted is gone either way.
    """
    problem = ""
    try:
        write()
    except (LedgerError, OSError) as error:
        logger.exception("The ledger of deletions could not be written")
        problem = str(error)
    wipe()
    return problem


def after_a_restore() -> str:
    """Delete again, leave no trace in SQLite's file, and say what was done. Raises LedgerError, OSError."""
    done = reapply(place()) if place().exists() else Reapplied(0, [])
    wipe(whole=True)
    write()
    said = [f"{concerns(done.deleted)} deleted again, by the list of deletions."]
    said += [f"{report} was written to since it was deleted, and stays. Tell the desk." for report in done.kept]
    return "\n".join(said)


def concerns(number: int) -> str:
    """So many concerns."""
    return f"{number} {'concern' if number == 1 else 'concerns'}"


def write() -> None:
    """Write the file anew with all that the database and the file know, whole or not at all. Raises OSError, LedgerError."""
    path = place()
    lines = {line.report: line for line in read(path)} if path.exists() else {}
    lines |= {row.report: Line(row.report, row.on, row.reason) for row in Deletion.objects.all()}
    if not lines:
        return
    with whole_file(path) as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        rows.writerows(
            (line.report, line.when, line.reason)
            for line in sorted(lines.values(), key=lambda line: (line.on, str(line.report)))
        )


def read(path: Path) -> list[Line]:
    """The lines of a ledger. Raises LedgerError, OSError."""
    try:
        rows = list(csv.reader(path.read_text(encoding="ascii").splitlines()))
    except ValueError:
        raise LedgerError(
            "it is not a ledger of deletions: it holds other characters than letters and digits"
        ) from None
    if not rows or rows[0] != HEADER:
        raise LedgerError(f"it is not a ledger of deletions: its first line is not {','.join(HEADER)}")
    return [_line(number, row) for number, row in enumerate(rows[1:], start=2)]


def reapply(path: Path) -> Reapplied:
    """Delete again what the ledger names and the database has. Needs no key. Raises LedgerError, OSError.

    A report that was written to after its deletion stays: somebody may be waiting for an answer.
    """
    lines = read(path)
    deleted, kept = 0, []
    for line in came_back(lines):
        with transaction.atomic():
            report = Report.objects.select_for_update().filter(pk=line.report).first()
            if report is None:
                continue
            if written_since(report, line):
                kept.append(line.report)
                continue
            destroy(report)
            log(None, AuditEntry.Action.DELETED, line.report, AGAIN)
            deleted += 1
    known = set(Deletion.objects.values_list("report", flat=True))
    Deletion.objects.bulk_create(
        (
            Deletion(report=line.report, on=line.on, reason=line.reason)
            for line in lines
            if line.report not in known and line.report not in kept
        ),
        ignore_conflicts=True,
    )
    return Reapplied(deleted, kept)


def came_back(lines: list[Line]) -> list[Line]:
    """Those whose report is in the database."""
    found: set[UUID] = set()
    for start in range(0, len(lines), AT_ONCE):
        asked = [line.report for line in lines[start : start + AT_ONCE]]
        found |= set(Report.objects.filter(pk__in=asked).values_list("pk", flat=True))
    return [line for line in lines if line.report in found]


def written_since(report: Report, line: Line) -> bool:
    """Whether the reporter or the desk wrote to each other after the deletion, so that it belongs to a time since the restore.

    The shortest period is a month: what the reporter sent in the month of the deletion, or later, came after it. Of an
    erasure the day is known, and what was sent on that very day may have come after it. The desk can answer until the end.
    """
    answered_from = line.on + timedelta(days=1) if line.is_erasure else later(line.on, 1)
    return (
        report.reporter_messages.filter(received_on__gte=line.on).exists()
        or report.attachments.filter(received_on__gte=line.on).exists()
        or report.desk_answers.filter(sent_on__gte=answered_from).exists()
    )


def _line(number: int, row: Iterable[str]) -> Line:
    try:
        report, when, reason = row
        kind = Deletion.Reason(reason)
        day = date.fromisoformat(when if kind is Deletion.Reason.ERASURE else f"{when}-01")
        return Line(UUID(report), day, kind.value)
    except ValueError:
        raise LedgerError(f"line {number} is cut off or wrong; take the file from a copy") from None
