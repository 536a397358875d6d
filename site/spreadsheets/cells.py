"""A table, and what its cells may hold.

What strangers typed may start like a formula, and a spreadsheet would run it (OWASP, “CSV
injection”). So text that could begin one gets an apostrophe in front; numbers and dates stay what
they are, and in an OpenDocument file every cell says its type besides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from spreadsheets.formulas import guarded_start

# XML has no way to write these, and no text needs them.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """A name, headings, and rows of texts, numbers, dates, yes or no, or nothing. Rows may be made as they are sent."""

    name: str
    headings: list[str]
    rows: Iterable[Iterable[Any]]


def plain(value: Any) -> str:
    """Text that a spreadsheet will show and never run."""
    return guarded_start(UNPRINTABLE.sub("", "" if value is None else str(value)))


def typed(value: Any) -> Any:
    """A number, a date or a moment in local time as it is; yes or no in words; all else as plain text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    return plain(value)
