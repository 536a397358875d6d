"""E-mails about bookings: what was left to be sent, and reminders a week and a day before.

A mail is claimed, then sent, then marked, as reminders of requirements are: whoever is killed in between loses one mail
at most, and nobody gets two.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from training.dates import day_of
from training.journeys.booked import tell
from training.journeys.booking import give_free_places
from training.journeys.mailing import by_day, send_each
from training.models import Booking, BookingMail, Session
from training.wording_of_booking_mails import booking_mail

logger = logging.getLogger(__name__)

STEPS = (1, 7)
AT_ONCE = 200
Kind = BookingMail.Kind
State = Booking.State


def send_booking_mails(at: datetime | None = None) -> int:
    """Everything that waits, each in the language of whoever gets it; how many were sent.

    Raises OSError, before anything is claimed, if the mail server cannot be reached.
    """
    waiting = BookingMail.objects.filter(claimed_at=None).order_by("id").values_list("pk", flat=True)
    return send_each(list(waiting[:AT_ONCE]), partial(_claim_and_send, at or timezone.now()))


def _claim_and_send(at: datetime, pk: int, connection: Any) -> bool:
    if not BookingMail.objects.filter(pk=pk, claimed_at=None).update(claimed_at=at):
        return False
    try:
        return _send(pk, connection)
    except Exception:
        # One address that is refused must not silence the others. It names no person.
        logger.exception("Booking mail %s was not sent", pk)
        return False


def _send(pk: int, connection: Any) -> bool:
    mail = BookingMail.objects.select_related("booking__learner__user", "booking__session", "version").get(pk=pk)
    user = mail.booking.learner.user
    if user is None or not (user.is_active and user.email) or _is_stale(mail):
        return False
    booking_mail(mail, connection).send()
    BookingMail.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


def _is_stale(mail: BookingMail) -> bool:
    """Whether something newer is told anyway: a mail about a place that is gone again helps nobody."""
    booking = mail.booking
    needs = {
        Kind.BOOKED: (State.BOOKED,),
        Kind.PLACE_GIVEN: (State.BOOKED,),
        Kind.WAITING: (State.WAITING,),
        Kind.CHANGED: (State.BOOKED, State.WAITING),
        Kind.REMINDER: (State.BOOKED,),
        Kind.CANCELLED: (State.CANCELLED,),
    }.get(Kind(mail.kind))
    if needs is not None and booking.state not in needs:
        return True
    return mail.kind == Kind.CHANGED and mail.version.number < booking.session.number


def leave_reminders(at: datetime | None = None) -> int:
    """Leave a reminder for everybody with a place at what begins in a week or a day; how many are new.

    Whoever booked within the step is told by their booking. Another date is another reminder.
    """
    moment, left = at or timezone.now(), 0
    for session in _soon(moment):
        days = (day_of(session.starts_at) - day_of(moment)).days
        step = next(step for step in STEPS if days <= step)
        about = f"{day_of(session.starts_at).isoformat()} -{step}"
        begins = session.starts_at - timedelta(days=step)
        told = BookingMail.objects.filter(kind=Kind.REMINDER, about=about).values("booking")
        late = Booking.objects.filter(session=session, state=State.BOOKED, changed_at__lt=begins)
        for booking in late.exclude(pk__in=told).select_related("session"):
            with transaction.atomic():
                tell(booking, Kind.REMINDER, moment, about)
            left += 1
    return left


def _soon(at: datetime) -> Iterator[Session]:
    soon = at + timedelta(days=max(STEPS) + 1)
    for session in Session.objects.filter(cancelled_at=None, starts_at__gt=at, starts_at__lt=soon):
        if (day_of(session.starts_at) - day_of(at)).days <= max(STEPS):
            yield session


def write_to_people() -> int:
    """Places that became free are given, reminders left by day, and everything is sent. The clock calls it."""
    give_free_places()
    if by_day():
        leave_reminders()
    return send_booking_mails()
