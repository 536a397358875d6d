"""What becomes of bookings when their people are erased or two records become one.

Only the learners' rows are held here: whoever held a session's as well could wait for a booking that waits for them.
The places that become free are given on by training.journeys.booking.give_free_places.
"""

from datetime import datetime
from typing import Any

from training.journeys.booked import LIVE, RANK, State, change
from training.models import Booking, BookingMail, Event, Learner

Kind = Event.Kind


def withdraw_bookings(learner: Learner, at: datetime, by: Any) -> None:
    """Whoever is erased keeps no place, and is written to no more."""
    for booking in Booking.objects.filter(learner=learner, state__in=LIVE).select_related("session", "learner"):
        change(booking, Kind.CANCELLED, at, by, data={"why": "erased"})
    BookingMail.objects.filter(booking__learner=learner).delete()


def join_bookings(keep: Learner, gone: Learner, at: datetime, by: Any) -> None:
    """Two records become one: of two bookings for a session the one that counts most stands. Both rows are held."""
    theirs = {one.session_id: one for one in Booking.objects.filter(learner=keep).select_related("session", "learner")}
    for booking in Booking.objects.filter(learner=gone).select_related("session", "learner"):
        other = theirs.get(booking.session_id)
        if other is not None:
            loser = max(booking, other, key=rank)
            if loser.state in LIVE:
                change(loser, Kind.CANCELLED, at, by, data={"why": "merged"})
            loser.delete()
            if loser is booking:
                continue
        Booking.objects.filter(pk=booking.pk).update(learner=keep)


def rank(booking: Booking) -> int:
    """How much it counts; 0 is most."""
    return RANK.index(State(booking.state))
