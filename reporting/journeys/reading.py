"""An officer opens a report: what was sent, what was added, what was answered, what the desk wrote."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from reporting.journeys.auditing import log
from reporting.keyring import Keyring, NotForYouError
from reporting.models import AuditEntry, Report
from reporting.sealing import box, places
from reporting.sealing.box import SealError

Action = AuditEntry.Action


@dataclass(frozen=True)
class Message:
    """One message of the conversation, as the desk reads it."""

    id: UUID
    from_reporter: bool
    on: date
    said: dict[str, Any] = field(repr=False)
    hidden_by_reporter: bool = False


@dataclass(frozen=True)
class Opened:
    """A report, opened for one request. Never shows itself."""

    report: Report
    key: bytes = field(repr=False)
    body: dict[str, Any] = field(repr=False)
    messages: list[Message] = field(repr=False)
    records: list[dict[str, Any]] = field(repr=False)
    damaged: int = 0


def read(officer: Any, keyring: Keyring, report_id: UUID, to_write: bool = False) -> Opened:
    """Open a report and log that it was read, unless it is opened `to_write`: then the writing is logged.

    Raises Report.DoesNotExist, NotForYouError, SealError.

    NotForYouError is logged too: a concern about the desk is for its managers, and a locked-out officer is told no more.
    """
    report = Report.objects.select_related("inbox_key").get(pk=report_id)
    try:
        key = keyring.report_key(report)
        records = read_records(report, key)
        if officer.pk in state_of(records)["locked_out"]:
            raise NotForYouError
    except NotForYouError:
        log(officer, Action.REFUSED, report.pk, "not for this officer")
        raise
    body = json.loads(box.open_(key, report.body, places.report_body(report.pk)))
    messages, damaged = messages_of(report, keyring, key)
    with transaction.atomic():
        if report.status == Report.Status.UNREAD:
            Report.objects.filter(pk=report.pk, status=Report.Status.UNREAD).update(status=Report.Status.OPEN)
        if not to_write:
            log(officer, Action.READ, report.pk)
    return Opened(report, key, body, messages, records, damaged)


def read_records(report: Report, key: bytes) -> list[dict[str, Any]]:
    """What the desk wrote, oldest first. Raises SealError if a row was changed or moved."""
    return [
        json.loads(box.open_(key, record.sealed, places.record(report.pk, record.number)))
        for record in report.records.all()
    ]


def state_of(records: list[dict[str, Any]]) -> dict[str, Any]:
    """What follows from the desk's records: the last triage, tasks, the outcome, who has it in hand or is locked out, links, referrals."""
    state: dict[str, Any] = {"triage": {}, "notes": [], "tasks": {}, "outcome": None, "locked_out": set()}
    state |= {"linked_from": set(), "sanitised": None, "referrals": {}, "in_hand": None}
    state["handed_over"] = [record["data"] for record in records if record["kind"] == "handed_over"]
    for number, record in enumerate(records, 1):
        match record["kind"]:
            case "triage":
                state["triage"] |= record["data"]
            case "note":
                state["notes"].append(record)
            case "task":
                state["tasks"][record["data"]["id"]] = {
                    **state["tasks"].get(record["data"]["id"], {}),
                    **record["data"],
                }
            case "outcome":
                state["outcome"] = record["data"]
            case "locked_out":
                state["locked_out"] = set(record["data"]["officers"])
            case "in_hand":
                state["in_hand"] = record if record["data"]["taken"] else None
            case "linked_from":
                told = record["data"]["report"]
                state["linked_from"] = state["linked_from"] - {told} | ({told} if record["data"]["linked"] else set())
            case "sanitised" | "referral":
                state |= _left(state, record, number)
    return state


def _left(state: dict[str, Any], record: dict[str, Any], number: int) -> dict[str, Any]:
    """What is written to leave the desk: the last sanitised version, and what is known of each referral by its id."""
    data, written = record["data"], {"by": record["by"], "at": record["at"]}
    if record["kind"] == "sanitised":
        return {"sanitised": {**data, "number": number, **written}}
    known = state["referrals"].get(data["id"], written)
    return {"referrals": {**state["referrals"], data["id"]: {**known, **data}}}


def messages_of(report: Report, keyring: Keyring, key: bytes | None = None) -> tuple[list[Message], int]:
    """The conversation in order, and how many messages of it do not open."""
    messages, damaged = [], 0
    for message in report.reporter_messages.all():
        place = places.message(report.pk, message.pk)
        try:
            said = json.loads(box.open_(keyring.unwrap(report, message.wrapped_key, place), message.sealed, place))
        except SealError:
            damaged += 1
            continue
        messages.append(Message(message.pk, True, message.received_on, said))
    for answer in report.desk_answers.all():
        key = key or keyring.report_key(report)
        try:
            said = json.loads(box.open_(key, answer.for_desk, places.answer(report.pk, answer.pk, "desk")))
        except SealError:
            damaged += 1
            continue
        hidden = not bytes(answer.for_reporter)
        messages.append(Message(answer.pk, False, answer.sent_on, said, hidden))
    return sorted(messages, key=lambda one: one.said.get("sent_at", "")), damaged
