"""What a learner reads of their bookings."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from training.journeys.booked import LIVE
from training.journeys.booking import attended_by, bookings_of, position
from training.journeys.booking_for_people import booked_by, name_of
from training.journeys.events import ShownSession, shown_sessions
from training.models import Booking, Learner, Session

MOST = 20
State = Booking.State


@dataclass(frozen=True)
class ShownBooking:
    """A booking with its session; `position` on the waiting list is 0 for whoever does not wait.

    `booked_by` names whoever booked it for them (HTML), and is empty if they did it themselves.
    """

    booking: Booking
    shown: ShownSession
    position: int = 0
    booked_by: str = ""

    @property
    def says(self) -> str:
        """How it stands."""
        if self.shown.session.cancelled_at:
            return _("This does not take place.")
        if self.position:
            return _("You are on the waiting list. Your number is %(number)s.") % {"number": self.position}
        return says(self.booking)

    @property
    def has_place(self) -> bool:
        """Whether there is one for them."""
        return self.booking.state == State.BOOKED and self.shown.session.cancelled_at is None

    @property
    def can_cancel(self) -> bool:
        """Whether it can still be given back."""
        is_live = self.booking.state in (State.BOOKED, State.WAITING) and self.shown.session.cancelled_at is None
        return is_live and timezone.now() < self.shown.session.starts_at

    @property
    def can_book(self) -> bool:
        """Whether it was given back and can be asked for again."""
        return self.booking.state == State.CANCELLED and self.shown.is_open


def says(booking: Booking) -> str:
    """A booking's state in a sentence."""
    return {
        State.BOOKED: _("You have a place."),
        State.WAITING: _("All places are taken. You are on the waiting list. We write to you if a place becomes free."),
        State.CANCELLED: _("You have no place any more."),
        State.ATTENDED: _("You were there."),
        State.ABSENT: _("You were not there."),
    }[State(booking.state)]


def shown_booking(booking: Booking, shown: ShownSession) -> ShownBooking:
    """One of them, with the place on the waiting list, and who booked it for them."""
    who = name_of(booked_by(booking)) if booking.state in LIVE else ""
    return ShownBooking(
        booking,
        shown,
        position(booking) if booking.state == State.WAITING else 0,
        format_html("<bdi>{}</bdi>", who) if who else "",
    )


def own_events(learner: Learner, language: str) -> list[ShownBooking]:
    """What somebody has booked and is to come; a fixed number of queries."""
    ahead = Count(
        "session__bookings", filter=Q(session__bookings__state=State.WAITING, session__bookings__turn__lt=F("turn"))
    )
    return _shown(bookings_of(learner, timezone.now()).annotate(ahead=ahead), language)


def events_attended(learner: Learner, language: str) -> list[ShownBooking]:
    """Where somebody was, the latest first."""
    return _shown(attended_by(learner), language)


def _shown(found: Any, language: str) -> list[ShownBooking]:
    bookings = list(found[:MOST])
    if not bookings:
        return []
    sessions = shown_sessions(
        Session.objects.filter(pk__in=[one.session_id for one in bookings]), language, also_taken_down=True
    )
    known = {one.session.pk: one for one in sessions}
    return [
        ShownBooking(one, known[one.session_id], one.ahead + 1 if one.state == State.WAITING else 0)
        for one in bookings
        if one.session_id in known
    ]
