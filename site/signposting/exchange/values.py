"""Reading single values of a record that somebody else wrote, which may be anything."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from signposting.openreferral.values import Record

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WEB = URLValidator(schemes=["http", "https"])
MOST_LETTERS = 20_000
"""In a text without a limit of its own."""


class UnusableError(Exception):
    """A record that cannot be taken in; its text says why, to an editor."""


class Reader:
    """One record of a feed. What cannot be used is left out, and `notes` say so."""

    def __init__(self, record: Any, notes: list[str], what: str = "") -> None:
        if not isinstance(record, dict):
            raise UnusableError("it is not a record")
        self.record: Record = record
        self.notes = notes
        self.what = what

    def left_out(self, name: str, why: str) -> None:
        """Say that a value was not taken."""
        self.notes.append(f"{self.what}{name} was left out: {why}")

    def text(self, name: str, most: int = MOST_LETTERS) -> str:
        """Words, without what nobody sees and blanks at the ends."""
        value = self.record.get(name)
        if value in (None, "") or isinstance(value, bool):
            return ""
        if not isinstance(value, str | int | float):
            self.left_out(name, "it is not text")
            return ""
        words = UNSEEN.sub("", str(value).replace("\r\n", "\n")).strip()
        if len(words) > most:
            self.left_out(name, f"it has more than {most} letters")
            return ""
        return words

    def needed(self, name: str, most: int) -> str:
        """Words without which the record is of no use."""
        words = self.text(name, most)
        if not words:
            raise UnusableError(f"it has no {name} that can be used")
        return words

    def choice(self, name: str, choices: list[str]) -> str:
        """One of a few words; empty if it is another."""
        words = self.text(name, 100)
        if words and words not in choices:
            self.left_out(name, f"“{words}” is not known here")
        return words if words in choices else ""

    def address(self, name: str, most: int = 200) -> str:
        """A web address."""
        return self._valid(name, self.text(name, most), WEB, "it is not a web address")

    def email(self, name: str) -> str:
        """An e-mail address."""
        return self._valid(name, self.text(name, 254), validate_email, "it is not an e-mail address")

    def _valid(self, name: str, words: str, check: Any, why: str) -> str:
        try:
            if words:
                check(words)
        except (ValidationError, ValueError):
            self.left_out(name, why)
            return ""
        return words

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number within bounds."""
        value = self.record.get(name)
        if value in (None, ""):
            return None
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = -1.5
        if isinstance(value, bool) or not least <= number <= most or number != int(number):
            self.left_out(name, f"it is not a whole number from {least} to {most}")
            return None
        return int(number)

    def day(self, name: str) -> str:
        """A date as ISO 8601, of a date or a moment."""
        words = self.text(name, 40)
        try:
            return datetime.fromisoformat(words).date().isoformat() if words else ""
        except ValueError:
            self.left_out(name, "it is not a date")
            return ""

    def records(self, name: str) -> list[Record]:
        """The records of a list."""
        value = self.record.get(name)
        if value in (None, ""):
            return []
        if not isinstance(value, list):
            self.left_out(name, "it is not a list")
            return []
        found = [row for row in value if isinstance(row, dict)]
        if len(found) < len(value):
            self.left_out(f"part of {name}", "it is not a record")
        return found


def key_of(record: Record, name: str = "id") -> str:
    """The id of a record. Raises UnusableError if it is no UUID."""
    try:
        return str(UUID(str(record[name])))
    except (KeyError, ValueError, AttributeError, TypeError):
        raise UnusableError(f"its {name} is not a UUID") from None
