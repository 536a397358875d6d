"""Keeping reports no longer than needed: what is due, keeping one for longer, and a hold that nothing may pass."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reporting import terms
from reporting.journeys.auditing import log
from reporting.journeys.handling import record
from reporting.journeys.listing import Summary, line, mine
from reporting.journeys.quarantining import never_handed_over
from reporting.journeys.reading import Opened, read_records, state_of
from reporting.keyring import Keyring
from reporting.models import AuditEntry, DeskRecord, InboxKey, Report, Setup
from reporting.periods import WARNED_FOR, Keeping, keeping, later, received_before
from reporting.sealing import box, places
from reporting.sealing.box import SealError

AT_ONCE = 2000
MOST_FOUND = 50
# After so long without a look, the inbox reminds the managers.
LOOK_EVERY = timedelta(days=30)


class NotKeptError(Exception):
    """The report is not closed, so nothing is going to delete it and there is nothing to put off."""


class NothingToLiftError(Exception):
    """The report is not on hold; a colleague may have lifted it."""


@dataclass(frozen=True)
class Due:
    """A report whose time is over within 30 days, or was; and how many of its files wait in quarantine for the police."""

    summary: Summary = field(repr=False)
    kept: Keeping = field(repr=False)
    outcome: str = field(repr=False)
    is_due: bool = False
    never_handed_over: int = 0


@dataclass(frozen=True)
class LookedOver:
    """What a slice of the closed reports gave, how many of them do not open, and where it goes on; None at the end."""

    due: list[Due] = field(repr=False)
    looked_at: int
    damaged: int
    after: tuple[date, UUID] | None


def look_over(
    officer: Any, keyring: Keyring, after: tuple[date, UUID] | None = None, looked_at: int = 0, damaged: int = 0
) -> LookedOver:
    """Open the records of closed reports, the oldest first, and find those that are due. A page, or two thousand.

    When an officer who holds every inbox has come to the end, the log says that they looked.
    """
    today, found, last, seen = timezone.localdate(), [], None, 0
    for report in _closed(keyring, today, after):
        seen, last = seen + 1, (report.received_on, report.pk)
        try:
            one = _due(officer, keyring, report, today)
        except (SealError, ValueError):
            damaged += 1
            continue
        if one is not None:
            found.append(one)
            if len(found) == MOST_FOUND:
                break
    at_end = seen < AT_ONCE and len(found) < MOST_FOUND
    if at_end and holds_all(keyring):
        _looked_over(officer, today)
    return LookedOver(found, looked_at + seen, damaged, None if at_end else last)


def keep_longer(officer: Any, opened: Opened, months: int, reason: str) -> DeskRecord:
    """Put a closed report's deletion off, from its day or from today, whichever is later. Raises NotKeptError."""
    kept = keeping(opened.records)
    if opened.report.status != Report.Status.CLOSED or kept.delete_on is None:
        raise NotKeptError
    until = later(max(kept.delete_on, timezone.localdate()), months)
    return record(officer, opened, "kept_longer", {"until": until.isoformat(), "reason": reason})


def hold(officer: Any, opened: Opened, reason: str) -> DeskRecord:
    """Put a report on hold: until it is lifted, nobody can delete it, however old it is."""
    return record(officer, opened, "held", {"reason": reason})


def release(officer: Any, opened: Opened, reason: str) -> DeskRecord:
    """Lift a hold. Raises NothingToLiftError."""
    if keeping(opened.records).hold is None:
        raise NothingToLiftError
    return record(officer, opened, "released", {"reason": reason})


def nobody_looked() -> bool:
    """Whether no manager has looked over what is due for a month, while closed reports are there."""
    looked, made = Setup.objects.values_list("looked_over_on", "made_on").get(pk=1)
    since = looked or made
    if since <= timezone.localdate() < since + LOOK_EVERY:
        return False
    return Report.objects.filter(status=Report.Status.CLOSED).exists()


def holds_all(keyring: Keyring) -> bool:
    """Whether these keys open everything that is sealed here."""
    return not InboxKey.objects.exclude(pk__in=keyring.inboxes).exists()


def with_evidence(keyring: Keyring, asked: list[UUID]) -> set[UUID]:
    """Those of the reports with a file in quarantine that the police never got; what does not open is not among them."""
    found = set()
    for report in mine(keyring).filter(pk__in=asked):
        try:
            if never_handed_over(read_records(report, keyring.report_key(report))):
                found.add(report.pk)
        except (SealError, ValueError):
            continue
    return found


def _closed(keyring: Keyring, today: date, after: tuple[date, UUID] | None) -> Iterator[Report]:
    reports = mine(keyring).filter(status=Report.Status.CLOSED, received_on__lte=received_before(today))
    if after:
        day, number = after
        reports = reports.filter(received_on__gt=day) | reports.filter(received_on=day, pk__gt=number)
    yield from reports[:AT_ONCE].iterator(chunk_size=200)


def _due(officer: Any, keyring: Keyring, report: Report, today: date) -> Due | None:
    """A line, if it is due soon and this officer may see it. Its body is opened only then."""
    key = keyring.report_key(report)
    records = read_records(report, key)
    kept = keeping(records)
    if kept.delete_on is None or kept.delete_on > today + WARNED_FOR:
        return None
    state = state_of(records)
    body = json.loads(box.open_(key, report.body, places.report_body(report.pk)))
    shown = line(officer, report, today, body, state)
    if shown is None:
        return None
    outcome = terms.words(terms.OUTCOMES, state["outcome"]["outcome"])
    return Due(shown, kept, outcome, kept.is_due(today), never_handed_over(records))


def _looked_over(officer: Any, today: date) -> None:
    """Once a day is enough for the log."""
    with transaction.atomic():
        if Setup.objects.filter(pk=1).exclude(looked_over_on=today).update(looked_over_on=today):
            log(officer, AuditEntry.Action.LOOKED_OVER)
