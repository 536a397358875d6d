"""Taking in a report: once, sealed, and on the disk before anybody is thanked for it."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from reporting.files.arriving import SealedUpload
from reporting.journeys.attaching import attach
from reporting.journeys.notifying_at_once import tell_at_once
from reporting.journeys.setting_up import is_open as is_open
from reporting.models import InboxKey, Report, Setup
from reporting.questions import is_urgent
from reporting.sealing import box, keys, places, receipts

BODY_VERSION = 1
# The path of a concern about somebody at the desk: only managers hold its inbox's key.
ABOUT_THE_DESK = "desk"


class NotReadyError(Exception):
    """The desk has no proven keys, so nobody could ever read a report."""


@dataclass(frozen=True)
class Submission:
    """A filled form. `id` and `receipt` were drawn when it was opened and travelled in its sealed state."""

    id: UUID
    receipt: str = field(repr=False)
    path: str
    language: str
    started_at: datetime
    answers: dict[str, str | list[str]] = field(repr=False)
    slow: bool = False
    files: tuple[SealedUpload, ...] = ()


def send(submission: Submission, at: datetime | None = None) -> Report:
    """Seal a report and store it durably. Sent again, it is the same report. Raises NotReadyError.

    `at` is when it was sent, for the demonstration alone; now, for everybody else.
    """
    stored = Report.objects.filter(pk=submission.id).first()
    if stored is not None:
        return stored
    if not is_open():
        raise NotReadyError
    derived = receipts.derive(submission.receipt, bytes(Setup.objects.get(pk=1).receipt_salt))
    try:
        report, made = _store(submission, derived, at or timezone.now())
    except IntegrityError:
        # An inbox's key was changed and its old one deleted in the very moment between reading and writing.
        report, made = _store(submission, derived, at or timezone.now())
    if made and at is None and cannot_wait(submission):
        tell_at_once()
    return report


def _store(submission: Submission, derived: receipts.Derived, at: datetime) -> tuple[Report, bool]:
    inbox = InboxKey.Inbox.MANAGERS if submission.path == ABOUT_THE_DESK else InboxKey.Inbox.DESK
    inbox_key = InboxKey.objects.get(inbox=inbox, retired=False)
    key = box.new_key()
    values = {
        "lane": Report.Lane.SLOW if submission.slow else Report.Lane.NORMAL,
        "received_on": timezone.localdate(),
        "inbox_key": inbox_key,
        "wrapped_key": keys.wrap(bytes(inbox_key.public_key), key, places.report_key(submission.id)),
        "body": box.seal(key, body(submission, at), places.report_body(submission.id)),
        "lookup": derived.lookup,
        "answers_key": derived.answers.public,
    }
    # On the disk before anybody is thanked; whoever sends twice at once gets the first one's row.
    with transaction.atomic(durable=True):
        report, made = Report.objects.get_or_create(pk=submission.id, defaults=values)
        if made:
            attach(report, submission.files)
    return report, made


def cannot_wait(submission: Submission) -> bool:
    """Whether the desk hears of it before the next fixed hour. Never of what programs may have sent.

    Nor of a concern about the desk: whom it is about may read the e-mail, and would know when somebody told.
    """
    return not submission.slow and submission.path != ABOUT_THE_DESK and is_urgent(submission.path, submission.answers)


def body(submission: Submission, at: datetime) -> bytes:
    """What the desk will read, as JSON. The exact time stands in here and nowhere in clear."""
    return json.dumps(
        {
            "version": BODY_VERSION,
            "path": submission.path,
            "language": submission.language,
            "started_at": submission.started_at.isoformat(),
            "sent_at": at.isoformat(),
            "answers": submission.answers,
        },
        ensure_ascii=False,
    ).encode("utf-8", "replace")
