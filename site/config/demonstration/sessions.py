"""The demonstration's sessions of live events, with who booked and who came, through the journeys."""

from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from config.demonstration.history import Acting
from config.demonstration.reading import read
from config.languages import SOURCE
from signposting.models import Location
from training.dates import LONDON, add_days, day_of
from training.journeys.attending import mark
from training.journeys.booking import book
from training.journeys.scheduling import call_off, save_session
from training.models import Activity, Agency, Booking, BookingMail, Learner, LiveEventPage, Session
from training.models.agency import current

SESSIONS = "training/demonstration/sessions.yaml"
ANNOUNCED_DAYS_BEFORE = 60


def load_sessions(cast: Acting, agencies: dict[str, Agency]) -> None:
    """Every session: made, booked, held. Nobody is written to about what is only told."""
    activities = {
        page.slug: Activity.objects.get(key=page.translation_key)
        for page in LiveEventPage.objects.filter(locale__language_code=SOURCE, live=True)
    }
    for data in read(SESSIONS):
        session, announced = _made(cast, data, activities[data["event"]])
        _book(session, announced, data["book"], agencies)
        if "came" in data:
            for number, booking in enumerate(session.bookings.filter(state=Booking.State.BOOKED).order_by("turn")):
                mark(cast.manager, booking, number < data["came"], session.ends_at)
        if "called_off" in data:
            call_off(cast.manager, session, data["called_off"], cast.ago(1))
    told = cast.ago(0)
    BookingMail.objects.update(claimed_at=told, sent_at=told)


def _made(cast: Acting, data: dict[str, Any], activity: Activity) -> tuple[Session, datetime]:
    day = add_days(day_of(cast.ago(0)), data["days"])
    starts, ends = (datetime.combine(day, time.fromisoformat(data[name]), LONDON) for name in ("from", "to"))
    announced = min(starts - timedelta(days=ANNOUNCED_DAYS_BEFORE), cast.ago(2))
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
    return save_session(cast.manager, session, announced), announced


def _book(session: Session, announced: datetime, wanted: dict[str, int], agencies: dict[str, Agency]) -> None:
    number = 0
    for code, many in wanted.items():
        members = Learner.objects.filter(
            current(day_of(announced), "memberships__"), memberships__agency=agencies[code], user__isnull=False
        )
        for learner in islice(members.order_by("pk").distinct(), many):
            number += 1
            book(learner.user, session, SOURCE, announced + timedelta(hours=5 * number))
