"""The demonstration's sessions of live events; and who booked and who came, through the journeys."""

from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from config.demonstration.reading import read
from config.languages import SOURCE
from people.models import User
from people.roles import SITE_MANAGERS
from signposting.models import Location
from training.dates import LONDON, add_days, day_of
from training.journeys.attending import mark
from training.journeys.booking import book
from training.journeys.scheduling import call_off, save_session
from training.models import Activity, Agency, Booking, BookingMail, Learner, LiveEventPage, Session, SessionVersion
from training.models.agency import current

SESSIONS = "training/demonstration/sessions.yaml"
ANNOUNCED_DAYS_BEFORE = 60
SATURDAY = 5


def load_sessions() -> None:
    """Every session, so many days from today; nothing where the settings name no site manager."""
    manager = User.objects.filter(groups__name=SITE_MANAGERS).first()
    if manager is None:
        return
    now = timezone.now()
    activities = {
        page.slug: Activity.objects.get(key=page.translation_key)
        for page in LiveEventPage.objects.filter(locale__language_code=SOURCE, live=True)
    }
    for data in read(SESSIONS):
        session = made(manager, data, activities[data["event"]], now)
        if "called_off" in data:
            call_off(manager, session, data["called_off"], now - timedelta(days=1))


def made(manager: User, data: dict[str, Any], activity: Activity, now: datetime) -> Session:
    """One of them, announced some weeks before."""
    day = add_days(day_of(now), data["days"])
    # Nobody trains at the weekend.
    day = add_days(day, max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)
    starts, ends = (datetime.combine(day, time.fromisoformat(data[name]), LONDON) for name in ("from", "to"))
    session = Session(
        activity=activity,
        starts_at=starts,
        ends_at=ends,
        language=data.get("language", SOURCE),
        location=Location.objects.get(code=data["location"]) if "location" in data else None,
        place=data.get("place", ""),
        access=data.get("access", ""),
        is_online=data.get("online", False),
        link=data.get("link", ""),
        capacity=data["capacity"],
        book_by=starts - timedelta(days=data["book_before"]) if "book_before" in data else None,
    )
    announced = min(starts - timedelta(days=ANNOUNCED_DAYS_BEFORE), now - timedelta(days=2))
    return save_session(manager, session, announced)


def book_sessions(manager: User, agencies: dict[str, Agency]) -> None:
    """Who booked, and who was there, once there are people. What happened long ago is written to nobody."""
    for data, session in zip(read(SESSIONS), Session.objects.order_by("pk"), strict=False):
        announced = SessionVersion.objects.get(session=session, number=1).made_at
        for number, learner in enumerate(_wanted(announced, data["book"], agencies)):
            book(learner.user, session, SOURCE, announced + timedelta(hours=5 * number))
        if "came" in data:
            for number, booking in enumerate(session.bookings.filter(state=Booking.State.BOOKED).order_by("turn")):
                mark(manager, booking, number < data["came"], session.ends_at)
    now = timezone.now()
    BookingMail.objects.update(claimed_at=now, sent_at=now)


def _wanted(announced: datetime, wanted: dict[str, int], agencies: dict[str, Agency]) -> list[Learner]:
    found: list[Learner] = []
    for code, many in wanted.items():
        members = Learner.objects.filter(
            current(day_of(announced), "memberships__"), memberships__agency=agencies[code], user__isnull=False
        )
        found += islice(members.order_by("pk").distinct(), many)
    return found
