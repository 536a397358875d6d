"""Deleting a report for good: everything sealed about it goes, a line of the ledger and of the log stays."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from reporting.journeys.auditing import log
from reporting.journeys.reading import read_records, state_of
from reporting.keyring import Keyring, NotForYouError
from reporting.models import AttachmentPiece, AuditEntry, Deletion, Report
from reporting.periods import keeping

Reason = Deletion.Reason


class NotDueError(Exception):
    """The report is not closed, its time is not over, or it is on hold. Nothing was deleted."""


def delete(officer: Any, keyring: Keyring, report_id: UUID) -> None:
    """Delete a report whose time is over. Raises Report.DoesNotExist, NotForYouError, SealError, NotDueError.

    Looked at anew under a lock: what the reporter added, or a colleague held, in the meantime counts.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report_id)
        records = read_records(report, keyring.report_key(report))
        if officer.pk in state_of(records)["locked_out"]:
            raise NotForYouError
        if report.status != Report.Status.CLOSED or not keeping(records).is_due(timezone.localdate()):
            raise NotDueError
        destroy(report)
        enter(report_id, timezone.localdate().replace(day=1), Reason.PERIOD)
        log(officer, AuditEntry.Action.DELETED, report_id, Reason.PERIOD.label)


def destroy(report: Report) -> None:
    """Take away a report with its key, its receipt and all that belongs to it, in the caller's transaction."""
    # Without reading them: a film would not fit into memory.
    AttachmentPiece.objects.filter(attachment__report=report).only("pk").delete()
    Report.objects.filter(pk=report.pk).delete()


def enter(report: UUID, on: date, reason: Deletion.Reason) -> None:
    """Enter a deletion in the ledger, in the caller's transaction. A report that came back with a backup has its line."""
    Deletion.objects.update_or_create(report=report, defaults={"on": on, "reason": reason})


def wipe(whole: bool = False) -> None:
    """Leave no copy of what was deleted in SQLite's files; PostgreSQL has to be told by its own means (docs/operators.md).

    Deleted content is overwritten with zeros (secure_delete), but the journal beside the file keeps older pages until
    it is emptied. `whole` writes the database anew, which takes a while and needs twice its place.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if whole:
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
