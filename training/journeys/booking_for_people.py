"""A lead books places for their people and cancels such a place, by the rules of a learner's own booking.

Who booked for whom is read in the log: the event of a booking names whoever made it, if that was not the learner.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from training.dates import today
from training.errors import BookingClosedError, NotYoursError, TooLateError
from training.journeys.authority import require_led
from training.journeys.booked import LIVE, held
from training.journeys.booking import give_back, take
from training.journeys.recording import locked
from training.models import Booking, Event, Learner, Membership, Session
from training.models.agency import current
from training.wording_of_mails import language_of

Kind = Event.Kind
ASKED = (Kind.BOOKED, Kind.WAITLISTED)


class Refused(Enum):
    """Why nobody was booked; each is said beside the person."""

    HAS_PLACE = "has a place already."
    WAITS = "is on the waiting list already."
    MARKED = "is on the register already, as there or not there."
    SWITCHED_OFF = "cannot sign in: the account is switched off. A site manager can switch it on."
    CLOSED = "cannot be booked: booking is over, it was called off, or it is only for other people."


@dataclass(frozen=True)
class Outcome:
    """What became of one of those who were to be booked."""

    learner: Learner
    booking: Booking | None = None
    refused: Refused | None = None


def people_for(by: Any, session: Session) -> "QuerySet[Learner]":
    """Whom somebody may book for a session: those whom they look after and it is for, and never themselves."""
    found = Learner.objects.led_by(by).filter(user__isnull=False).exclude(pk__in=Learner.objects.of(by))
    if session.agency_id:
        there = Membership.objects.filter(current(today()), agency=session.agency_id)
        found = found.filter(pk__in=there.values("learner"))
    return found.select_related("user")


def book_for(by: Any, session: Session, learners: Collection[Learner], at: datetime | None = None) -> list[Outcome]:
    """A place for each, or a place on the waiting list, in the order given; whoever cannot be booked keeps nobody back.

    Each is told in their language. Raises NotYoursError, before anybody is booked, if one of them is not this person's.
    """
    theirs = people_for(by, session).filter(pk__in=[one.pk for one in learners])
    if set(theirs.values_list("pk", flat=True)) != {one.pk for one in learners}:
        raise NotYoursError
    return [_booked(by, session, learner, at or timezone.now()) for learner in learners]


def _booked(by: Any, session: Session, learner: Learner, at: datetime) -> Outcome:
    user: Any = learner.user
    if not user.is_active:
        return Outcome(learner, refused=Refused.SWITCHED_OFF)
    try:
        with transaction.atomic():
            session = held(session)
            kept = locked(learner)
            booking = Booking.objects.filter(session=session, learner=kept, state__in=LIVE).first()
            if booking is not None:
                has_place = booking.state == Booking.State.BOOKED
                return Outcome(learner, booking, Refused.HAS_PLACE if has_place else Refused.WAITS)
            return Outcome(learner, take(session, kept, language_of(user), at, by))
    except TooLateError:
        return Outcome(learner, refused=Refused.MARKED)
    except BookingClosedError:
        return Outcome(learner, refused=Refused.CLOSED)


def cancel_for(by: Any, booking: Booking, at: datetime | None = None) -> Booking:
    """Cancel a place that was booked for somebody; they are told by whom. Twice is once.

    Raises NotYoursError for people of others and for what somebody booked themselves; TooLateError once it has begun,
    and NotThereError for a session that was called off.
    """
    require_led(by, booking.learner)
    if booked_by(booking) is None:
        raise NotYoursError
    return give_back(booking, "lead", at or timezone.now(), by)


def booked_by(booking: Booking) -> int | None:
    """The account of whoever booked this for its learner; None if they did it themselves."""
    return _last(booking, ASKED)


def name_of(account: int | None) -> str:
    """How a learner is told who acted for them, in the active language; empty for themselves."""
    if account is None:
        return ""
    user = get_user_model().objects.filter(pk=account).first()
    return " ".join(user.get_full_name().split()) if user and user.get_full_name() else _("Your training lead")


def acted(booking: Booking) -> int | None:
    """Whoever booked or cancelled this last, if it was not its learner."""
    return _last(booking, (*ASKED, Kind.CANCELLED))


def _last(booking: Booking, kinds: Collection[str]) -> int | None:
    theirs = Q(learner=booking.learner_id) | Q(learner__merged_into=booking.learner_id)
    found = Event.objects.filter(theirs, session_version__session=booking.session_id, kind__in=kinds)
    return found.order_by("-id").values_list("by", flat=True).first()


def booked_for(session: Session) -> set[int]:
    """The learners for whom somebody else booked, whatever has become of it; one query."""
    found = Event.objects.filter(session_version__session=session, kind__in=ASKED).order_by("id")
    last = {merged or learner: by for learner, merged, by in found.values_list("learner", "learner__merged_into", "by")}
    return {learner for learner, by in last.items() if by is not None}
