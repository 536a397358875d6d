"""What opening hours say, once they have been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from signposting.hours.being_open import State, state_of

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 24 * 60
BANK_HOLIDAY = 7


class Span(NamedTuple):
    """From when to when, in minutes after midnight; `closes` is past 1440 where it is on the next day."""

    opens: int
    closes: int


ALL_DAY = (Span(0, DAY),)
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Hours:
    """Opening hours as they were read: for every day of the week, bank holidays and single dates.

    `bank_holidays` is None where nothing is known, empty where they are closed. `exceptions` replace
    whatever else holds on their date.
    """

    weekly: tuple[Spans, ...] = ((),) * 7
    bank_holidays: Spans | None = None
    exceptions: Mapping[date, Spans] = field(default_factory=dict)
    by_appointment: bool = False

    @property
    def published(self) -> bool:
        """Whether anything is known of when it is open."""
        return self.by_appointment or self.has_times

    @property
    def has_times(self) -> bool:
        """Whether it is open at any time that is known."""
        return any(self.weekly) or bool(self.bank_holidays) or any(self.exceptions.values())

    @property
    def always(self) -> bool:
        """Open 24 hours, on every day of the week and on bank holidays."""
        return self.weekly == (ALL_DAY,) * 7 and self.bank_holidays == ALL_DAY

    def spans_on(self, day: date, bank_holiday: bool) -> Spans | None:
        """The spans that begin on a date; None where nobody knows."""
        if day in self.exceptions:
            return self.exceptions[day]
        return self.bank_holidays if bank_holiday else self.weekly[day.weekday()]

    def state(self, now: datetime) -> State:
        """Whether it is open at this moment, until when, and when it opens next."""
        return state_of(self, now)

    def rows(self) -> list[tuple[int, int, int]]:
        """Day, opens and closes for every span; day 7 is a bank holiday. For `open_at` to ask in SQL.

        Dates of their own are not in these rows: whoever shows what SQL found asks `state` as well.
        """
        days = [*self.weekly, self.bank_holidays or ()]
        return [(day, span.opens, span.closes) for day, spans in enumerate(days) for span in spans]


Groups = list[tuple[tuple[int, ...], Spans]]


def grouped(weekly: tuple[Spans, ...]) -> Groups:
    """Days that share their spans, in the order of the week; days that are closed are left out."""
    found: dict[Spans, list[int]] = {}
    for day, spans in enumerate(weekly):
        if spans:
            found.setdefault(spans, []).append(day)
    groups = [(_in_order(days), spans) for spans, days in found.items()]
    return sorted(groups, key=lambda group: group[0])


def runs(days: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Days cut into stretches without a gap; a stretch may go on from Sunday to Monday."""
    found: list[list[int]] = []
    for day in days:
        if found and day == (found[-1][-1] + 1) % 7:
            found[-1].append(day)
        else:
            found.append([day])
    return [tuple(run) for run in found]


def _in_order(days: list[int]) -> tuple[int, ...]:
    """From Monday on, but Saturday to Monday stays together."""
    if len(days) == 7 or 0 not in days or 6 not in days:
        return tuple(days)
    first = max(day for day in range(7) if day not in days) + 1
    return tuple(sorted(days, key=lambda day: (day - first) % 7))


def grouped_dates(exceptions: Mapping[date, Spans]) -> list[tuple[date, date, Spans]]:
    """First and last date of every stretch of dates that share their spans."""
    found: list[tuple[date, date, Spans]] = []
    for day, spans in sorted(exceptions.items()):
        if found and found[-1][2] == spans and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day, spans)
        else:
            found.append((day, day, spans))
    return found
