"""How long a closed report is kept: months by its outcome, counted from the day of closing."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

# How long beforehand the desk is shown what will be deleted.
WARNED_FOR = timedelta(days=30)
SHORTEST_MONTH = timedelta(days=28)


@dataclass(frozen=True)
class Keeping:
    """How long a report is kept, as its records say: the day it may be deleted, and why it is on hold, if it is.

    `delete_on` is None while no outcome closed it. Whether it is closed now says the report's status alone.
    """

    delete_on: date | None = None
    hold: dict[str, Any] | None = None

    def is_due(self, today: date) -> bool:
        """Whether its time is over and nothing holds it."""
        return self.delete_on is not None and self.delete_on <= today and self.hold is None


def months_of(outcome: str) -> int:
    """The period of an outcome; of one that is in no list any more, the longest."""
    months: dict[str, int] = settings.RETENTION_MONTHS
    return months.get(outcome, max(months.values()))


def later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def deletion_day(outcome: str, known: Iterable[date]) -> date:
    """When a report that is closed now may be deleted.

    `known` are the days that stand in the report: where the clock was set back, closing counts from the last of them.
    """
    return later(max([timezone.localdate(), *known]), months_of(outcome))


def keeping(records: Iterable[dict[str, Any]]) -> Keeping:
    """What the desk's records, oldest first, say about keeping a report.

    The day was sealed with the outcome. A period that was made longer since counts too; one that was made
    shorter brings no day forward.
    """
    day, longest, hold = None, None, None
    for record in records:
        data, at = record["data"], datetime.fromisoformat(record["at"])
        match record["kind"]:
            case "outcome":
                day = later(timezone.localdate(at), months_of(data["outcome"]))
                if "delete_on" in data:
                    day = max(day, date.fromisoformat(data["delete_on"]))
            case "kept_longer":
                until = date.fromisoformat(data["until"])
                longest = max(longest, until) if longest else until
            case "held":
                hold = {"reason": data["reason"], "by": record["by"], "at": at}
            case "released":
                hold = None
    return Keeping(max(day, longest) if day and longest else day, hold)


def received_before(today: date) -> date:
    """No report that came later than this can be due within the time of warning."""
    return today + WARNED_FOR - min(settings.RETENTION_MONTHS.values()) * SHORTEST_MONTH
