"""Concerns: taking them in, and an inbox of a hundred thousand."""

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.demonstration.concerns import sealed
from config.demonstration.desk import SHEET
from people.models import User
from people.roles import DESK_MANAGERS
from reporting.journeys import listing, setting_up
from reporting.journeys.searching import Found, Wanted, search
from reporting.journeys.sending import Submission, send
from reporting.keyring import Keyring
from reporting.models import InboxKey, Report, Setup
from reporting.sealing import box, receipts

SENT = 40
WORDS = "He waits outside the school in a grey car. "


@dataclass(frozen=True)
class Desk:
    """What an inbox of many reports costs: queries of its page, and seconds and mebibytes of a search."""

    queries: int
    page_seconds: float
    searched: int
    search_seconds: float
    search_mebibytes: float


def submission(words: str = WORDS * 5) -> Submission:
    """A filled form."""
    return Submission(uuid4(), receipts.make(), "someone", "en", datetime.now(UTC), {"worry": words, "area": "BD3"})


def accepted() -> float:
    """Reports taken in per second, as a share of the same derivation, sealing and durable insert done bare."""
    per_second(bare)
    return per_second(send) / per_second(bare)


def per_second(take: Callable[[Submission], object]) -> float:
    """How many filled forms are taken in a second, one after another."""
    forms = [submission() for _ in range(SENT)]
    start = time.perf_counter()
    for filled in forms:
        take(filled)
    return SENT / (time.perf_counter() - start)


def bare(filled: Submission) -> None:
    """No lookup, no question whether the desk is open: the cryptography, and one row on the disk."""
    derived = receipts.derive(filled.receipt, bytes(Setup.objects.get(pk=1).receipt_salt))
    row = sealed(filled, desks_key(), derived.lookup, timezone.now())
    with transaction.atomic(durable=True):
        row.save(force_insert=True)


def desks_key() -> InboxKey:
    """The desk's key in use."""
    return InboxKey.objects.get(inbox=InboxKey.Inbox.DESK, retired=False)


def plant(number: int) -> None:
    """Closed and open reports, without the slow derivation: nobody comes back to them."""
    inbox_key = desks_key()
    for group in groups(number):
        rows = [sealed(submission(), inbox_key, box.new_key(), timezone.now()) for _ in range(group)]
        for place, row in enumerate(rows):
            row.status = Report.Status.CLOSED if place % 50 else Report.Status.OPEN
        Report.objects.bulk_create(rows)


def groups(number: int) -> Iterator[int]:
    """A thousand at a time."""
    for start in range(0, number, 1000):
        yield min(1000, number - start)


def desk(searched: int) -> Desk:
    """The inbox's page, and a search for a word that is nowhere, as the desk's manager."""
    manager = User.objects.filter(groups__name=DESK_MANAGERS).order_by("pk")[0]
    keyring = Keyring(setting_up.opened_by_sheet((settings.DATA_DIR / SHEET).read_text().splitlines()[2]))
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        listing.counts(keyring)
        listing.listed(manager, keyring, "open", 1)
    page_seconds = time.perf_counter() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, found, looked_at = time.perf_counter(), Found([], 0, 0, None), 0
    while looked_at < searched:
        found = search(manager, keyring, Wanted(words="submarine"), found.after, looked_at)
        looked_at = found.looked_at
        if found.after is None:
            break
    seconds = time.perf_counter() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Desk(len(queries), page_seconds, looked_at, seconds, grown / 1024)
