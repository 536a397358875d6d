"""E-mails about a booking, in the language of whoever gets them, with the session for their calendar."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from training.addresses import YOUR_EVENTS
from training.journeys.booking import position
from training.journeys.booking_for_people import acted, name_of
from training.journeys.calendar_files import booking_calendar
from training.journeys.events import shown_sessions
from training.models import Booking, BookingMail, Session
from training.wording_of_mails import language_of

Kind = BookingMail.Kind
BY_SOMEBODY = (Kind.BOOKED, Kind.WAITING, Kind.CANCELLED)


def booking_mail(mail: BookingMail, connection: Any) -> EmailMessage:
    """The mail as things stand now."""
    booking = mail.booking
    user: Any = booking.learner.user
    language = language_of(user)
    with translation.override(language):
        shown = shown_sessions(Session.objects.filter(pk=booking.session_id), language, also_taken_down=True)
        one = shown[0]
        context = {
            "name": user.first_name,
            "kind": mail.kind,
            "who": _isolated(name_of(acted(booking))) if mail.kind in BY_SOMEBODY else "",
            "one": one,
            "link": one.session.link if booking.state == Booking.State.BOOKED else "",
            "because": one.session.cancelled_because,
            "position": position(booking) if booking.state == Booking.State.WAITING else 0,
            "waits": booking.state == Booking.State.WAITING,
            "address": f"{settings.PUBLIC_URL}/{language}/{YOUR_EVENTS}{booking.session.key}/",
            "site_name": settings.SITE_NAME,
        }
        subject = " ".join(render_to_string("training/email/booking_subject.txt", context).split())
        text = render_to_string("training/email/booking.txt", context)
        message = EmailMessage(subject, text, to=[user.email], connection=connection)
        if mail.kind != Kind.WAITING and not context["waits"]:
            calendar = booking_calendar(one, booking, "REQUEST").decode()
            method = "CANCEL" if "METHOD:CANCEL" in calendar else "REQUEST"
            message.attach("event.ics", calendar, f"text/calendar; method={method}")
    return message


def _isolated(name: str) -> str:
    """A name keeps its direction in a line of another (Unicode's first strong isolate)."""
    return f"\u2068{name}\u2069" if name else ""
