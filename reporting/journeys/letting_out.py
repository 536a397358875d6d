"""What leaves the desk of a file: a clean copy to look at, the original, or for the police an encrypted original.

All of a file is gathered in memory and scanned before its first byte goes. What stops one file never stops the report.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from reporting.files import cleaning, handed_over, scanning
from reporting.files.cleaning import Copy, WithheldError
from reporting.journeys import attaching, handling
from reporting.journeys.attaching import Described
from reporting.journeys.auditing import log
from reporting.journeys.handling import read_again
from reporting.journeys.quarantining import HANDED_OVER, SCANNER, named, put_away, quarantined
from reporting.journeys.reading import Opened
from reporting.keyring import Keyring
from reporting.models import Attachment, AuditEntry, Report

Action = AuditEntry.Action
QUARANTINED = "quarantined"


@dataclass(frozen=True)
class Handover:
    """Who gets a file, why, and the police's own reference for it."""

    to: str
    why: str
    reference: str
    passphrase: str = field(repr=False)


def clean_copy(officer: Any, opened: Opened, keyring: Keyring, attachment_id: UUID) -> Copy:
    """A copy to look at, made when an officer asks and kept nowhere: made anew, without metadata.

    Raises Attachment.DoesNotExist, SealError, and WithheldError with the reason.
    """
    attachment, described, data = _scanned(officer, opened, keyring, attachment_id)
    try:
        copy = cleaning.clean(described.family, described.media_type, data)
    except WithheldError as withheld:
        _refuse(officer, opened, attachment, withheld.reason)
        raise
    _let_out(officer, opened, attachment, Action.READ, named(attachment))
    return copy


def original(officer: Any, opened: Opened, keyring: Keyring, attachment_id: UUID) -> tuple[Described, bytes]:
    """The file as it was sent, for the police. It may be unlawful to look at; the log says who took it.

    Raises Attachment.DoesNotExist, SealError, and WithheldError with the reason.
    """
    attachment, described, data = _scanned(officer, opened, keyring, attachment_id)
    _let_out(officer, opened, attachment, Action.EXPORTED, f"{named(attachment)}, the original")
    return described, data


def hand_over(
    officer: Any, opened: Opened, keyring: Keyring, attachment_id: UUID, handover: Handover
) -> tuple[Described, bytes]:
    """The original in an encrypted file that the passphrase opens; the only way out of quarantine. For managers.

    Who, why and the reference are kept with the report, with the SHA-256 of the original for the police to compare.
    Raises Attachment.DoesNotExist, SealError, and ChangedMeanwhileError if colleagues write faster than this does.
    """
    attachment = opened.report.attachments.get(pk=attachment_id)
    described, data = attaching.gathered(opened, keyring, attachment)
    encrypted = handed_over.seal(data, handover.passphrase)
    written = {
        "file": str(attachment.pk),
        "number": attachment.number,
        "to": handover.to,
        "why": handover.why,
        "reference": handover.reference,
        "sha256": sha256(data).hexdigest(),
    }

    def write() -> None:
        handling.record(officer, opened, HANDED_OVER, written)
        log(officer, Action.EXPORTED, opened.report.pk, f"{named(attachment)}, encrypted for the police")

    handling.write_through(opened, write)
    return described, encrypted


def _scanned(
    officer: Any, opened: Opened, keyring: Keyring, attachment_id: UUID
) -> tuple[Attachment, Described, bytes]:
    """All of a file, once nothing is known against it. Raises WithheldError."""
    attachment = opened.report.attachments.get(pk=attachment_id)
    if attachment.pk in quarantined(opened.records):
        raise _refuse(officer, opened, attachment, QUARANTINED)
    described, data = attaching.gathered(opened, keyring, attachment)
    try:
        scanning.scan(data)
    except scanning.HarmfulError as harmful:
        put_away(officer, opened, attachment, SCANNER, harmful.name)
        raise _refuse(officer, opened, attachment, QUARANTINED) from None
    except scanning.NotScannedError as unknown:
        raise _refuse(officer, opened, attachment, unknown.reason) from None
    return attachment, described, data


def _let_out(officer: Any, opened: Opened, attachment: Attachment, action: Action, detail: str) -> None:
    """The last look before a file goes: a colleague may have put it into quarantine while it was scanned."""
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=opened.report.pk)
        read_again(opened)
        if attachment.pk not in quarantined(opened.records):
            log(officer, action, opened.report.pk, detail)
            return
    raise _refuse(officer, opened, attachment, QUARANTINED)


def _refuse(officer: Any, opened: Opened, attachment: Attachment, reason: str) -> WithheldError:
    """Logged, and to be raised."""
    log(officer, Action.REFUSED, opened.report.pk, f"{named(attachment)}: {reason}")
    return WithheldError(reason)
