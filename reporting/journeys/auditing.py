"""Writing the desk's log, and checking that nobody tore a page out of it."""

from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reporting.journeys.anchoring import note_quietly
from reporting.models import AuditEntry, Setup

FIRST = bytes(32)


def log(user: Any, action: AuditEntry.Action, report: UUID | None = None, detail: str = "") -> AuditEntry:
    """Add a line in the caller's transaction, so that nothing happens unlogged and nothing is logged that did not happen."""
    with transaction.atomic():
        # One at a time: two lines at once would both follow the same one.
        Setup.objects.select_for_update().filter(pk=1).first()
        last = AuditEntry.objects.order_by("-number").first()
        entry = AuditEntry(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            user=user,
            who=getattr(user, "email", ""),
            action=action,
            report=report,
            detail=detail[:255],
        )
        entry.digest = digest(entry, bytes(last.digest) if last else FIRST)
        entry.save(force_insert=True)
        # What is rolled back was never a line.
        transaction.on_commit(note_quietly)
    return entry


def digest(entry: AuditEntry, before: bytes) -> bytes:
    """BLAKE2b over the line and the digest of the line before it."""
    parts = (entry.number, entry.at.isoformat(), entry.who, entry.action, entry.report or "", entry.detail)
    line = b"".join(len(part).to_bytes(4, "big") + part for part in (str(one).encode() for one in parts))
    return blake2b(before + line, digest_size=32, person=b"lantern audit").digest()


def first_break() -> int | None:
    """The number of the first line that does not follow from the one before it; None while the chain holds."""
    before, expected = FIRST, 1
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=1000):
        if entry.number != expected or bytes(entry.digest) != digest(entry, before):
            return expected
        before, expected = bytes(entry.digest), expected + 1
    return None
