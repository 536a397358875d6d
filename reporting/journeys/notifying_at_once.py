"""Telling the desk at once that somebody may be in danger: no content, no number, and no trace of the hour here.

Everything else waits for the fixed hours of `notifying`.
"""

import time
from collections import deque
from contextlib import suppress
from threading import Lock, Thread

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from reporting.journeys.admitting import officers

HOUR = 60 * 60
# Each process counts for itself. Whoever floods the form wakes nobody more often; the fixed hours tell of the rest.
MOST_AN_HOUR = 3
PATIENCE_SECONDS = 30
NAME = "urgent-mail"

_lock = Lock()
_sent: deque[float] = deque()


def tell_at_once() -> Thread | None:
    """Send every officer an e-mail, beside the request. None if enough were sent within the hour, or none can be.

    Never raises: what goes wrong with mail must not cost a report. It is not logged either, because a line of a log
    keeps the time of the visit; at the next fixed hour the batch meets the same mail server and says what is wrong.
    """
    # Without a mail server mail becomes files: they would wake nobody, and keep the time.
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return None
    with suppress(Exception):
        addresses = [person.email for person in officers()]
        if addresses and _may_send():
            # Not a task: the queue's finished rows say when each was put in.
            thread = Thread(target=_send, args=(addresses,), name=NAME, daemon=True)
            thread.start()
            return thread
    return None


def forget_what_was_sent() -> None:
    """Begin the hour anew. For tests, which share one process."""
    _sent.clear()


def _may_send() -> bool:
    now = time.monotonic()
    with _lock:
        while _sent and _sent[0] < now - HOUR:
            _sent.popleft()
        if len(_sent) >= MOST_AN_HOUR:
            return False
        _sent.append(now)
        return True


def _send(addresses: list[str]) -> None:
    subject = "Something at the desk cannot wait"
    text = (
        f"{subject}.\n\nSign in to read it now: {settings.PUBLIC_URL}{reverse('desk_inbox')}\n\n"
        "This message says nothing about what came. It is sent at once, because somebody may be in danger.\n"
    )
    with suppress(Exception), get_connection(timeout=PATIENCE_SECONDS) as connection:
        for address in addresses:
            # One address that is refused must not silence the others.
            with suppress(Exception):
                EmailMessage(subject, text, to=[address], connection=connection).send()
