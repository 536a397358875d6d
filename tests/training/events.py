"""What tests of live events need besides the partnership: a session, and people who book it."""

from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from icalendar import Calendar

from people.models import User
from tests.training.conftest import Partnership, person
from training.journeys import belonging
from training.journeys.booking import book
from training.journeys.booking_mails import send_booking_mails
from training.journeys.scheduling import save_session
from training.models import Activity, Booking, LiveEventPage, Session

STARTS = datetime.fromisoformat("2026-06-10T09:30:00+01:00")
BEFORE = STARTS - timedelta(days=40)
AFTER = STARTS + timedelta(hours=7)


def live_event(slug: str = "working-together") -> Activity:
    """One of the demonstration's."""
    page = LiveEventPage.objects.get(slug=slug, locale__language_code="en")
    return Activity.objects.get(key=page.translation_key)


def given(partnership: Partnership, capacity: int = 2, starts: datetime = STARTS, **about: Any) -> Session:
    """A session of the training day, told of forty days before."""
    session = Session(
        activity=live_event(),
        starts_at=starts,
        ends_at=starts + timedelta(hours=6),
        capacity=capacity,
        **{"place": "The Weaving Shed, 20 Example Street", **about},
    )
    return save_session(partnership.board, session, starts - timedelta(days=40))


def teachers(partnership: Partnership, number: int, **about: Any) -> list[User]:
    """People of the school."""
    found = []
    for place in range(number):
        user = person(f"teacher{place}@lantern.example")
        for name, value in about.items():
            setattr(user, name, value)
        user.save()
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, at=BEFORE)
        found.append(user)
    return found


def booked(session: Session, *users: User, at: datetime = BEFORE) -> list[Booking]:
    """They book one after the other."""
    return [book(user, session, "en", at + timedelta(minutes=place)) for place, user in enumerate(users)]


def state_of(session: Session, user: User) -> str:
    """Where somebody stands."""
    return Booking.objects.get(session=session, learner__user=user).state


def written_to(user: User, at: datetime = BEFORE) -> list[Any]:
    """Everything is sent; what this person got, the first first."""
    send_booking_mails(at)
    return [one for one in mail.outbox if one.to == [user.email]]


def in_calendar(file: str | bytes) -> Any:
    """The session of an iCalendar file, with the method as `METHOD`."""
    calendar: Any = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    event["METHOD"] = calendar["METHOD"]
    return event
