"""The end of the desk's log, noted beside the database, so that lines that are cut off at the end are noticed.

The chain alone cannot tell: what is left of it holds. Nor can it tell a log that was written anew from some line on.
"""

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from config.whole_file import whole_file
from reporting.models import AuditEntry

logger = logging.getLogger(__name__)

FILE = "log-end.txt"
LINE = re.compile(r"(?P<number>[0-9]{1,18}) (?P<digest>[0-9a-f]{64})")


class NotAnEndError(ValueError):
    """It is not a number of a line and a digest of 64 characters."""


@dataclass(frozen=True)
class End:
    """The last line of the log at some moment: its number, and its digest in hexadecimal."""

    number: int
    digest: str

    def stands(self) -> bool:
        """Whether the log has this line, unchanged. If so, and its chain holds, no line before it was touched either."""
        entry = AuditEntry.objects.filter(number=self.number).only("digest").first()
        return entry is not None and bytes(entry.digest).hex() == self.digest


def end_of_the_log() -> End | None:
    """The last line now."""
    last = AuditEntry.objects.order_by("-number").first()
    return End(last.number, bytes(last.digest).hex()) if last else None


def read(text: str) -> End:
    """What somebody wrote down, or the file holds. Raises NotAnEndError."""
    found = LINE.fullmatch(" ".join(text.lower().replace(",", " ").split()))
    if found is None:
        raise NotAnEndError
    return End(int(found["number"]), found["digest"])


def place() -> Path:
    """The file: beside the ledger of deletions, which is not restored with the database."""
    return Path(settings.LEDGER_DIR) / FILE


def noted() -> End | None:
    """What the file says; None while there is none. Raises NotAnEndError, OSError."""
    try:
        return read(place().read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        return None


def note() -> None:
    """Note the end, unless the file names a later line, or one that the log has lost. Raises NotAnEndError, OSError."""
    before, end = noted(), end_of_the_log()
    if end is None or (before is not None and before.number >= end.number):
        return
    if before is None or before.stands():
        write(end)


def note_quietly() -> None:
    """The same after each line. What goes wrong stops nobody's work: the clock tries again, and is heard."""
    try:
        note()
    except (NotAnEndError, OSError, DatabaseError):
        logger.exception("The end of the desk's log could not be noted")


def write(end: End) -> None:
    """Write the file anew, whole or not at all. Raises OSError."""
    with whole_file(place()) as file:
        file.write(f"{end.number} {end.digest}\n")
