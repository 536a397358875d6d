"""Sending the outbox: each record store in its own turn, so that one that is away holds no other back."""

import http.client
import logging
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from config.record_stores import StoreAccount
from training.dates import today
from training.journeys.telling import waiting_for
from training.models import OutgoingStatement
from training.xapi.statement import statement_of
from training.xapi.store import RecordStore

logger = logging.getLogger(__name__)

Answer = Future[tuple[int, int]]
AT_ONCE = 500
RUN_SECONDS = 20
LONGEST_REST = timedelta(hours=1)
LONGEST_WISH = timedelta(days=1)
# 409: it has a statement of this id already.
STORED = (200, 204, 409)
# The store has read the statement and will never take it. Anything else may be mended there, or in the settings here.
REFUSED = (400, 413, 422)


class Turn:
    """What waits for one store, sent one after another, the oldest first. `row` is under way."""

    row: OutgoingStatement

    def __init__(self, account: StoreAccount, pool: ThreadPoolExecutor) -> None:
        self.store, self.pool, self.sent = RecordStore(account), pool, 0
        self.rows: Iterator[OutgoingStatement] = iter(
            waiting_for(account.id).select_related(
                "event__learner__merged_into",
                "event__withdraws",
                "event__registration__activity",
                "event__registration__version__activity",
            )[:AT_ONCE]
        )

    def send_next(self) -> Answer | None:
        """Begin to send the next one; none if nothing is left. Only the talking is done beside the others."""
        for row in self.rows:
            # Its learner may have been erased while the ones before it were sent.
            if OutgoingStatement.objects.filter(pk=row.pk).exists():
                self.row = row
                return self.pool.submit(self.store.put, statement_of(row.event))
        return None

    def took(self, answer: Answer) -> bool:
        """Note what the store said of it; whether the next one may be tried."""
        try:
            status, wish = answer.result()
        except (OSError, http.client.HTTPException) as error:
            _rest(self.row, f"No answer: {type(error).__name__}", 0)
            return False
        if status in STORED:
            self.sent += 1
            OutgoingStatement.objects.filter(pk=self.row.pk).update(told_at=timezone.now(), problem="")
        elif status in REFUSED:
            OutgoingStatement.objects.filter(pk=self.row.pk).update(
                refused_on=today(), problem=f"Refused with {status}"
            )
            logger.error("%s was refused with %s", self.row, status)
        else:
            _rest(self.row, f"The store answered {status}", wish)
            return False
        return True


def send_waiting() -> int:
    """Send what waits to every store whose turn it is, for some seconds; gives how many statements they have now.

    While a store is away all that waits for it rests, longer each time and an hour at the most.
    """
    due = [account for account in settings.RECORD_STORES.values() if _is_due(account.id)]
    if not due:
        return 0
    until = time.monotonic() + RUN_SECONDS
    with ThreadPoolExecutor(len(due)) as pool:
        turns = [Turn(account, pool) for account in due]
        under_way = {answer: turn for turn in turns if (answer := turn.send_next())}
        while under_way:
            for answer in wait(under_way, return_when=FIRST_COMPLETED).done:
                turn = under_way.pop(answer)
                goes_on = turn.took(answer) and time.monotonic() < until
                if goes_on and (following := turn.send_next()):
                    under_way[following] = turn
    for turn in turns:
        turn.store.close()
    return sum(turn.sent for turn in turns)


def _is_due(store: str) -> bool:
    first = waiting_for(store).first()
    return first is not None and first.due_at <= timezone.now()


def _rest(row: OutgoingStatement, problem: str, wish: int) -> None:
    """The oldest stays the oldest, so that all that waits for this store waits for it."""
    rest = min(timedelta(minutes=2 ** min(row.tries, 10)), LONGEST_REST)
    rest = max(rest, min(timedelta(seconds=wish), LONGEST_WISH))
    OutgoingStatement.objects.filter(pk=row.pk).update(
        tries=row.tries + 1, due_at=timezone.now() + rest, problem=problem
    )
    logger.warning("The record store %s is away (%s); what waits for it rests for %s", row.store, problem, rest)
