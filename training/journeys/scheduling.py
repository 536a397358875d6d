"""Making and changing sessions, and calling them off. Whoever has a place is told."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from training.dates import LONDON
from training.errors import NotThereError, TooLateError
from training.journeys.authority import require_session
from training.journeys.booked import LIVE, change, held, hold_learner, tell
from training.journeys.booking import move_up
from training.journeys.events import place_of
from training.models import Booking, BookingMail, Event, Session, SessionVersion

Mail = BookingMail.Kind
State = Booking.State


def save_session(by: Any, session: Session, at: datetime | None = None) -> Session:
    """Make a session, or change it: those who hold a place or wait are told of another time or place; places that are
    added go to those who wait. Raises NotYoursError, ValidationError, and NotThereError if it was called off.
    """
    require_session(by, session.agency)
    moment = at or timezone.now()
    session.full_clean()
    with transaction.atomic():
        before = held(session) if session.pk else None
        if before is not None:
            require_session(by, before.agency)
            if before.cancelled_at:
                raise NotThereError
            # Neither is in a form.
            session.number, session.told_at = before.number, before.told_at
        told = SessionVersion.objects.filter(session=session, number=session.number).first() if before else None
        said = said_of(session)
        if told is None or told.said != said:
            session.number, session.told_at = session.number + 1, moment
        session.save()
        if told is None or told.said != said:
            SessionVersion.objects.create(session=session, number=session.number, said=said, made_at=moment)
            if told is not None and session.ends_at > moment:
                _tell_everybody(session, Mail.CHANGED, moment)
        move_up(session, moment)
    return session


def said_of(session: Session) -> dict[str, Any]:
    """What people are told of a session; another such is a new version."""
    return {
        "starts_at": session.starts_at.astimezone(LONDON).isoformat(),
        "ends_at": session.ends_at.astimezone(LONDON).isoformat(),
        "place": place_of(session),
        "is_online": session.is_online,
        "link": session.link,
        "language": session.language,
        "is_cancelled": session.cancelled_at is not None,
    }


def _tell_everybody(session: Session, kind: BookingMail.Kind, at: datetime) -> None:
    for booking in Booking.objects.filter(session=session, state__in=LIVE).select_related("session"):
        booking.session = session
        tell(booking, kind, at, f"version {session.number}")


def call_off(by: Any, session: Session, because: str, at: datetime | None = None) -> Session:
    """It does not take place: bookings end, and everybody is told why. Twice is once, with the first reason.

    Raises NotYoursError, NotThereError without a reason, and TooLateError once it has ended.
    """
    moment, reason = at or timezone.now(), " ".join(because.split())[:300]
    with transaction.atomic():
        session = held(session)
        require_session(by, session.agency)
        if session.cancelled_at:
            return session
        if not reason:
            raise NotThereError
        if moment >= session.ends_at:
            raise TooLateError
        session.cancelled_at, session.cancelled_because = moment, reason
        session.number, session.told_at = session.number + 1, moment
        session.save()
        SessionVersion.objects.create(session=session, number=session.number, said=said_of(session), made_at=moment)
        for booking in Booking.objects.filter(session=session, state__in=LIVE).order_by("learner"):
            hold_learner(booking)
            booking.session = session
            if booking.state in LIVE:
                change(booking, Event.Kind.CANCELLED, moment, by, data={"why": "called off"})
                tell(booking, Mail.CALLED_OFF, moment)
    return session
