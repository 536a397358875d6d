"""Telling a record store what was learnt (xAPI): through an outbox, so that nothing is lost while it is away."""

import http.client
import logging
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from training.dates import today
from training.models import Event, Learner, Membership, OutgoingStatement
from training.xapi.statement import statement_of, verb_of
from training.xapi.store import RecordStore

logger = logging.getLogger(__name__)

AT_ONCE = 500
RUN_SECONDS = 20
LONGEST_REST = timedelta(hours=1)
LONGEST_WISH = timedelta(days=1)
# 409: it has a statement of this id already.
STORED = (200, 204, 409)
# The store has read the statement and will never take it. Anything else may be mended there, or in the settings here.
REFUSED = (400, 413, 422)


def put(event: Event) -> None:
    """Put it into the outbox, in the caller's transaction, if a record store is to hear of it."""
    if settings.LRS_URL and verb_of(event) and _is_told(event.learner):
        OutgoingStatement.objects.create(event=event, due_at=event.recorded_at)


def _is_told(learner: Learner) -> bool:
    """Whether the store is for this learner's agency; without LRS_AGENCIES it is for everybody."""
    if not settings.LRS_AGENCIES:
        return True
    whose = learner.merged_into_id or learner.pk
    return Membership.objects.filter(learner=whose, agency__name__in=settings.LRS_AGENCIES, ended_on=None).exists()


def send_waiting() -> int:
    """Send what waits, the oldest first, for some seconds; gives how many the store has now.

    While the store is away the whole outbox rests, longer each time and an hour at the most.
    """
    waiting = OutgoingStatement.objects.filter(refused_on=None)
    first = waiting.first() if settings.LRS_URL else None
    if first is None or first.due_at > timezone.now():
        return 0
    until, sent = time.monotonic() + RUN_SECONDS, 0
    with RecordStore() as store:
        for row in waiting.select_related(
            "event__learner__merged_into",
            "event__withdraws",
            "event__registration__activity",
            "event__registration__version__activity",
        )[:AT_ONCE]:
            if time.monotonic() > until or not _sent(store, row):
                break
            sent += 1
    return sent


def _sent(store: RecordStore, row: OutgoingStatement) -> bool:
    """Whether the next one may be tried."""
    if not OutgoingStatement.objects.filter(pk=row.pk).exists():
        # Its learner was erased while the ones before it were sent.
        return True
    try:
        status, wait = store.put(statement_of(row.event))
    except (OSError, http.client.HTTPException) as error:
        _rest(row, f"No answer: {type(error).__name__}", 0)
        return False
    if status in STORED:
        row.delete()
    elif status in REFUSED:
        OutgoingStatement.objects.filter(pk=row.pk).update(refused_on=today(), problem=f"Refused with {status}")
        logger.error("The record store refused the statement of event %s with %s", row.event_id, status)
    else:
        _rest(row, f"The store answered {status}", wait)
        return False
    return True


def _rest(row: OutgoingStatement, problem: str, wait: int) -> None:
    """The oldest stays the oldest, so that the whole outbox waits for it."""
    rest = min(timedelta(minutes=2 ** min(row.tries, 10)), LONGEST_REST)
    rest = max(rest, min(timedelta(seconds=wait), LONGEST_WISH))
    OutgoingStatement.objects.filter(pk=row.pk).update(
        tries=row.tries + 1, due_at=timezone.now() + rest, problem=problem
    )
    logger.warning("The record store is away (%s); the outbox rests for %s", problem, rest)


def try_again() -> int:
    """At once, also what was refused; gives how many statements wait."""
    OutgoingStatement.objects.update(refused_on=None, due_at=timezone.now(), tries=0)
    return OutgoingStatement.objects.count()


def told_no_more(accounts: list[int]) -> None:
    """Erasure: what was not sent is not sent any more, and nothing here leads to the account that a store knows."""
    OutgoingStatement.objects.filter(event__learner__in=accounts).delete()
