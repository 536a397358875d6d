"""Booking a place at a session, waiting for one, giving it back. The last place is given once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from training.dates import day_of
from training.errors import BookingClosedError, NotThereError, TooLateError
from training.journeys.authority import require_own
from training.journeys.belonging import learner_of
from training.journeys.booked import LIVE, change, free_place, held, hold_learner, next_turn, tell
from training.journeys.recording import locked
from training.models import Booking, BookingMail, Event, Learner, Membership, Session
from training.models.agency import current

Kind = Event.Kind
State = Booking.State
Mail = BookingMail.Kind


def bookable_by(learner: Learner, at: datetime) -> "QuerySet[Session]":
    """The sessions that somebody may see and, while they are open, book: public ones, and those of their agencies."""
    day = day_of(at)
    theirs = Membership.objects.filter(current(day), learner=learner, agency__isnull=False).values("agency")
    offered = Q(activity__retired_on=None) | Q(activity__retired_on__gt=day)
    found = Session.objects.filter(offered, Q(agency=None) | Q(agency__in=theirs), number__gt=0)
    return found.filter(ends_at__gt=at).order_by("starts_at", "pk")


def book(user: Any, session: Session, language: str, at: datetime | None = None) -> Booking:
    """A place, or a place on the waiting list if there is none. Twice is once.

    Raises BookingClosedError, and TooLateError for whoever was already marked there or absent.
    """
    with transaction.atomic():
        session = held(session)
        return take(session, locked(learner_of(user)), language, at or timezone.now())


def take(session: Session, learner: Learner, language: str, at: datetime, by: Any = None) -> Booking:
    """The same for a learner, by somebody else if `by` is given. The caller holds both rows.

    Raises BookingClosedError and TooLateError as above.
    """
    booking = Booking.objects.filter(session=session, learner=learner).first()
    if booking is not None and booking.state in LIVE:
        return booking
    if booking is not None and booking.state != State.CANCELLED:
        raise TooLateError
    if session.cancelled_at or at >= session.closes_at or not _may_book(learner, session, at):
        raise BookingClosedError
    booking = booking or Booking(session=session, learner=learner)
    booking.session, booking.learner, booking.language = session, learner, language
    booking.turn = next_turn(session)
    place = None if _others_wait(session) else free_place(session)
    change(booking, Kind.BOOKED if place else Kind.WAITLISTED, at, by, place=place)
    tell(booking, Mail.BOOKED if place else Mail.WAITING, at)
    move_up(session, at)
    booking.refresh_from_db()
    return booking


def _may_book(learner: Learner, session: Session, at: datetime) -> bool:
    return bookable_by(learner, at).filter(pk=session.pk).exists()


def _others_wait(session: Session) -> bool:
    return Booking.objects.filter(session=session, state=State.WAITING).exists()


def cancel_booking(user: Any, booking: Booking, at: datetime | None = None) -> Booking:
    """Give a place back, or leave the waiting list; whoever waits longest gets it. Twice is once.

    Raises NotYoursError, TooLateError once it has begun, and NotThereError for a session that was called off.
    """
    require_own(user, booking.learner)
    return give_back(booking, "own", at or timezone.now())


def give_back(booking: Booking, why: str, at: datetime, by: Any = None) -> Booking:
    """The same, by somebody else if `by` is given. The caller has asked whether they may."""
    with transaction.atomic():
        session = held(booking.session)
        booking.session = session
        hold_learner(booking)
        booking.session = session
        if booking.state == State.CANCELLED:
            return booking
        if session.cancelled_at:
            raise NotThereError
        if at >= session.starts_at or booking.state not in LIVE:
            raise TooLateError
        change(booking, Kind.CANCELLED, at, by, data={"why": why})
        tell(booking, Mail.CANCELLED, at)
        move_up(session, at)
    return booking


def move_up(session: Session, at: datetime) -> int:
    """Give what places are free to those who wait, in their order, until it starts; how many got one.

    The caller holds the session's row.
    """
    given = 0
    if session.cancelled_at or at >= session.starts_at:
        return given
    waiting = Booking.objects.filter(session=session, state=State.WAITING).select_related("learner")
    for booking in waiting.order_by("turn"):
        place = free_place(session)
        if place is None:
            break
        learner = hold_learner(booking)
        booking.session = session
        if booking.state != State.WAITING or learner.user_id is None:
            continue
        change(booking, Kind.PLACE_GIVEN, at, place=place)
        tell(booking, Mail.PLACE_GIVEN, at)
        given += 1
    return given


def give_free_places(at: datetime | None = None) -> int:
    """The same wherever somebody waits: places become free when people are erased or two accounts become one, too."""
    moment, given = at or timezone.now(), 0
    waited_for = Session.objects.filter(cancelled_at=None, starts_at__gt=moment, bookings__state=State.WAITING)
    for session in waited_for.distinct():
        with transaction.atomic():
            given += move_up(held(session), moment)
    return given


def position(booking: Booking) -> int:
    """How many people get a place before somebody who waits, and they: 1 is next."""
    ahead = Booking.objects.filter(session=booking.session_id, state=State.WAITING, turn__lt=booking.turn)
    return ahead.count() + 1


def own_booking(user: Any, session: Session) -> Booking | None:
    """What this person has booked of a session."""
    found = Booking.objects.filter(session=session, learner=learner_of(user)).select_related("session", "learner__user")
    return found.first()


def bookings_of(learner: Learner, at: datetime) -> "QuerySet[Booking]":
    """What somebody has booked or waits for and has not ended, called-off sessions among it, the first first."""
    called_off = Q(
        state=State.CANCELLED, session__cancelled_at__isnull=False, changed_at__gte=F("session__cancelled_at")
    )
    found = Booking.objects.filter(Q(state__in=LIVE) | called_off, learner=learner, session__ends_at__gt=at)
    return found.order_by("session__starts_at", "pk")


def attended_by(learner: Learner) -> "QuerySet[Booking]":
    """Where somebody was, the latest first."""
    return Booking.objects.filter(learner=learner, state=State.ATTENDED).order_by("-session__starts_at", "-pk")
