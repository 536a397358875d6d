"""Opening hours in one fixed form that a person can type and every language can show.

    every day 24 hours
    Mon-Fri 09:00-17:00; Sat 10:00-12:00
    Mon,Wed 18:00-22:00

Times are Europe/London. An empty text means that no hours are published.
"""

import re
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext, pgettext

HOURS = "For example: Mon-Fri 09:00-17:00; Sat 10:00-12:00. Or: every day 24 hours. Leave empty if not published."
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PART = re.compile(
    r"^(?P<days>every day|[A-Z][a-z]{2}(?:[-,][A-Z][a-z]{2})*) (?:(?P<always>24 hours)|(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d))$"
)


class HoursError(ValueError):
    """The text cannot be read as opening hours; the message says what to type."""


@dataclass(frozen=True)
class Opening:
    """Some days of the week (0 is Monday) and the time they share; both times None is all day."""

    days: tuple[int, ...]
    opens: time | None
    closes: time | None


def parse_hours(text: str) -> list[Opening]:
    """Read hours; raises HoursError with words for the editor."""
    openings = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = PART.match(part)
        if not match:
            raise HoursError(f"“{part}” cannot be read as opening hours. {HOURS}")
        try:
            days = _days(match["days"])
            opens = None if match["always"] else time.fromisoformat(match["opens"])
            closes = None if match["always"] else time.fromisoformat(match["closes"])
        except ValueError as error:
            raise HoursError(f"“{part}” cannot be read as opening hours. {HOURS}") from error
        openings.append(Opening(days, opens, closes))
    return openings


def _days(text: str) -> tuple[int, ...]:
    if text == "every day":
        return tuple(range(7))
    days: list[int] = []
    for piece in text.split(","):
        first, _dash, last = piece.partition("-")
        start = DAYS.index(first)
        end = DAYS.index(last) if last else start
        if end < start:
            raise ValueError(piece)
        days.extend(range(start, end + 1))
    return tuple(days)


def show_hours(text: str) -> str:
    """The hours as a sentence in the active language, for example “Monday to Friday, 9 a.m. to 5 p.m.”."""
    return pgettext("between opening hours", "; ").join(_shown(opening) for opening in parse_hours(text))


def _shown(opening: Opening) -> str:
    if opening.days == tuple(range(7)):
        days = gettext("every day")
    elif len(opening.days) > 2 and opening.days == tuple(range(opening.days[0], opening.days[-1] + 1)):
        days = gettext("%(first)s to %(last)s") % {"first": _day(opening.days[0]), "last": _day(opening.days[-1])}
    else:
        days = pgettext("between days", ", ").join(_day(day) for day in opening.days)
    if opening.opens is None or opening.closes is None:
        return gettext("24 hours, %(days)s") % {"days": days}
    hours = {"days": days, "opens": _clock(opening.opens), "closes": _clock(opening.closes)}
    return gettext("%(days)s, %(opens)s to %(closes)s") % hours


def _day(day: int) -> str:
    """The day as it stands within a sentence; Django's own names are for the heads of calendars."""
    names = (
        pgettext("opening hours", "Monday"),
        pgettext("opening hours", "Tuesday"),
        pgettext("opening hours", "Wednesday"),
        pgettext("opening hours", "Thursday"),
        pgettext("opening hours", "Friday"),
        pgettext("opening hours", "Saturday"),
        pgettext("opening hours", "Sunday"),
    )
    return names[day]


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"
