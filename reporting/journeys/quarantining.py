"""Files that nobody at the desk looks at any more, because the scanner knows them or an officer suspects them."""

from typing import Any
from uuid import UUID

from reporting.journeys import handling
from reporting.journeys.auditing import log
from reporting.journeys.reading import Opened
from reporting.models import Attachment, AuditEntry

QUARANTINE, HANDED_OVER = "quarantine", "handed_over"
SCANNER = "scanner"


def quarantined(records: list[dict[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """What put each file into quarantine, by the file's id. There is no way back out of it."""
    return {UUID(record["data"]["file"]): record for record in records if record["kind"] == QUARANTINE}


def handed_over(records: list[dict[str, Any]]) -> dict[UUID, list[dict[str, Any]]]:
    """The times that each file was handed to the police, by the file's id."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    for record in records:
        if record["kind"] == HANDED_OVER:
            found.setdefault(UUID(record["data"]["file"]), []).append(record)
    return found


def never_handed_over(records: list[dict[str, Any]]) -> int:
    """How many files are in quarantine that the police never got: to delete them is to delete evidence."""
    return len(quarantined(records).keys() - handed_over(records).keys())


def put_away(officer: Any, opened: Opened, attachment: Attachment, why: str, about: str = "") -> None:
    """Put a file into quarantine, once: `why` is `scanner` or one of terms.SUSPICIONS, `about` is in words.

    Raises ChangedMeanwhileError if colleagues write faster than this does.
    """
    data = {"file": str(attachment.pk), "number": attachment.number, "why": why, "about": about}

    def write() -> None:
        if attachment.pk not in quarantined(opened.records):
            handling.record(officer, opened, QUARANTINE, data)
            log(officer, AuditEntry.Action.CHANGED, opened.report.pk, f"{named(attachment)} put into quarantine")

    handling.write_through(opened, write)


def named(attachment: Attachment) -> str:
    """A file as the log names it, which holds nothing of its content."""
    return f"attachment {attachment.number}"
