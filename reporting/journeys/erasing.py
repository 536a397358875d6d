"""Erasing a report before its time, because the law asks for it: one manager asks, and another agrees or turns it down."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reporting import terms
from reporting.journeys import deleting, handling
from reporting.journeys.auditing import log
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.journeys.listing import mine, short
from reporting.journeys.reading import Opened, read_records, state_of
from reporting.keyring import Keyring
from reporting.models import AuditEntry, Deletion, DeskRecord, Report
from reporting.periods import keeping
from reporting.sealing.box import SealError

Action = AuditEntry.Action
ASKED, TURNED_DOWN = "erasure_asked", "erasure_turned_down"


class OnHoldError(Exception):
    """The report is on hold: nothing may delete it until a manager lifts the hold."""


class AskedAlreadyError(Exception):
    """Somebody asked before, and nobody has decided yet."""


class NotAskedError(Exception):
    """Nobody asks for it any more: a colleague turned it down."""


class OnePersonError(Exception):
    """Whoever asked cannot agree as well."""


@dataclass(frozen=True)
class Request:
    """That somebody asked: `manager` is their account's number, `by` and `at` are as they were written."""

    manager: int
    by: str
    at: str
    basis: str
    reason: str = field(repr=False)

    @property
    def basis_words(self) -> str:
        """The lawful basis."""
        return terms.words(terms.ERASURE_BASES, self.basis)

    def is_by(self, officer: Any) -> bool:
        """Whether this officer asked; by the account or by the address, whichever is the same."""
        return officer.pk == self.manager or officer.email == self.by


def request_of(records: list[dict[str, Any]]) -> Request | None:
    """What is asked now, as a report's records say; None if nobody asks."""
    found = None
    for record in records:
        if record["kind"] == ASKED:
            found = Request(by=record["by"], at=record["at"], **record["data"])
        elif record["kind"] == TURNED_DOWN:
            found = None
    return found


def ask(manager: Any, opened: Opened, basis: str, reason: str) -> DeskRecord:
    """Ask for a report to be erased, open or closed. Raises OnHoldError, AskedAlreadyError, ChangedMeanwhileError."""
    if keeping(opened.records).hold:
        raise OnHoldError
    if request_of(opened.records):
        raise AskedAlreadyError
    return handling.record(manager, opened, ASKED, {"manager": manager.pk, "basis": basis, "reason": reason})


def turn_down(manager: Any, opened: Opened, reason: str) -> DeskRecord:
    """Say no, or take back what one asked for; the report stays. Raises NotAskedError, ChangedMeanwhileError."""
    if request_of(opened.records) is None:
        raise NotAskedError
    return handling.record(manager, opened, TURNED_DOWN, {"reason": reason})


def agree(manager: Any, opened: Opened) -> None:
    """Erase it: what a colleague asked for is done at once, and cannot be undone.

    Looked at anew under a lock. Raises NotAskedError, OnePersonError, OnHoldError, Report.DoesNotExist, SealError, and
    ChangedMeanwhileError if anybody wrote since this manager opened it, the reporter above all.
    """
    report = opened.report
    asked = request_of(opened.records)
    if asked is not None and asked.is_by(manager):
        log(manager, Action.REFUSED, report.pk, "agreed to what they had asked for themselves")
        raise OnePersonError
    with transaction.atomic():
        locked = Report.objects.select_for_update().get(pk=report.pk)
        records = read_records(locked, opened.key)
        if len(records) != len(opened.records) or Report.Status.UNREAD in (report.status, locked.status):
            raise ChangedMeanwhileError
        if asked is None:
            raise NotAskedError
        if keeping(records).hold:
            raise OnHoldError
        deleting.destroy(locked)
        deleting.enter(report.pk, timezone.localdate(), Deletion.Reason.ERASURE)
        log(manager, Action.DELETED, report.pk, f"Before its time, as {asked.by} asked. {asked.basis_words}")


def to_decide(manager: Any, keyring: Keyring) -> list[UUID]:
    """Those that colleagues asked for, so that this manager can decide."""
    return [report for report, _number, asked in asked_for(manager, keyring) if not asked.is_by(manager)]


def asked_for(manager: Any, keyring: Keyring) -> list[tuple[UUID, str, Request]]:
    """The reports that wait for a decision: id, short number, and what is asked. The log says where to look."""
    logged = AuditEntry.objects.filter(action=Action.ERASURE_ASKED).values("report")
    found = []
    for report in mine(keyring).filter(pk__in=logged):
        try:
            records = read_records(report, keyring.report_key(report))
        except SealError:
            continue
        asked = request_of(records)
        if asked and manager.pk not in state_of(records)["locked_out"]:
            found.append((report.pk, short(report), asked))
    return found
