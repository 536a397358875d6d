"""A reporter comes back with the receipt: reads the desk's answers, adds something, hides an answer."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reporting.files.arriving import SealedUpload
from reporting.journeys.attaching import attach
from reporting.models import Answer, Report, ReporterMessage, Setup
from reporting.sealing import box, keys, places, receipts
from reporting.sealing.box import SealError
from reporting.sealing.keys import KeyPair

MESSAGE_VERSION = 1
LONGEST_MESSAGE = 10_000
# Counted for the whole site, never by who asks: an address is kept nowhere. Far above what readers need.
MOST_WRONG = 300
WRONG_FOR = 60 * 60
WRONG = "reporting-wrong-receipts"


class NoSuchReceiptError(Exception):
    """No report belongs to these digits."""


class TooManyWrongError(Exception):
    """So many wrong receipts were tried within an hour, by anybody, that somebody may be guessing."""


@dataclass(frozen=True)
class Returned:
    """Whoever holds the receipt, for one request: the report's row, and the pair that its answers are sealed to."""

    report: Report
    answers: KeyPair = field(repr=False)


@dataclass(frozen=True)
class Read:
    """An answer as the reporter reads it."""

    id: UUID
    sent_on: date
    text: str = field(repr=False)
    is_question: bool = False


def come_back(typed: str) -> Returned:
    """Find the report of a receipt. Raises NotAReceiptError, NoSuchReceiptError, TooManyWrongError.

    Each try costs the slow derivation, right or wrong, and takes the same time for both.
    """
    receipt = receipts.read(typed)
    cache.add(WRONG, 0, WRONG_FOR)
    if cache.get(WRONG, 0) >= MOST_WRONG:
        raise TooManyWrongError
    setup = Setup.objects.filter(pk=1).first()
    if setup is None:
        raise NoSuchReceiptError
    derived = receipts.derive(receipt, bytes(setup.receipt_salt))
    report = Report.objects.filter(lookup=derived.lookup).first()
    if report is None:
        try:
            cache.incr(WRONG)
        except ValueError:
            cache.set(WRONG, 1, WRONG_FOR)
        raise NoSuchReceiptError
    return Returned(report, derived.answers)


def answers(returned: Returned) -> list[Read]:
    """What the desk wrote and the reporter has not hidden, in order. A damaged answer is left out, not shown as an error."""
    read = []
    for answer in returned.report.desk_answers.exclude(for_reporter=b""):
        place = places.answer(returned.report.pk, answer.pk, "reporter")
        try:
            said = json.loads(keys.open_from(returned.answers.private, answer.for_reporter, place))
        except SealError:
            continue
        read.append(Read(answer.pk, answer.sent_on, said["text"], said.get("question", False)))
    return read


def add(returned: Returned, message_id: UUID, text: str, files: Iterable[SealedUpload] = ()) -> ReporterMessage:
    """Add words, files or both to the report; sent again, it is the same message. A closed report is opened again.

    Raises NoSuchReceiptError if the report was deleted in this very moment.

    `message_id` was drawn when the page was made. The desk reads the message; the receipt cannot open it again.
    """
    report = returned.report
    with transaction.atomic(durable=True):
        locked = Report.objects.select_for_update().select_related("inbox_key").filter(pk=report.pk).first()
        if locked is None:
            raise NoSuchReceiptError
        stored = ReporterMessage.objects.filter(pk=message_id, report=locked).first()
        if stored is not None:
            return stored
        key, place = box.new_key(), places.message(locked.pk, message_id)
        said = {"version": MESSAGE_VERSION, "text": text[:LONGEST_MESSAGE], "sent_at": timezone.now().isoformat()}
        number = (locked.reporter_messages.aggregate(last=Max("number"))["last"] or 0) + 1
        message = ReporterMessage.objects.create(
            id=message_id,
            report=locked,
            number=number,
            received_on=timezone.localdate(),
            wrapped_key=keys.wrap(bytes(locked.inbox_key.public_key), key, place),
            sealed=box.seal(key, json.dumps(said).encode(), place),
        )
        attach(locked, files)
        if locked.status != Report.Status.UNREAD:
            # Something new to read, however far the desk was.
            locked.status = Report.Status.UNREAD
            locked.save(update_fields=["status"])
    return message


def hide(returned: Returned, answer_id: UUID) -> None:
    """Take the reporter's copy of an answer away for good. The desk keeps its own."""
    Answer.objects.filter(pk=answer_id, report=returned.report).update(for_reporter=b"")
