"""One mail a learner a day, claimed before it is sent and marked afterwards, so that none is ever sent twice."""

import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from training.dates import LONDON
from training.models import Learner, ReminderMail

logger = logging.getLogger(__name__)

One = TypeVar("One")
# Nobody is written to at night.
HOURS = range(8, 20)
AT_ONCE = 500
# A worker has other things to do.
SECONDS = 30.0


def by_day() -> bool:
    """Whether it is an hour at which people are written to."""
    return timezone.now().astimezone(LONDON).hour in HOURS


def send_each(waiting: Iterable[One], send: Callable[[One, Any], bool], seconds: float = math.inf) -> int:
    """Send what waits over one connection until the time is over; how many were sent.

    Nobody is called if nothing waits. Raises OSError, before anything is claimed, if the mail server cannot be reached.
    """
    sent, until = 0, time.monotonic() + seconds
    connection = get_connection()
    try:
        for one in waiting:
            if time.monotonic() > until:
                break
            connection.open()
            sent += send(one, connection)
    finally:
        connection.close()
    return sent


def some_at_a_time(rows: Any, learner_of: Callable[[Any], Learner]) -> Iterator[Any]:
    """Rows by key, as far as their learner can be written to; a query for some hundred."""
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        for one in found:
            user = learner_of(one).user
            if user is not None and user.is_active and user.email:
                yield one
        last = found[-1].pk


def claim(learner: Learner, day: date, write: Callable[[ReminderMail], Any]) -> ReminderMail | None:
    """The day's mail and the rows that `write` makes, kept before anything is sent.

    None if another process has them, or the learner has had a mail on this day.
    """
    try:
        with transaction.atomic():
            # Whoever was erased or switched off since their rows were read is not written to.
            if not Learner.objects.select_for_update(of=("self",)).filter(pk=learner.pk, user__is_active=True).exists():
                return None
            mail = ReminderMail.objects.create(learner=learner, day=day)
            write(mail)
    except IntegrityError:
        return None
    return mail


def deliver(mail: ReminderMail, make: Callable[[], EmailMessage]) -> bool:
    """Make it, send it, mark it. One that is refused is logged without a name, and must not silence the others."""
    try:
        make().send()
    except Exception:
        logger.exception("Training mail %s was not sent", mail.pk)
        return False
    ReminderMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return True
