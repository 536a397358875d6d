"""Coarse dates: quarters and financial years, from April to March, and only those that are over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

STARTS = 4
MONTHS = 3


@dataclass(frozen=True)
class Quarter:
    """Three months of a financial year; `number` runs from 0 (April to June) to 3 (January to March)."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        months = STARTS - 1 + MONTHS * self.number
        return date(self.year + months // 12, months % 12 + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        after = Quarter(self.year, self.number + 1) if self.number < 3 else Quarter(self.year + 1, 0)
        return after.first - timedelta(days=1)

    @property
    def name(self) -> str:
        """As a heading says it."""
        return f"{self.first:%B} to {self.last:%B %Y}"


def quarter_of(day: date) -> Quarter:
    """The quarter that a day lies in."""
    year = day.year if day.month >= STARTS else day.year - 1
    return Quarter(year, (day.month - STARTS) % 12 // MONTHS)


def year_name(year: int) -> str:
    """A financial year as boards write it: 2025–26."""
    return f"{year}–{(year + 1) % 100:02}"


def closed(year: int, since: date, today: date) -> list[Quarter]:
    """The quarters of a financial year that are over, without those that were over before the desk began.

    A quarter in which nothing can have come is known to be empty: beside it, hidden numbers would be easier to guess.
    """
    quarters = (Quarter(year, number) for number in range(4))
    return [quarter for quarter in quarters if since <= quarter.last < today]


def is_over(year: int, today: date) -> bool:
    """Whether a whole financial year is over: only then is anything said of the year."""
    return Quarter(year, 3).last < today


def years(since: date, today: date) -> Iterator[int]:
    """The financial years with a quarter to show, the newest first."""
    for year in range(quarter_of(today).year, quarter_of(since).year - 1, -1):
        if closed(year, since, today):
            yield year
