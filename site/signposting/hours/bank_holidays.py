"""Bank holidays of England, with Christmas and New Year where they fall on a weekend."""

from datetime import date
from functools import cache


def bank_holiday(day: date) -> str:
    """The English name of the bank holiday on this date; empty if it is none.

    Christmas Day, Boxing Day and New Year's Day count on a weekend too. The law's holiday is then the weekday after,
    but whoever is closed on bank holidays is hardly open on them, and hours are only shown beyond doubt (decision 0021).
    """
    return _in_year(day.year).get(day, "")


@cache
def _in_year(year: int) -> dict[date, str]:
    # Only a reader who asks what is open now waits for the library: no start and no other page does.
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=year)
    return {day: name for day, name in found.items() if day.year == year}
