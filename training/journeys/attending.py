"""Who was at a session. Being there completes the live event, in the same transaction; a wrong mark is answered."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from config.languages import SOURCE
from training.dates import day_of
from training.errors import BookingClosedError, NotThereError, TooEarlyError
from training.journeys.authority import require_led
from training.journeys.booked import change, free_place, held, hold_learner, next_turn
from training.journeys.deciding import withdraw
from training.journeys.event_publishing import ATTENDANCE
from training.journeys.learning import part_was_done
from training.journeys.recording import locked, record, refresh
from training.models import Activity, Booking, Event, Learner, LiveEventPage, Registration, Session

Kind = Event.Kind
State = Booking.State


def register_of(user: Any, session: Session) -> "QuerySet[Booking]":
    """The bookings of a session that somebody sees: of those whom they look after today."""
    led = Learner.objects.led_by(user).values("pk")
    found = Booking.objects.filter(session=session, learner__in=led, learner__user__isnull=False)
    return found.select_related("learner__user", "session").order_by(
        "learner__user__last_name", "learner__user__first_name", "pk"
    )


def mark(by: Any, booking: Booking, came: bool, at: datetime | None = None) -> Booking:
    """Somebody was there, or was not. Marking it again another way puts a wrong mark right: the log keeps both.

    Being there completes the live event on its day; taking that back withdraws the completion and its certificate.
    Raises NotYoursError, TooEarlyError before its day, NotThereError for a booking that was cancelled.
    """
    moment = at or timezone.now()
    require_led(by, booking.learner)
    with transaction.atomic():
        session = held(booking.session)
        hold_learner(booking)
        booking.session = session
        if day_of(moment) < day_of(session.starts_at):
            raise TooEarlyError
        if booking.state == (State.ATTENDED if came else State.ABSENT):
            return booking
        if session.cancelled_at or booking.state == State.CANCELLED:
            raise NotThereError
        _mark(by, booking, came, moment)
    return booking


def add_at_the_door(by: Any, session: Session, learner: Learner, language: str, at: datetime | None = None) -> Booking:
    """Somebody came without a place, and was there. There is always one more chair, and it is on record.

    Raises NotYoursError, TooEarlyError, and BookingClosedError if it was called off.
    """
    moment = at or timezone.now()
    require_led(by, learner)
    with transaction.atomic():
        session = held(session)
        learner = locked(learner)
        if session.cancelled_at:
            raise BookingClosedError
        if day_of(moment) < day_of(session.starts_at):
            raise TooEarlyError
        booking = Booking.objects.filter(session=session, learner=learner).first()
        if booking is None:
            booking = Booking(session=session, learner=learner, language=language, turn=next_turn(session))
        booking.session, booking.learner = session, learner
        if booking.state == State.CANCELLED or not booking.pk:
            place = free_place(session, at_the_door=True)
            change(booking, Kind.BOOKED, moment, by, place=place, data={"how": "at the door"})
        if booking.state != State.ATTENDED:
            _mark(by, booking, True, moment)
    return booking


def _mark(by: Any, booking: Booking, came: bool, at: datetime) -> None:
    session = booking.session
    place = booking.place or free_place(session, at_the_door=True)
    if came:
        registration = _begin(booking, by, min(at, session.ends_at))
        change(booking, Kind.ATTENDED, at, by, place=place, registration=registration)
        _complete(booking, registration, by, min(at, session.ends_at))
        return
    if booking.state == State.ATTENDED:
        _take_back(by, booking, at)
    change(booking, Kind.ABSENT, at, by, place=place)


def _begin(booking: Booking, by: Any, at: datetime) -> Registration:
    learner, activity = booking.learner, booking.session.activity
    version = activity.versions.filter(published_at__lte=at).order_by("-number").first()
    version = version or activity.versions.order_by("number").first()
    if version is None:
        raise NotThereError
    registration = Registration.objects.create(
        learner=learner,
        activity=activity,
        version=version,
        number=Registration.objects.filter(learner=learner, activity=activity).count() + 1,
        language=booking.language,
        started_at=at,
    )
    record(learner, Kind.STARTED, at, by, registration=registration, activity=activity)
    return registration


def _complete(booking: Booking, registration: Registration, by: Any, at: datetime) -> None:
    part_was_done(booking.learner, registration, ATTENDANCE, at)
    other = counts_as(booking.session.activity)
    if other is not None:
        newest = other.versions.filter(published_at__lte=at).order_by("-number").first()
        data = {"version": newest.number if newest else 0}
        record(booking.learner, Kind.COUNTED, at, by, registration=registration, activity=other, data=data)
        refresh([booking.learner.pk])


def counts_as(event: Activity) -> Activity | None:
    """The module or package that a live event stands for as well, as its page says today."""
    page = LiveEventPage.objects.filter(translation_key=event.key, locale__language_code=SOURCE).first()
    return page.counts_as if page else None


def _take_back(by: Any, booking: Booking, at: datetime) -> None:
    marks = Event.objects.filter(
        Q(learner=booking.learner) | Q(learner__merged_into=booking.learner),
        kind=Kind.ATTENDED,
        session_version__session=booking.session,
    )
    last = marks.order_by("-id").first()
    completed = Event.objects.filter(registration=last.registration_id if last else None, kind=Kind.COMPLETED).first()
    if completed is not None:
        withdraw(by, completed, at)
