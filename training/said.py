"""What staff read of a status row: a word and a day, never a colour alone."""

from dataclasses import dataclass
from datetime import date

from training.dates import add_days
from training.models import Status
from training.standing import Standing

COLUMNS = ("valid_until", "due_on", "late_after", "exempt_until")
WORDS = {
    Standing.EXEMPT: "Exempt",
    Standing.VALID: "In order",
    Standing.EXPIRING: "Expiring",
    Standing.NOT_STARTED: "Not started",
    Standing.STARTED: "Started",
    Standing.GRACE: "In grace",
    Standing.OVERDUE: "Overdue",
}


@dataclass(frozen=True)
class Said:
    """`kind` names a style; `detail` says what the day is, and is empty with it."""

    kind: str
    word: str
    detail: str = ""
    on: date | None = None


def said(
    standing: str,
    valid_until: date | None,
    due_on: date | None,
    late_after: date | None,
    exempt_until: date | None,
    *,
    day: date,
) -> Said:
    """Of the standing on a day, and the dates that a row has (COLUMNS)."""
    word = Standing(standing)
    kind = word.name.lower().replace("_", "-")
    if word is Standing.EXEMPT:
        return Said(kind, WORDS[word], "until" if exempt_until else "", exempt_until)
    if word in (Standing.VALID, Standing.EXPIRING):
        return Said(kind, WORDS[word], "until" if valid_until else "", valid_until)
    if word is Standing.GRACE and late_after:
        return Said(kind, WORDS[word], "overdue from", add_days(late_after, 1))
    if word in (Standing.NOT_STARTED, Standing.STARTED) and valid_until and valid_until < day:
        return Said("expired", "Expired", "do it by" if due_on else "", due_on)
    return Said(kind, WORDS[word], "due" if due_on else "", due_on)


def said_of(status: Status, day: date) -> Said:
    """Of a row."""
    return said(status.on(day).value, *(getattr(status, name) for name in COLUMNS), day=day)


def said_plainly(cell: Said | None) -> str:
    """In one cell of a file, the day as ISO 8601."""
    if cell is None:
        return "Not asked"
    return f"{cell.word}, {cell.detail} {cell.on.isoformat()}" if cell.on else cell.word
