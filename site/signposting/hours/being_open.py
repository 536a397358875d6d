"""Whether something is open at a moment, until when, and when it opens next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pagestore.collecting import changes_at
from signposting.hours.bank_holidays import bank_holiday

if TYPE_CHECKING:
    from signposting.hours.week import Hours, Span

LONDON = ZoneInfo("Europe/London")
AHEAD = timedelta(days=14)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class State:
    """Open or not at one moment.

    `is_open` is None where nobody can tell: no hours are published, or it is a bank holiday (`unsure_of`
    is its date) of which nothing is known. `closes_at` and `opens_next` are in Europe/London and look
    two weeks ahead. `always` means open now with no end in sight. `bank_holiday` names today's.
    """

    is_open: bool | None = None
    closes_at: datetime | None = None
    opens_next: datetime | None = None
    by_appointment: bool = False
    always: bool = False
    bank_holiday: str = ""
    unsure_of: date | None = None


def state_of(hours: "Hours", now: datetime) -> State:
    """The state at `now`, which must know its time zone."""
    if now.tzinfo is None:
        raise ValueError("The moment must know its time zone.")
    now = now.astimezone(LONDON)
    holiday = bank_holiday(now.date())
    if not hours.has_times:
        changes_at(datetime.combine(now.date() + ONE_DAY, time(), tzinfo=LONDON))
        return State(by_appointment=hours.by_appointment, bank_holiday=holiday)
    stretches = list(_stretches(hours, now))
    instant = now.astimezone(UTC)
    opens_next = next((_london(opens) for opens, _ in stretches if opens > instant), None)
    closes = next((closes for opens, closes in stretches if opens <= instant < closes), None)
    unsure_of = _unsure_of(hours, now) if closes is None else None
    changes_at(*_turns(hours, now, stretches))
    ends = closes is not None and closes <= instant + AHEAD
    return State(
        is_open=None if unsure_of else closes is not None,
        closes_at=_london(closes) if closes is not None and ends else None,
        opens_next=opens_next if opens_next and opens_next.astimezone(UTC) <= instant + AHEAD else None,
        by_appointment=hours.by_appointment,
        always=closes is not None and not ends,
        bank_holiday=holiday,
        unsure_of=unsure_of,
    )


def _stretches(hours: "Hours", now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """From when to when it is open without a break, from yesterday until after the time we look ahead."""
    spans: list[tuple[datetime, datetime]] = []
    for number in range(-1, AHEAD.days + 3):
        day = now.date() + timedelta(days=number)
        for span in _spans_on(hours, day) or ():
            opens, closes = instant_of(day, span.opens), instant_of(day, span.closes)
            # What lies within the hour that is skipped in March does not happen.
            if opens < closes:
                spans.append((opens, closes))
    current: tuple[datetime, datetime] | None = None
    for opens, closes in sorted(spans):
        if current and opens <= current[1]:
            current = (current[0], max(current[1], closes))
            continue
        if current:
            yield current
        current = (opens, closes)
    if current:
        yield current


def _turns(hours: "Hours", now: datetime, stretches: list[tuple[datetime, datetime]]) -> Iterator[datetime]:
    """The moments at which something else might be said: doors, midnights, and what comes into sight."""
    tomorrow = datetime.combine(now.date() + ONE_DAY, time(), tzinfo=LONDON)
    yield tomorrow.astimezone(UTC)
    for stretch in stretches:
        for moment in stretch:
            yield moment
            yield moment - AHEAD
    for day in (now.date() - ONE_DAY, now.date()):
        for span in hours.weekly[day.weekday()]:
            yield instant_of(day, span.closes)


def _spans_on(hours: "Hours", day: date) -> "tuple[Span, ...] | None":
    # Bank holidays are not asked for where they change nothing.
    usual = hours.weekly[day.weekday()]
    # What is closed on every Saturday and Sunday is closed on Christmas Day as well.
    is_closed_anyway = day.weekday() >= 5 and not usual
    if day in hours.exceptions or hours.bank_holidays == usual or (is_closed_anyway and hours.bank_holidays is None):
        return hours.spans_on(day, bank_holiday=False)
    return hours.spans_on(day, bank_holiday=bool(bank_holiday(day)))


def _unsure_of(hours: "Hours", now: datetime) -> date | None:
    """The bank holiday of which nothing is known and which decides over this moment."""
    today, yesterday = now.date(), now.date() - ONE_DAY
    if _spans_on(hours, today) is None:
        return today
    if _spans_on(hours, yesterday) is None:
        # Last night may have been like the night of any other such day of the week.
        instant = now.astimezone(UTC)
        if any(instant < instant_of(yesterday, span.closes) for span in hours.weekly[yesterday.weekday()]):
            return yesterday
    return None


def instant_of(day: date, minutes: int) -> datetime:
    """When a clock in London first shows this time, or a later one, on this date; in UTC.

    In October, when the hour from one to two comes twice, it is the first. In March, when that hour
    is skipped, it is the moment of the skip.
    """
    days, rest = divmod(minutes, 24 * 60)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=LONDON)
    before, after = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    # Only in the skipped hour does the second reading come before the first.
    if after < before:
        return datetime.combine(wall.date(), time(1), tzinfo=UTC)
    return before


def _london(instant: datetime) -> datetime:
    return instant.astimezone(LONDON)
