"""Some weeks after a completion: what was used of it, how sure they are now, and what a manager has seen.

The mail is claimed and sent like a reminder (training.journeys.mailing): once for a completion, whoever is killed when.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from training.dates import add_days, today
from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys.authority import require_own
from training.journeys.evaluating import Ratings, keep_ratings
from training.journeys.mailing import SECONDS, by_day, claim, deliver, send_each, some_at_a_time
from training.journeys.managers import about_managed, manager_named
from training.journeys.recording import locked
from training.models import Certificate, Confidence, FollowUp, ManagerPart, Registration
from training.models.evaluation import Moment
from training.titles import title_of
from training.wording_of_mails import follow_up_mail, language_of

# Later than that nobody is asked any more: a server that was down makes up for it, an old record is left in peace.
MAKES_UP_WEEKS = 4


def send_follow_ups(day: date | None = None, seconds: float = float("inf")) -> int:
    """Ask whoever completed something so many weeks ago, one mail a learner a day; how many were sent.

    Raises OSError, before anything is claimed, if the mail server cannot be reached.
    """
    on = day or today()

    def send(certificate: Any, connection: Any) -> bool:
        registration, learner = certificate.event.registration, certificate.learner.kept
        mail = claim(learner, on, partial(_write, registration))
        title = title_of(certificate.version, language_of(learner.user))
        return mail is not None and deliver(
            mail, partial(follow_up_mail, learner.user, title, registration.pk, connection)
        )

    return send_each(_waiting(on), send, seconds)


def send_follow_ups_by_day() -> int:
    """The same for half a minute, at hours at which people are written to. The clock calls it (training.apps)."""
    return send_follow_ups(seconds=SECONDS) if by_day() else 0


def _write(registration: Registration, _mail: Any) -> None:
    FollowUp.objects.create(registration=registration, claimed_at=timezone.now())


def _waiting(day: date) -> Iterator[Any]:
    """Certificates that still count, whose learner can be written to and has had no mail on this day."""
    latest = add_days(day, -7 * settings.TRAINING_FOLLOW_UP_WEEKS)
    rows = Certificate.objects.filter(
        issued_on__lte=latest,
        issued_on__gt=add_days(latest, -7 * MAKES_UP_WEEKS),
        revoked_on=None,
        event__registration__follow_up=None,
        event__registration__isnull=False,
    ).select_related("event__registration", "learner__user", "learner__merged_into__user", "version__activity")
    return some_at_a_time(rows, lambda one: one.learner.kept)


def follow_up_of(registration: Registration) -> FollowUp | None:
    """The question that was sent about it, if it was."""
    return FollowUp.objects.filter(registration=registration).select_related("manager_part__lead").first()


def answer_follow_up(
    user: Any,
    follow_up: FollowUp,
    ratings: Ratings,
    used: str = "",
    used_what: str = "",
    manager: int | None = None,
    at: datetime | None = None,
) -> None:
    """Say what became of it, once; and ask a manager, if one is named.

    Raises NotYoursError, AlreadyThereError, and NotThereError for a manager who is none of theirs.
    """
    registration, moment = follow_up.registration, at or timezone.now()
    require_own(user, registration.learner)
    with transaction.atomic():
        learner = locked(registration.learner)
        follow_up.refresh_from_db()
        if follow_up.answered_at is not None:
            raise AlreadyThereError
        lead = manager_named(learner, manager) if manager else None
        if manager and lead is None:
            raise NotThereError
        follow_up.used, follow_up.used_what, follow_up.answered_at = used, used_what, moment
        follow_up.save(update_fields=["used", "used_what", "answered_at"])
        if not Confidence.objects.filter(registration=registration, moment=Moment.LATER).exists():
            keep_ratings(registration, Moment.LATER, ratings, moment)
        if lead is not None:
            ManagerPart.objects.create(follow_up=follow_up, lead=lead, asked_at=moment)


def parts_asked_of(user: Any) -> list[ManagerPart]:
    """What a manager was asked and has not answered, about people whom they still lead, the oldest first."""
    found = ManagerPart.objects.filter(
        about_managed(user, "follow_up__registration__learner"), lead=user, answered_at=None
    )
    return list(
        found.select_related(
            "follow_up__registration__learner__user",
            "follow_up__registration__learner__merged_into__user",
            "follow_up__registration__version__activity",
        ).order_by("asked_at")
    )


def part_asked_of(user: Any, pk: int | UUID) -> ManagerPart:
    """One of them. Raises NotYoursError, whether it is another's, answered, or about somebody who works elsewhere now."""
    found = next((one for one in parts_asked_of(user) if one.pk == pk), None)
    if found is None:
        raise NotYoursError
    return found


def answer_as_manager(user: Any, part: ManagerPart, seen: str, supported: str, at: datetime | None = None) -> None:
    """The two answers, once. Raises NotYoursError."""
    with transaction.atomic():
        part = ManagerPart.objects.select_for_update(of=("self",)).get(pk=part_asked_of(user, part.pk).pk)
        if part.answered_at is not None:
            raise NotYoursError
        part.seen, part.supported, part.answered_at = seen, supported, at or timezone.now()
        part.save(update_fields=["seen", "supported", "answered_at"])
