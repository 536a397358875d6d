"""Somebody joins two accounts of their own: signed in to one, they have proved by a code that the other's address is theirs.

What staff may do is never joined to anybody's record by such a code, and no second factor is passed by it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.core.mail import get_connection
from django.utils import timezone

from people.journeys.second_factor import has_one, has_staff_rights
from training.errors import NotThereError, SameRecordError, SecondFactorError, StaffAccountError
from training.journeys.belonging import learner_of, make_one
from training.journeys.booked import LIVE
from training.journeys.learning import theirs
from training.journeys.settling import memberships_of
from training.models import Booking, Certificate, Learner, Reflection
from training.wording_of_mails import joined_mail

logger = logging.getLogger(__name__)

OWN = "own"


@dataclass(frozen=True)
class Holding:
    """What an account brings: its address, where its person works, and how many of each there are."""

    email: str
    workplaces: list[str]
    certificates: int
    bookings: int
    reflections: int


def holding_of(user: Any) -> Holding:
    """For whose account it is, before they join it to another."""
    learner = learner_of(user)
    places = [one.agency.name if one.agency else one.workplace for one in memberships_of(learner)]
    return Holding(
        email=user.email,
        workplaces=[place for place in places if place],
        certificates=Certificate.objects.filter(theirs(learner)).count(),
        bookings=Booking.objects.filter(theirs(learner), state__in=LIVE, session__ends_at__gt=timezone.now()).count(),
        reflections=Reflection.objects.filter(theirs(learner)).count(),
    )


def require_joinable(user: Any, other: Any) -> None:
    """Raises StaffAccountError, SecondFactorError, SameRecordError, or NotThereError for an account that was switched off."""
    if not other.is_active:
        raise NotThereError
    learners = [learner_of(user), learner_of(other)]
    if any(has_staff_rights(one.user) for learner in learners for one in learner.accounts() if one.user):
        raise StaffAccountError
    if learners[0] == learners[1]:
        raise SameRecordError
    if has_one(other):
        raise SecondFactorError


def join_own(user: Any, other: Any, at: datetime | None = None) -> Learner:
    """Both sign in to one record from now on, that of `user`; nothing is lost and no event rewritten.

    The caller knows that whoever asks has proved both accounts. It cannot be undone; each address is told.
    Raises what require_joinable raises.
    """
    require_joinable(user, other)
    kept = make_one(learner_of(user), learner_of(other), at or timezone.now(), None, OWN)
    try:
        for one in (user, other):
            joined_mail(one, [user.email, other.email], get_connection()).send()
    except (OSError, SMTPException):
        # It is done, and both see it when they sign in. It names no person.
        logger.exception("Who joined their accounts into record %s was not written to", kept.pk)
    return kept
