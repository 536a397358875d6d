"""The training lead's weekly e-mail: how many are late or soon will be, without a name."""

import logging
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from people.models import User
from people.roles import TRAINING_LEADS
from training.dates import add_days, today
from training.journeys.following_up import parts_asked_of
from training.journeys.looking_after import Place, asked_here, people, places
from training.journeys.mailing import by_day, send_each
from training.journeys.signing_off import sign_offs_asked_of
from training.listed import Listed, condition
from training.models import Lead, LeadSummary, Status
from training.models.agency import current
from training.standing_sql import with_words
from training.wording_of_mails import Standings, summary_mail

logger = logging.getLogger(__name__)
SHOWN = (Listed.OVERDUE, Listed.DUE_SOON, Listed.EXPIRING, Listed.NEVER_STARTED)


def standings(where: Place, day: date) -> Standings:
    """The numbers of a place, in two queries."""
    members = people(where, day).order_by().values("learner")
    rows = with_words(Status.objects.filter(learner__in=members, requirement__in=asked_here(where, day)), day)
    numbers = rows.aggregate(**{one.name.lower(): Count("pk", filter=condition(one, day)) for one in SHOWN})
    return Standings(where, **numbers)


def summarise(day: date | None = None) -> int:
    """Send every lead the mail of this week who has not had it and for whom there is something in it; how many were sent.

    Claimed, sent and marked like a reminder (training.journeys.reminding): never twice, and missed at most once.
    Raises OSError, before anything is claimed, if the mail server cannot be reached.
    """
    on = day or today()
    monday = add_days(on, -on.weekday())
    return send_each(_waiting(on, monday), partial(_send, monday))


def _waiting(day: date, monday: date) -> Iterator[tuple[Any, list[Standings], int]]:
    """Leads who have not had this week's mail, with what it says."""
    for user in _leads(day).exclude(training_summaries__day=monday):
        found = [one for one in (standings(where, day) for where in places(user, day)) if _says_something(one)]
        asked = len(sign_offs_asked_of(user)) + len(parts_asked_of(user))
        if found or asked:
            yield user, found, asked


def _send(monday: date, told: tuple[Any, list[Standings], int], connection: Any) -> bool:
    mail = _claim(told[0], monday)
    if mail is None:
        return False
    try:
        summary_mail(*told, connection).send()
    except Exception:
        logger.exception("Weekly summary %s was not sent", mail.pk)
        return False
    LeadSummary.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return True


def summarise_by_day() -> int:
    """The same, at hours at which people are written to. The clock calls it (training.apps)."""
    return summarise() if by_day() else 0


def _leads(day: date) -> Any:
    leading = Lead.objects.filter(current(day)).values("user")
    return User.objects.filter(pk__in=leading, is_active=True, groups__name=TRAINING_LEADS).order_by("pk")


def _says_something(one: Standings) -> bool:
    return any((one.overdue, one.due_soon, one.expiring, one.never_started))


def _claim(user: Any, monday: date) -> LeadSummary | None:
    try:
        with transaction.atomic():
            return LeadSummary.objects.create(user=user, day=monday)
    except IntegrityError:
        return None
