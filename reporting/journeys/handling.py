"""What the desk does with an opened report: triage, notes, tasks, outcome, answers to the reporter."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reporting.journeys.auditing import log
from reporting.journeys.reading import Opened, read_records
from reporting.models import Answer, AuditEntry, DeskRecord, Report
from reporting.periods import deletion_day
from reporting.sealing import box, keys, places

Action = AuditEntry.Action
RECORD_VERSION = 1
TRIES = 10
# What the log names; of everything else it says that something was written.
NAMED = {
    "kept_longer": Action.KEPT,
    "held": Action.HELD,
    "released": Action.RELEASED,
    "erasure_asked": Action.ERASURE_ASKED,
    "erasure_turned_down": Action.ERASURE_TURNED_DOWN,
}


class ChangedMeanwhileError(Exception):
    """A colleague wrote about this report since the officer opened it. Nothing was written; show both."""


def record(officer: Any, opened: Opened, kind: str, data: dict[str, Any]) -> DeskRecord:
    """Write one thing about a report; `kind` says what: triage, note, task, outcome, held and so on.

    Raises ChangedMeanwhileError if there is a record that the officer has not seen, or an outcome would close what
    the reporter has just added. The log says that something was written, never what. An outcome is sealed together
    with the day on which the report may be deleted.
    """
    report = opened.report
    if kind == "outcome":
        data = {**data, "delete_on": deletion_day(data["outcome"], days_of(opened)).isoformat()}
    written = {
        "version": RECORD_VERSION,
        "kind": kind,
        "at": timezone.now().isoformat(),
        "by": officer.email,
        "data": data,
    }
    number = len(opened.records) + 1
    with transaction.atomic():
        locked = Report.objects.select_for_update().get(pk=report.pk)
        if (locked.records.aggregate(last=Max("number"))["last"] or 0) != number - 1:
            raise ChangedMeanwhileError
        if kind == "outcome" and locked.status == Report.Status.UNREAD:
            raise ChangedMeanwhileError
        sealed = box.seal(opened.key, json.dumps(written).encode(), places.record(report.pk, number))
        row = DeskRecord.objects.create(report=locked, number=number, sealed=sealed)
        if kind == "outcome" and locked.status != Report.Status.CLOSED:
            locked.status = Report.Status.CLOSED
            locked.save(update_fields=["status"])
        log(officer, NAMED.get(kind, Action.CHANGED), report.pk)
    opened.records.append(written)
    return row


def take(officer: Any, opened: Opened, taken: bool = True) -> None:
    """Say to colleagues that this officer works on it, or no longer does. Whoever takes it last has it.

    It keeps nobody else from working on it. Raises ChangedMeanwhileError if a colleague wrote since it was opened.
    """
    record(officer, opened, "in_hand", {"taken": taken})


def write_through(opened: Opened, write: Callable[[], None]) -> None:
    """Write what follows from no judgement of the officer, over whatever colleagues write in the same second.

    `write` is called in a transaction, and again with their records in `opened` if they came first. Raises
    ChangedMeanwhileError if they write faster than this does, and SealError.
    """
    for turn in range(TRIES):
        try:
            with transaction.atomic():
                write()
        except ChangedMeanwhileError:
            if turn == TRIES - 1:
                raise
            read_again(opened)
        else:
            return


def read_again(opened: Opened) -> None:
    """What colleagues have written meanwhile. Raises SealError."""
    opened.records[:] = read_records(opened.report, opened.key)


def days_of(opened: Opened) -> list[date]:
    """Every day that stands in a report."""
    written = [timezone.localdate(datetime.fromisoformat(one["at"])) for one in opened.records]
    return [opened.report.received_on, *(message.on for message in opened.messages), *written]


def answer(officer: Any, opened: Opened, text: str, question: bool = False, answer_id: UUID | None = None) -> Answer:
    """Write to the reporter, who reads it with the receipt. Sent twice with the same id, it is one answer."""
    report, answer_id = opened.report, answer_id or uuid4()
    at = timezone.now().isoformat()
    for_reporter = {"version": RECORD_VERSION, "text": text, "question": question, "sent_at": at}
    for_desk = {**for_reporter, "by": officer.email}
    with transaction.atomic():
        locked = Report.objects.select_for_update().get(pk=report.pk)
        stored = Answer.objects.filter(pk=answer_id, report=locked).first()
        if stored is not None:
            return stored
        place = places.answer(report.pk, answer_id, "desk")
        their_place = places.answer(report.pk, answer_id, "reporter")
        row = Answer.objects.create(
            id=answer_id,
            report=locked,
            number=(locked.desk_answers.aggregate(last=Max("number"))["last"] or 0) + 1,
            sent_on=timezone.localdate(),
            for_desk=box.seal(opened.key, json.dumps(for_desk).encode(), place),
            for_reporter=keys.seal_to(bytes(locked.answers_key), json.dumps(for_reporter).encode(), their_place),
        )
        log(officer, Action.ANSWERED, report.pk)
    return row
