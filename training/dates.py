"""How long a completion lasts. Whole days in Europe/London; pure functions, so that a table can test them.

"Valid until" is the last valid day. Months end where the month ends.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


class Validity(Enum):
    """How long something lasts."""

    FOR_GOOD = "for good"
    ROLLING = "rolling"
    FIXED = "fixed"


@dataclass(frozen=True)
class Terms:
    """What a requirement's dates are reckoned by."""

    validity: Validity = Validity.FOR_GOOD
    months: int = 0
    fixed_month: int = 0
    fixed_day: int = 0
    due_days: int | None = None
    grace_days: int = 0
    window_days: int = 0


@dataclass(frozen=True)
class Held:
    """What somebody holds: done when, valid until when (None: for good). `anchor` and `times` keep rolling dates from drifting."""

    done_on: date
    until: date | None
    anchor: date
    times: int = 1
    ended_on: date | None = None


def day_of(at: datetime) -> date:
    """The day in Europe/London of a moment."""
    return at.astimezone(LONDON).date()


def today() -> date:
    """The day it is in Europe/London."""
    return day_of(timezone.now())


def month_end(year: int, month: int) -> int:
    """The last day of a month."""
    return monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of that month if it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1)))


def add_days(day: date, days: int) -> date:
    """Some days later, or earlier."""
    return day + timedelta(days=days)


def window_opens(terms: Terms, until: date | None) -> date | None:
    """From when renewing counts on from the old date."""
    return None if until is None else add_days(until, -terms.window_days)


def renewed(terms: Terms, done_on: date, held: Held | None = None) -> Held:
    """What is held after completing it on a day. Doing it again never shortens what was held."""
    if terms.validity is Validity.FOR_GOOD:
        return Held(done_on, None, done_on)
    if terms.validity is Validity.FIXED:
        new = Held(done_on, fixed_until(terms, done_on), done_on)
    else:
        new = _rolling(terms, done_on, held)
    if held is not None and held.until is not None and new.until is not None and new.until < held.until:
        return replace(held, done_on=done_on)
    return new


def _rolling(terms: Terms, done_on: date, held: Held | None) -> Held:
    opens = window_opens(terms, held.until) if held else None
    if held and held.until and opens and opens <= done_on <= held.until:
        times = held.times + 1
        return Held(done_on, add_months(held.anchor, terms.months * times), held.anchor, times)
    return Held(done_on, add_months(done_on, terms.months), done_on)


def fixed_until(terms: Terms, done_on: date) -> date:
    """The next fixed day; the one after it, if its window is open already."""
    until = next(day for year in (0, 1) if (day := _fixed(terms, done_on.year + year)) >= done_on)
    if terms.window_days and done_on >= add_days(until, -terms.window_days):
        return _fixed(terms, until.year + 1)
    return until


def _fixed(terms: Terms, year: int) -> date:
    return date(year, terms.fixed_month, min(terms.fixed_day, month_end(year, terms.fixed_month)))


def ended(held: Held, on: date) -> Held:
    """It counts no more from a day on, because what is taught changed or somebody took it back."""
    last = add_days(on, -1)
    if held.until is not None and held.until <= last:
        return held
    return replace(held, until=last, ended_on=on)


def wait_over(finished_at: datetime, hours: int) -> datetime:
    """When the next attempt may begin: elapsed hours, whatever clocks do meanwhile."""
    return finished_at + timedelta(hours=hours)


def day_ends(day: date) -> datetime:
    """The first moment after a day in Europe/London."""
    return datetime.combine(add_days(day, 1), time.min, LONDON)


def month_ends(before: date, number: int) -> list[date]:
    """The last days of the latest months that are over before a day, the earliest first."""
    first = before.replace(day=1)
    return [add_days(add_months(first, -back), -1) for back in reversed(range(number))]
