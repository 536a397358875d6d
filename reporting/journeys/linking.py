"""Reports that belong together: whoever opens either finds the other, if they may open it."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from reporting.journeys.handling import ChangedMeanwhileError, record, write_through
from reporting.journeys.listing import numbered
from reporting.journeys.reading import Opened, read_records, state_of
from reporting.keyring import Keyring, NotForYouError
from reporting.models import InboxKey, Report
from reporting.sealing.box import SealError

KIND = "linked_from"


def numbers_in(typed: str) -> list[str]:
    """What an officer typed into "Linked reports", one by one, each once."""
    return list(dict.fromkeys(typed.upper().replace(",", " ").split()))


def found(officer: Any, keyring: Keyring, numbers: Iterable[str]) -> dict[str, Report]:
    """The reports with these numbers that this officer may open. Opens no body and marks nothing as read."""
    return {
        number: report for number, report in numbered(keyring, numbers).items() if _may_open(officer, keyring, report)
    }


def linking_here(officer: Any, keyring: Keyring, records: list[dict[str, Any]]) -> dict[str, Report]:
    """By id, the reports that link here or once did, without those that this officer may not know of."""
    ids = {UUID(one["data"]["report"]) for one in records if one["kind"] == KIND}
    reports = Report.objects.filter(pk__in=ids, inbox_key__in=keyring.inboxes).prefetch_related("records")
    return {str(one.pk): one for one in reports if _may_open(officer, keyring, one)} if ids else {}


def link_back(officer: Any, keyring: Keyring, opened: Opened, before: str, now: str) -> None:
    """Write into each report that the triage names now, and named before, whether it is linked. Harmless when repeated.

    Nothing is written into a report that the officer may not open, nor about a concern for managers alone into one
    that every officer reads.
    """
    wanted = numbers_in(now)
    for number, report in found(officer, keyring, [*wanted, *numbers_in(before)]).items():
        if report.pk != opened.report.pk and not _would_betray(opened.report, report):
            _write(officer, keyring, report.pk, opened.report.pk, number in wanted)


def _write(officer: Any, keyring: Keyring, report_id: UUID, other: UUID, linked: bool) -> None:
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        return
    key = keyring.report_key(report)
    opened = Opened(report, key, {}, [], read_records(report, key))

    def write() -> None:
        if (str(other) in state_of(opened.records)[KIND]) != linked:
            record(officer, opened, KIND, {"report": str(other), "linked": linked})

    # Deleted, or written to without a pause: the triage says what is linked, and is kept in any case.
    with suppress(ChangedMeanwhileError, Report.DoesNotExist):
        write_through(opened, write)


def _may_open(officer: Any, keyring: Keyring, report: Report) -> bool:
    try:
        records = read_records(report, keyring.report_key(report))
    except (SealError, NotForYouError, ValueError):
        return False
    return officer.pk not in state_of(records)["locked_out"]


def _would_betray(about: Report, told: Report) -> bool:
    def is_for_managers(report: Report) -> bool:
        return report.inbox_key.inbox == InboxKey.Inbox.MANAGERS

    return is_for_managers(about) and not is_for_managers(told)
