"""How sure somebody is before, after and weeks later, and what they say of a training. All of it can be left out.

Nothing here is asked of a completion, and nothing of it reaches one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys.authority import is_theirs, require_own
from training.journeys.learning import is_completed, parts_done
from training.journeys.recording import locked
from training.models import Confidence, Evaluation, Registration
from training.models.evaluation import Moment

Ratings = Mapping[str, int]
"""A statement's code, and a number from 1 to 5. What was not answered is not in it."""


def own_registration(user: Any, pk: UUID) -> Registration:
    """One of this person's own. Raises NotYoursError, whether it is another's or none at all."""
    found = Registration.objects.filter(pk=pk).select_related("learner__merged_into", "version", "activity").first()
    if found is None or not is_theirs(user, found.learner):
        raise NotYoursError
    return found


def asks_before(registration: Registration) -> bool:
    """Whether it is still early enough to say how sure one was before, and nothing was said."""
    return not parts_done(registration) and not _said(registration, Moment.BEFORE)


def asks_after(registration: Registration) -> bool:
    """Whether it is completed and was not evaluated."""
    return is_completed(registration) and not Evaluation.objects.filter(registration=registration).exists()


def say_before(user: Any, registration: Registration, ratings: Ratings, at: datetime | None = None) -> None:
    """Say how sure one is, before the first part is done. Raises NotYoursError and AlreadyThereError."""
    require_own(user, registration.learner)
    with transaction.atomic():
        locked(registration.learner)
        if not asks_before(registration):
            raise AlreadyThereError
        keep_ratings(registration, Moment.BEFORE, ratings, at or timezone.now())


def evaluate(
    user: Any,
    registration: Registration,
    ratings: Ratings,
    useful: str = "",
    wish: str = "",
    differently: str = "",
    at: datetime | None = None,
) -> None:
    """Say what came of it, once it is completed and once only; every answer may be left out.

    Raises NotYoursError, NotThereError if it is not completed, and AlreadyThereError.
    """
    require_own(user, registration.learner)
    moment = at or timezone.now()
    with transaction.atomic():
        locked(registration.learner)
        if not is_completed(registration):
            raise NotThereError
        if not asks_after(registration):
            raise AlreadyThereError
        keep_ratings(registration, Moment.AFTER, ratings, moment)
        Evaluation.objects.create(
            registration=registration, useful=useful, wish=wish, differently=differently, at=moment
        )


def keep_ratings(registration: Registration, moment: Moment, ratings: Ratings, at: datetime) -> None:
    """Write them into the log. The caller holds the learner's row and knows that nothing was said at this moment."""
    Confidence.objects.bulk_create(
        Confidence(registration=registration, moment=moment, statement=statement, value=value, at=at)
        for statement, value in ratings.items()
    )


def _said(registration: Registration, moment: Moment) -> bool:
    return Confidence.objects.filter(registration=registration, moment=moment).exists()
