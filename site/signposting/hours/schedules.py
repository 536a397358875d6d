"""Hours as HSDS 3.0 `schedule` records, and back.

Days of the week are weekly schedules with times; a closing time at or before the opening time is on the
next day, and 23:59:59 is midnight. HSDS has no words for bank holidays, appointments and single dates:
they are schedules without times, whose `description` is in the fixed form.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from signposting.hours.being_open import LONDON
from signposting.hours.reading import ALWAYS, DATES, HoursError, clock, parse_hours
from signposting.hours.week import DAY, DAYS, Hours, Span, grouped
from signposting.hours.writing import other_parts, write_hours

Schedule = dict[str, Any]
BYDAY = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), DAYS, strict=True))
LINKS = {"id", "service_id", "location_id", "service_at_location_id", "contact_id", "phone_id"}
TIMES = {"freq", "interval", "byday", "opens_at", "closes_at"}
END_OF_DAY = "23:59:59"
TIME = re.compile(r"([0-9]{2}:[0-9]{2})(?::00(?:\.0{1,6})?)?")


def schedules_of(hours: Hours) -> list[Schedule]:
    """HSDS 3.0 schedules for these hours, without `id` and links, always in the same order."""
    weekly = [
        {
            "freq": "WEEKLY",
            "byday": ",".join(list(BYDAY)[day] for day in days),
            "opens_at": f"{clock(span.opens)}:00",
            "closes_at": _closes_at(span),
        }
        for days, spans in grouped(hours.weekly)
        for span in spans
    ]
    return [*weekly, *(_described(part) for part in other_parts(hours))]


def _closes_at(span: Span) -> str:
    return END_OF_DAY if span.closes == DAY else f"{clock(span.closes % DAY)}:00"


def _described(part: str) -> Schedule:
    dates = DATES.match(part)
    valid = {"valid_from": dates[1], "valid_to": dates[2] or dates[1]} if dates else {}
    return {**valid, "description": part}


def hours_from(schedules: Iterable[Any], today: date | None = None) -> tuple[str, list[Any]]:
    """The text of the hours, and what it cannot say, for an importer to keep.

    A schedule that cannot be said at all is left over whole. One whose days and times are said, but that
    also has a description or notes, is left over with those, its `id` and its links, and nothing else.
    A schedule that ends on a date, or starts after `today`, is never said: it would be wrong one day.
    """
    day = today or datetime.now(LONDON).date()
    text, leftovers = "", []
    # Days of the week first: what is closed on bank holidays means nothing without them.
    for schedule in sorted(schedules, key=lambda schedule: _own_words(schedule) is not None):
        try:
            part, rest = _read(schedule, day)
            text = write_hours(parse_hours(f"{text}; {part}"))
        except HoursError:
            leftovers.append(schedule)
            continue
        if rest:
            leftovers.append(rest)
    return text, leftovers


def _read(schedule: Any, today: date) -> tuple[str, Schedule]:
    """What a schedule says in the fixed form, and what of it is left over."""
    if words := _own_words(schedule):
        return words, {}
    if not isinstance(schedule, dict):
        raise HoursError
    said = {key: value for key, value in schedule.items() if value not in (None, "", [], {})}
    if "bymonthday" in said or "valid_to" in said or said.get("freq", "WEEKLY") != "WEEKLY":
        raise HoursError
    if str(said.get("interval", 1)) not in ("1", "1.0") or not _begun(said, today):
        raise HoursError
    part = f"{_byday(said.get('byday'))} {_times(said.get('opens_at'), said.get('closes_at'))}"
    more = said.keys() - TIMES - LINKS
    return part, {key: value for key, value in said.items() if key in more | LINKS} if more else {}


def _begun(schedule: Schedule, today: date) -> bool:
    try:
        return all(date.fromisoformat(schedule[key]) <= today for key in ("valid_from", "dtstart") if key in schedule)
    except (TypeError, ValueError):
        return False


def _own_words(schedule: Any) -> str | None:
    """A description in the fixed form, of a schedule that says nothing else."""
    if not isinstance(schedule, dict):
        return None
    said = {key: value for key, value in schedule.items() if value not in (None, "", [], {}) and key not in LINKS}
    words = said.get("description")
    # Only what we would write ourselves: dates must not contradict the words.
    return words if isinstance(words, str) and said in _exports(words) else None


def _exports(words: str) -> Iterator[Schedule]:
    try:
        yield from (_described(part) for part in other_parts(parse_hours(words)) if part == words)
    except HoursError:
        # “bank holidays closed” and “2026-12-24 closed” need days of the week beside them to be read.
        try:
            hours = parse_hours(f"every day 09:00-17:00; {words}")
        except HoursError:
            return
        yield from (_described(part) for part in other_parts(hours) if part == words)


def _byday(value: Any) -> str:
    if not isinstance(value, str):
        raise HoursError
    names = [BYDAY.get(name.strip().upper()) for name in value.split(",")[:8]]
    known = [name for name in names if name]
    if len(known) < len(names):
        raise HoursError
    return ",".join(known)


def _times(opens: Any, closes: Any) -> str:
    begin = _clock(opens)
    end = "24:00" if closes == END_OF_DAY else _clock(closes)
    return ALWAYS if begin == "00:00" and end in ("24:00", "23:59") else f"{begin}-{end}"


def _clock(value: Any) -> str:
    match = TIME.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise HoursError
    return match[1]
