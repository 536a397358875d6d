"""Reminders by e-mail: 90, 60, 30 and 7 days before something runs out or is due, and when it is overdue.

A line is claimed, then sent, then marked. The claim is a row that the database holds once for a learner, requirement,
day and step, so nothing is sent twice, whoever is killed when. A mail that was claimed and never marked may or may not
have left: it is not sent again, and the next step says the same. A server that was down on a day makes up for it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils import timezone

from training.dates import add_days, today
from training.journeys.mailing import AT_ONCE, SECONDS, by_day, claim, deliver, send_each
from training.models import Reminder, ReminderMail, Status
from training.standing import Dates, Standing, standing
from training.standing_sql import IN_ORDER
from training.wording_of_mails import Line, reminder_mail

STEPS = (7, 30, 60, 90)
# Overdue: said once, and four times more, a week apart. After that the lead's weekly summary goes on.
WEEKS = 4


@dataclass(frozen=True)
class Due:
    """What somebody is reminded of: the day that is spoken of, and the step (training.models.Reminder)."""

    on: date
    step: int


def due(dates: Dates, day: date) -> Due | None:
    """The reminder that a status row calls for on a day; None for nothing, or nothing yet.

    While something is held it is about its last valid day; otherwise about the day it is due.
    """
    word = standing(dates, day)
    if word is Standing.OVERDUE and dates.due_on and dates.late_after:
        return Due(dates.due_on, -min(WEEKS, (day - add_days(dates.late_after, 1)).days // 7))
    on = dates.valid_until if word in IN_ORDER else dates.due_on
    if word is Standing.EXEMPT or on is None:
        return None
    step = next((step for step in STEPS if (on - day).days <= step), None)
    return Due(on, step) if step is not None and on >= day else None


def remind(day: date | None = None, seconds: float = float("inf")) -> int:
    """Send whoever has something new to be reminded of one mail, in their language; how many were sent.

    After some seconds it stops; who is left gets theirs the next time.
    Raises OSError, before anything is claimed, if the mail server cannot be reached.
    """
    on = day or today()

    def send(waiting: tuple[Any, list[Line]], connection: Any) -> bool:
        learner, lines = waiting
        mail = _claim(learner, lines, on)
        return mail is not None and deliver(mail, partial(reminder_mail, learner.user, lines, connection))

    return send_each(_waiting(on), send, seconds)


def remind_by_day() -> int:
    """The same for half a minute, at hours at which people are written to. The clock calls it (training.apps)."""
    return remind(seconds=SECONDS) if by_day() else 0


def _waiting(day: date) -> Iterator[tuple[Any, list[Line]]]:
    """Learners with what they were not reminded of yet, by learner; some at a time, in two queries each."""
    soon = add_days(day, max(STEPS))
    about = Q(valid_until__gte=day, valid_until__lte=soon) | Q(due_on__lte=soon)
    rows = (
        Status.objects.filter(about, learner__user__is_active=True, learner__merged_into=None)
        .exclude(learner__reminder_mails__day=day)
        .exclude(learner__user__email="")
    )
    last = 0
    while True:
        learners = list(
            rows.filter(learner__gt=last).order_by("learner").values_list("learner", flat=True).distinct()[:AT_ONCE]
        )
        if not learners:
            return
        yield from _new(rows.filter(learner__in=learners), learners, day)
        last = learners[-1]


def _new(rows: Any, learners: list[int], day: date) -> Iterator[tuple[Any, list[Line]]]:
    said = set(Reminder.objects.filter(learner__in=learners).values_list("learner", "requirement", "on", "step"))
    found: dict[Any, list[Line]] = defaultdict(list)
    for row in rows.select_related("learner__user", "requirement").order_by("learner", "due_on", "requirement__title"):
        reminder = due(row.dates, day)
        if reminder and (row.learner_id, row.requirement_id, reminder.on, reminder.step) not in said:
            found[row.learner].append(
                Line(row.requirement, reminder.on, reminder.step, held=standing(row.dates, day) in IN_ORDER)
            )
    yield from found.items()


def _claim(learner: Any, lines: list[Line], day: date) -> ReminderMail | None:
    return claim(
        learner,
        day,
        lambda mail: Reminder.objects.bulk_create(
            Reminder(mail=mail, learner=learner, requirement=line.requirement, on=line.on, step=line.step)
            for line in lines
        ),
    )


def unsure(since: date) -> int:
    """How many mails since a day were claimed and are not known to have left: something broke while they were sent."""
    before = timezone.now() - timedelta(minutes=10)
    return ReminderMail.objects.filter(day__gte=since, sent_at=None, claimed_at__lt=before).count()
