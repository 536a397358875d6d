"""Alarms of the inbox: a report that waits gets louder after 24 hours, after 48, and after a week.

By the hour at which it was sent, which is sealed with it. Of a report that the desk has read and that is
unread again because its reporter added something, by the day of that.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from reporting.models import AuditEntry, Report, ReporterMessage
from reporting.promised import READ_WITHIN_HOURS

Action = AuditEntry.Action
# Whatever shows that an officer had the report before them.
READINGS = (Action.READ, Action.CHANGED, Action.ANSWERED)
# The first is what reporters are promised.
LATE, LATER, LATEST = timedelta(hours=READ_WITHIN_HOURS), timedelta(hours=48), timedelta(days=7)
STEPS = (LATE, LATER, LATEST)


@dataclass(frozen=True)
class Alarm:
    """How loud, from 1 to 3, and in words."""

    level: int
    words: str


def alarm_of(report: Report, is_judged: bool, waited: timedelta) -> Alarm | None:
    """What is shouted about a report; None while all is well, and for what is closed."""
    level = sum(waited > step for step in STEPS)
    if level == 0 or report.status == Report.Status.CLOSED:
        return None
    for_ = f"for more than {in_words(STEPS[level - 1])}"
    if report.status == Report.Status.UNREAD:
        return Alarm(level, f"Unread {for_}")
    if not is_judged:
        return Alarm(level, f"Read, and not judged {for_}")
    # Work on a report takes its days.
    return Alarm(1, f"Open {for_}") if level == len(STEPS) else None


def told(alarms: Iterable[Alarm | None]) -> list[tuple[str, int]]:
    """How many there are of each, the loudest first."""
    counted = Counter(alarm for alarm in alarms if alarm)
    return [(alarm.words, number) for alarm, number in sorted(counted.items(), key=lambda one: -one[0].level)]


def in_words(step: timedelta) -> str:
    """How long."""
    return "a week" if step == LATEST else f"{step.total_seconds() / 3600:.0f} hours"


def begin_of(day: date) -> datetime:
    """The moment from which something of a day waits, where only the day is known: rather too early than too late."""
    return timezone.make_aware(datetime.combine(day, time.min))


def unread_again(reports: Iterable[Report]) -> dict[UUID, datetime]:
    """Since when reports wait that had been read and were added to; two queries for any number of them."""
    unread = [report.pk for report in reports if report.status == Report.Status.UNREAD]
    added: dict[UUID, list[date]] = {}
    for report, day in ReporterMessage.objects.filter(report__in=unread).values_list("report", "received_on"):
        added.setdefault(report, []).append(day)
    read = AuditEntry.objects.filter(report__in=list(added), action__in=READINGS).order_by().values_list("report")
    found: dict[UUID, datetime] = {}
    for report_id, at in read.annotate(last=Max("at")):
        new = [day for day in added[report_id] if day >= timezone.localdate(at)]
        if new:
            # The first that nobody has read: more of them must not make it quieter.
            found[report_id] = max(at, begin_of(min(new)))
    return found
