"""Reading hours as editors type them."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from signposting.hours.week import ALL_DAY, DAY, DAYS, Hours, Span, Spans

HOURS = (
    "For example: Mon-Fri 09:00-17:00; Sat 10:00-12:00,13:00-15:00; bank holidays closed. "
    "Or: every day 24 hours. Or: by appointment. A single day: 2026-12-24 closed. Leave empty if not published."
)
LONGEST, LONGEST_RANGE = 1000, 366
APPOINTMENT, BANK_HOLIDAYS, CLOSED, ALWAYS, EVERY_DAY = (
    "by appointment",
    "bank holidays",
    "closed",
    "24 hours",
    "every day",
)
DATES = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: to ([0-9]{4}-[0-9]{2}-[0-9]{2}))?(?= )")
WEEKDAYS = re.compile(r"[A-Z][a-z]{2}(?:[-,][A-Z][a-z]{2}){0,13}(?= )")
SPAN = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


class HoursError(ValueError):
    """The text cannot be read as opening hours; the message says what to type."""


@dataclass
class _Found:
    """What has been read so far."""

    weekly: list[Spans] = field(default_factory=lambda: [()] * 7)
    bank_holidays: Spans | None = None
    exceptions: dict[date, Spans] = field(default_factory=dict)
    appointment: bool = False
    with_appointment: int = 0
    without_appointment: int = 0


def parse_hours(text: str) -> Hours:
    """Read hours; raises HoursError with words for the editor."""
    if len(text) > LONGEST:
        raise HoursError(f"These hours are too long. Type at most {LONGEST} characters. {HOURS}")
    found = _Found()
    parts = [part.strip() for part in text.split(";") if part.strip()]
    for part in parts:
        _read(part, found)
    if found.with_appointment and found.without_appointment and not found.appointment:
        raise HoursError(
            "Some of these hours are by appointment and others are not. If all are, type “by appointment” once, "
            "as a part of its own: Mon-Fri 09:00-17:00; by appointment. If not, say in the note which are."
        )
    _refuse_nights_that_overlap(found.weekly)
    weekly = tuple(found.weekly)
    bank_holidays = found.bank_holidays
    if bank_holidays is None and weekly == (ALL_DAY,) * 7:
        bank_holidays = ALL_DAY
    appointment = found.appointment or bool(found.with_appointment)
    hours = Hours(weekly, bank_holidays, found.exceptions, appointment)
    if parts and not hours.published:
        raise HoursError(f"“{_short(text)}” says only what is closed. Type the days that are open as well. {HOURS}")
    return hours


def _read(part: str, found: _Found) -> None:
    if part == APPOINTMENT:
        found.appointment = True
        return
    words = part.removesuffix(f" {APPOINTMENT}")
    if words != part:
        if words.endswith(f" {CLOSED}"):
            raise _unreadable(part)
        found.with_appointment += 1
    if words.startswith(f"{BANK_HOLIDAYS} "):
        if found.bank_holidays is not None:
            raise HoursError(f"“{_short(part)}” speaks of bank holidays for the second time. Keep one part about them.")
        found.bank_holidays = _times(words.removeprefix(f"{BANK_HOLIDAYS} "), part, may_close=True)
    elif match := DATES.match(words):
        _read_dates(match, _times(words[match.end() + 1 :], part, may_close=True), part, found)
    else:
        found.without_appointment += words == part
        days, times = _days(words, part)
        spans = _times(times, part)
        for day in days:
            found.weekly[day] = _joined(found.weekly[day], spans, DAYS[day], part)


def _read_dates(match: "re.Match[str]", spans: Spans, part: str, found: _Found) -> None:
    first = _date(match[1], part)
    last = _date(match[2], part) if match[2] else first
    if last < first:
        raise HoursError(f"“{_short(part)}” ends before it starts. Type the earlier date first.")
    if (last - first).days >= LONGEST_RANGE:
        raise HoursError(f"“{_short(part)}” is longer than a year. Type hours for the days of the week instead.")
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day not in found.exceptions:
            found.exceptions[day] = spans
        elif not spans or not found.exceptions[day]:
            raise HoursError(
                f"“{_short(part)}”: {day} is said twice, and once it is closed. Keep one part about {day}."
            )
        else:
            found.exceptions[day] = _joined(found.exceptions[day], spans, str(day), part)


def _date(text: str, part: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise HoursError(
            f"“{_short(part)}”: {text} is not a date. Type year, month and day, for example 2026-12-24."
        ) from error


def _days(words: str, part: str) -> tuple[list[int], str]:
    """The days at the start of a part, and the rest of it."""
    if words.startswith(f"{EVERY_DAY} "):
        return list(range(7)), words.removeprefix(f"{EVERY_DAY} ")
    match = WEEKDAYS.match(words)
    if not match:
        raise _unreadable(part)
    days: list[int] = []
    for piece in match[0].split(","):
        first, dash, last = piece.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            raise _unreadable(part)
        start = DAYS.index(first)
        length = (DAYS.index(last) - start) % 7 + 1 if last else 1
        days.extend((start + number) % 7 for number in range(length))
    if len(set(days)) < len(days):
        raise HoursError(f"“{_short(part)}” names a day twice. Type each day once.")
    return days, words[match.end() + 1 :]


def _times(text: str, part: str, *, may_close: bool = False) -> Spans:
    """The spans of one part; none where it says that it is closed."""
    if text == ALWAYS:
        return ALL_DAY
    if text == CLOSED:
        if may_close:
            return ()
        raise HoursError(f"“{_short(part)}”: leave out the days of the week that are closed.")
    spans: Spans = ()
    for piece in text.split(","):
        spans = _joined(spans, (_span(piece.strip(), part),), "", part)
    return spans


def _span(text: str, part: str) -> Span:
    match = SPAN.fullmatch(text)
    if not match:
        raise _unreadable(part)
    hour, minute, last_hour, last_minute = (int(number) for number in match.groups())
    opens, closes = hour * 60 + minute, last_hour * 60 + last_minute
    if max(minute, last_minute) > 59 or opens >= DAY or closes > DAY:
        raise _unreadable(part)
    if opens == closes:
        raise HoursError(f"“{_short(part)}” opens and closes at the same time. Type “24 hours” if it never closes.")
    if (opens, closes) == (0, DAY - 1):
        raise HoursError(f"“{_short(part)}”: type “24 hours” if it is open for the whole day.")
    return Span(opens, closes if closes > opens else closes + DAY)


def _joined(known: Spans, spans: Spans, day: str, part: str) -> Spans:
    joined = tuple(sorted((*known, *spans)))
    for first, second in pairwise(joined):
        if second.opens < first.closes:
            raise HoursError(_overlap(first, second, day, part))
    return joined


def _overlap(first: Span, second: Span, day: str, part: str) -> str:
    where = f"“{_short(part)}”: {day + ' ' if day else ''}"
    if (first in ALL_DAY) != (second in ALL_DAY):
        other = second if first in ALL_DAY else first
        return f"{where}is open 24 hours and also {clocks(other)}. Keep one of them."
    return f"{where}has {clocks(first)} and {clocks(second)}, which overlap. Type times that follow each other."


def _refuse_nights_that_overlap(weekly: list[Spans]) -> None:
    for day, spans in enumerate(weekly):
        following = weekly[(day + 1) % 7]
        if spans and following and spans[-1].closes > DAY + following[0].opens:
            tomorrow = DAYS[(day + 1) % 7]
            raise HoursError(
                f"{DAYS[day]} {clocks(spans[-1])} goes on after {tomorrow} has opened ({tomorrow} "
                f"{clocks(following[0])}). Close {DAYS[day]} when {tomorrow} opens, or before."
            )


def clocks(span: Span) -> str:
    """A span as it is typed: 09:00-17:00. Midnight at the end is 24:00."""
    if span in ALL_DAY:
        return ALWAYS
    return f"{clock(span.opens)}-{clock(span.closes if span.closes <= DAY else span.closes - DAY)}"


def clock(minutes: int) -> str:
    """Minutes after midnight as 09:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _unreadable(part: str) -> HoursError:
    return HoursError(f"“{_short(part)}” cannot be read as opening hours. {HOURS}")


def _short(part: str) -> str:
    return part if len(part) <= 60 else f"{part[:60]}…"
