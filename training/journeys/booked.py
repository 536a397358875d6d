"""Writing bookings: each change is an event of the log, and the row follows in the same transaction.

Whoever changes a booking holds the session's row first and the learner's after it, always in this order.
"""

from datetime import datetime
from typing import Any

from django.db.models import Max

from training.journeys.recording import locked, record
from training.models import Booking, BookingMail, Event, Learner, Session, SessionVersion

Kind = Event.Kind
State = Booking.State
STATES = {
    Kind.BOOKED: State.BOOKED,
    Kind.PLACE_GIVEN: State.BOOKED,
    Kind.WAITLISTED: State.WAITING,
    Kind.CANCELLED: State.CANCELLED,
    Kind.ATTENDED: State.ATTENDED,
    Kind.ABSENT: State.ABSENT,
}
LIVE = (State.BOOKED, State.WAITING)
WITH_PLACE = (State.BOOKED, State.ATTENDED, State.ABSENT)
# Of two bookings of one person for one session the one that stands; the first counts most.
RANK = (State.ATTENDED, State.ABSENT, State.BOOKED, State.WAITING, State.CANCELLED)


def held(session: Session) -> Session:
    """The session's row, held until the transaction ends, so that one place is given at a time."""
    return Session.objects.select_for_update().get(pk=session.pk)


def newest(session: Session) -> SessionVersion:
    """What is told of a session now."""
    return SessionVersion.objects.get(session=session, number=session.number)


def free_place(session: Session, *, at_the_door: bool = False) -> int | None:
    """The lowest number that nobody has; None if it is full. At the door there is always one more chair."""
    taken = set(Booking.objects.filter(session=session, place__isnull=False).values_list("place", flat=True))
    if len(taken) >= session.capacity and not at_the_door:
        return None
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def next_turn(session: Session) -> int:
    """Behind everybody who asked before."""
    return (Booking.objects.filter(session=session).aggregate(last=Max("turn"))["last"] or 0) + 1


def change(
    booking: Booking, kind: Event.Kind, at: datetime, by: Any = None, place: int | None = None, **about: Any
) -> Event:
    """Record what happened to a booking, and let its row follow. The caller holds both rows."""
    session = booking.session
    about.setdefault("data", {})
    event = record(
        booking.learner,
        kind,
        at,
        by,
        activity_id=session.activity_id,
        session_version=newest(session),
        **about,
    )
    booking.state = STATES[kind]
    booking.place = place if booking.state in WITH_PLACE else None
    booking.changes = booking.changes + 1 if booking.pk else 0
    booking.changed_at = at
    booking.save()
    return event


def tell(booking: Booking, kind: BookingMail.Kind, at: datetime, about: str = "") -> None:
    """Leave an e-mail to be sent; the same is told once."""
    BookingMail.objects.get_or_create(
        booking=booking,
        kind=kind,
        about=about or str(booking.changes),
        defaults={"version": newest(booking.session), "made_at": at},
    )


def hold_learner(booking: Booking) -> Learner:
    """Whoever booked, held; the booking is read again as it is by then."""
    learner = locked(booking.learner)
    booking.refresh_from_db()
    return learner
