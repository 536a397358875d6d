"""Opening hours in one fixed form that a person can type and every language can show.

    every day 24 hours
    Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-12:00; bank holidays closed
    Fri-Sat 20:00-02:00; 2026-12-24 to 2026-12-26 closed
    Mon-Fri 09:00-17:00 by appointment

Times are Europe/London. An empty text means that no hours are published.
"""

from signposting.hours.being_open import State
from signposting.hours.reading import HOURS, HoursError, parse_hours
from signposting.hours.rows import open_at
from signposting.hours.schedules import hours_from, schedules_of
from signposting.hours.showing import show_hours, show_state
from signposting.hours.week import Hours, Span
from signposting.hours.writing import write_hours

__all__ = [
    "HOURS",
    "Hours",
    "HoursError",
    "Span",
    "State",
    "hours_from",
    "open_at",
    "parse_hours",
    "schedules_of",
    "show_hours",
    "show_state",
    "write_hours",
]
