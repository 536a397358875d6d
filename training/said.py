"""What staff read of a status row: a word and a day, never a colour alone."""

from datetime import date
from typing import NamedTuple

from training.dates import add_days
from training.models import Status
from training.standing import RAN_OUT, Standing, told

# Of what is told (training.standing.told): the style, the word, and what its day is.
_SAID = {
    Standing.EXEMPT.value: ("exempt", "Exempt", "until"),
    Standing.VALID.value: ("valid", "In order", "until"),
    Standing.EXPIRING.value: ("expiring", "Expiring", "until"),
    Standing.NOT_STARTED.value: ("not-started", "Not started", "due"),
    Standing.STARTED.value: ("started", "Started", "due"),
    Standing.GRACE.value: ("grace", "In grace", "overdue from"),
    Standing.OVERDUE.value: ("overdue", "Overdue", "due"),
    RAN_OUT: ("expired", "Expired", "do it by"),
}


class Said(NamedTuple):
    """`kind` names a style; `detail` says what the day is, and is empty without one. A table has thousands of these."""

    kind: str
    word: str
    detail: str
    on: date | None


def said(what: str, on: date | None) -> Said:
    """Of what is told of a row, and the day with it."""
    kind, word, detail = _SAID[what]
    if on is None:
        return Said(kind, word, "", None)
    return Said(kind, word, detail, add_days(on, 1) if what == Standing.GRACE.value else on)


def said_of(status: Status, day: date) -> Said:
    """Of a row."""
    return said(*told(status.dates, day))


def said_plainly(cell: Said | None) -> str:
    """In one cell of a file, the day as ISO 8601."""
    if cell is None:
        return "Not asked"
    return f"{cell.word}, {cell.detail} {cell.on.isoformat()}" if cell.on else cell.word
