"""Sessions as iCalendar files (RFC 5545, RFC 5546): one UID for good, a sequence that only grows, Europe/London."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from pages.addresses import absolute
from training.dates import LONDON, day_of
from training.journeys.events import ShownSession
from training.models import Booking

# A calendar that is told of the day needs the rules of summer time around it.
AROUND = timedelta(days=400)


def public_calendar(shown: ShownSession) -> bytes:
    """For everybody: no link to join, and called off if it is."""
    return _file(shown, "PUBLISH", shown.session.number, absolute(shown.event.url))


def booking_calendar(shown: ShownSession, booking: Booking, method: str = "PUBLISH") -> bytes:
    """For whoever booked: with the link to join if they have a place; cancelled if they have none any more.

    `method` REQUEST is for an e-mail, from which calendars put it in, move it, or (CANCEL) take it out again.
    """
    is_off = booking.state == Booking.State.CANCELLED
    return _file(
        shown,
        "CANCEL" if method == "REQUEST" and is_off else method,
        shown.session.number + booking.changes,
        absolute(shown.learn_url),
        booking=booking,
        is_off=is_off,
    )


def _file(
    shown: ShownSession,
    method: str,
    sequence: int,
    address: str,
    booking: Booking | None = None,
    *,
    is_off: bool = False,
) -> bytes:
    session = shown.session
    calendar = Calendar()
    calendar.add("prodid", "-//Lantern//Live events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    first, last = day_of(session.starts_at), day_of(session.ends_at)
    calendar.add_component(Timezone.from_tzid("Europe/London", first_date=first - AROUND, last_date=last + AROUND))
    event = Event()
    event.add("uid", f"{session.key}@lantern")
    event.add("sequence", sequence)
    told = [at for at in (session.told_at, booking.changed_at if booking else None) if at]
    event.add("dtstamp", max(told, default=session.starts_at))
    event.add("dtstart", session.starts_at.astimezone(LONDON))
    event.add("dtend", session.ends_at.astimezone(LONDON))
    event.add("summary", shown.event.title)
    has_place = booking is not None and booking.state in (Booking.State.BOOKED, Booking.State.ATTENDED)
    link = session.link if has_place else ""
    event.add("location", shown.place or link or _("Online"))
    event.add("description", "\n".join(part for part in (shown.event.summary, link, address) if part))
    event.add("url", address)
    off = is_off or session.cancelled_at is not None
    waits = booking is not None and booking.state == Booking.State.WAITING
    event.add("status", "CANCELLED" if off else "TENTATIVE" if waits else "CONFIRMED")
    if method in ("REQUEST", "CANCEL") and booking is not None:
        _invite(event, booking)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _invite(event: Event, booking: Booking) -> None:
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["cn"] = vText(settings.SITE_NAME)
    event["organizer"] = organizer
    user = booking.learner.user
    if user is not None:
        attendee = vCalAddress(f"mailto:{user.email}")
        attendee.params["cn"] = vText(user.get_full_name() or user.email)
        attendee.params["partstat"] = vText("ACCEPTED")
        event.add("attendee", attendee, encode=False)
