"""The ledger of deletions in a file beside the database, and deleting again what a restored backup brought back."""

import csv
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from reporting.journeys.auditing import log
from reporting.journeys.deleting import destroy, wipe
from reporting.models import AuditEntry, Deletion, Report
from reporting.periods import later

FILE = "deletions.csv"
HEADER = ["report", "month", "reason"]
AT_ONCE = 500
AGAIN = "again, after a backup was restored"


class LedgerError(Exception):
    """The ledger's file cannot be read; says which line and why. Nothing was deleted."""


@dataclass(frozen=True)
class Line:
    """A deletion, as the file has it."""

    report: UUID
    month: date
    reason: str


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
    lines |= {row.report: Line(row.report, row.month, row.reason) for row in Deletion.objects.all()}
    if not lines:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Readable by its owner alone: tempfile sees to it.
    with tempfile.NamedTemporaryFile("w", encoding="ascii", newline="", dir=path.parent, delete=False) as file:
        draft = Path(file.name)
        try:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(HEADER)
            rows.writerows(
                (line.report, f"{line.month:%Y-%m}", line.reason)
                for line in sorted(lines.values(), key=lambda line: (line.month, str(line.report)))
            )
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


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
            if written_since(report, line.month):
                kept.append(line.report)
                continue
            destroy(report)
            log(None, AuditEntry.Action.DELETED, line.report, AGAIN)
            deleted += 1
    known = set(Deletion.objects.values_list("report", flat=True))
    Deletion.objects.bulk_create(
        (
            Deletion(report=line.report, month=line.month, reason=line.reason)
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


def written_since(report: Report, month: date) -> bool:
    """Whether the reporter or the desk wrote to each other after the deletion, so that it belongs to a time since the restore.

    The shortest period is a month: what the reporter sent in the month of the deletion, or later, came after it. The
    desk can answer until the end.
    """
    return (
        report.reporter_messages.filter(received_on__gte=month).exists()
        or report.attachments.filter(received_on__gte=month).exists()
        or report.desk_answers.filter(sent_on__gte=later(month, 1)).exists()
    )


def _line(number: int, row: Iterable[str]) -> Line:
    try:
        report, month, reason = row
        return Line(UUID(report), date.fromisoformat(f"{month}-01"), Deletion.Reason(reason).value)
    except ValueError:
        raise LedgerError(f"line {number} is cut off or wrong; take the file from a copy") from None
