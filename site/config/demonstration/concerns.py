"""The demonstration's invented concerns: some of these days, and a whole quarter that the board's figures can show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.demonstration.clock import clock_at
from people.models import User
from reporting.figures.periods import Quarter, quarter_of
from reporting.files.arriving import SealedUpload
from reporting.journeys import handling, reading, sending
from reporting.keyring import Keyring
from reporting.models import InboxKey, Report
from reporting.sealing import box, keys, places, receipts

FOLDER = Path(settings.BASE_DIR) / "reporting/demonstration"
SENT_AT = time(16, 20)
# Hours from sending until the desk does something, where a concern does not say.
AFTER = 2
Act = tuple[datetime, Callable[[], None]]


@dataclass
class Handled:
    """A concern in an officer's hands."""

    officer: User
    keyring: Keyring
    report: UUID
    _opened: list[reading.Opened] = field(default_factory=list, repr=False)

    @property
    def opened(self) -> reading.Opened:
        """Opened, and logged, once."""
        if not self._opened:
            self._opened.append(reading.read(self.officer, self.keyring, self.report))
        return self._opened[0]

    def write(self, written: dict[str, Any]) -> None:
        """One thing that the desk does; only to have read it is one as well."""
        match written["kind"]:
            case "read":
                assert self.opened  # noqa: S101
            case "answer":
                handling.answer(self.officer, self.opened, written["text"], written.get("question", False))
            case "task":
                due = timezone.localdate() + timedelta(days=written["due"])
                task = {"id": str(uuid4()), "what": written["what"], "due": due.isoformat(), "done": False}
                handling.record(self.officer, self.opened, "task", task)
            case kind:
                handling.record(self.officer, self.opened, kind, written["data"])


def last_quarter() -> Quarter:
    """The newest quarter that is over."""
    return quarter_of(quarter_of(timezone.localdate()).first - timedelta(days=1))


def load_concerns(keyring: Keyring, officer: User, manager: User) -> None:
    """Send those of these days through the reporter's door, and then let the desk do what it did, in the order of the clock."""
    to_do = [*plant_last_quarter(keyring, officer), *send_these_days(keyring, officer, manager)]
    with transaction.atomic():
        for at, do in sorted(to_do, key=lambda act: act[0]):
            with clock_at(at):
                do()


def send_these_days(keyring: Keyring, officer: User, manager: User) -> list[Act]:
    """The concerns that lie in the inbox, each as its reporter sent it."""
    found: list[Act] = []
    now = timezone.now()
    for concern in yaml.safe_load((FOLDER / "concerns.yaml").read_text()):
        sent = min(moment(timezone.localdate() - timedelta(days=concern["days"])), now)
        with clock_at(sent):
            report = sending.send(submission(concern, sent), sent)
        reader = manager if concern["path"] == sending.ABOUT_THE_DESK else officer
        found += acts(Handled(reader, keyring, report.pk), concern["desk"], sent, now)
    return found


def plant_last_quarter(keyring: Keyring, officer: User) -> list[Act]:
    """Enough concerns for figures. Nobody comes back to them, so none needs the slow derivation of a receipt."""
    inbox_key = InboxKey.objects.get(inbox=InboxKey.Inbox.DESK, retired=False)
    quarter, now = last_quarter(), timezone.now()
    concerns = list(one_by_one(yaml.safe_load((FOLDER / "last_quarter.yaml").read_text())))
    found: list[Act] = []
    rows = []
    for number, concern in enumerate(concerns):
        length = (quarter.last - quarter.first).days
        sent = moment(quarter.first + timedelta(days=number * length // len(concerns)))
        row = sealed(submission(concern, sent), inbox_key, box.new_key(), sent, keys.new_pair().public)
        rows.append(row)
        found += acts(Handled(officer, keyring, row.pk), concern["desk"], sent, now)
    Report.objects.bulk_create(rows)
    return found


def one_by_one(kinds: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Concerns of all kinds in turn: the first of each, the second of each, and so on, each in another area."""
    for number in count():
        left = [kind for kind in kinds if number < len(kind["worries"])]
        if not left:
            return
        for kind in left:
            answers = {"worry": kind["worries"][number], "area": kind["areas"][number % len(kind["areas"])]}
            yield {**kind, "answers": {**kind["answers"], **answers}}


def acts(handled: Handled, desk: list[dict[str, Any]], sent: datetime, now: datetime) -> Iterator[Act]:
    """When the desk did what; nothing of it in the future."""
    for written in desk:
        yield min(sent + timedelta(hours=written.get("after", AFTER)), now), partial(handled.write, written)


def submission(concern: dict[str, Any], sent: datetime) -> sending.Submission:
    """A filled form."""
    return sending.Submission(
        id=uuid4(),
        receipt=concern.get("receipt", receipts.make()),
        path=concern["path"],
        language=concern.get("language", "en"),
        started_at=sent - timedelta(minutes=6),
        answers=concern["answers"],
        slow=concern.get("slow", False),
        files=tuple(upload(name) for name in concern.get("files", ())),
    )


def upload(name: str) -> SealedUpload:
    """A file, sealed as one that arrives is."""
    arrived = SealedUpload(name)
    arrived.take((FOLDER / "files" / name).read_bytes())
    arrived.finish()
    return arrived


def sealed(
    filled: sending.Submission,
    inbox_key: InboxKey,
    lookup: bytes,
    sent: datetime,
    answers_key: bytes = bytes(box.KEY_BYTES),
) -> Report:
    """The row of a report, without asking whether the desk is open, or whether the report is there."""
    key = box.new_key()
    return Report(
        id=filled.id,
        received_on=timezone.localdate(sent),
        inbox_key=inbox_key,
        wrapped_key=keys.wrap(bytes(inbox_key.public_key), key, places.report_key(filled.id)),
        body=box.seal(key, sending.body(filled, sent), places.report_body(filled.id)),
        lookup=lookup,
        answers_key=answers_key,
    )


def moment(day: date, at: time = SENT_AT) -> datetime:
    """A day at the hour at which things are sent."""
    return timezone.make_aware(datetime.combine(day, at))
