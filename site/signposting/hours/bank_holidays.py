"""Bank holidays of England."""

from datetime import date
from functools import cache


def bank_holiday(day: date) -> str:
    """The English name of the bank holiday on this date; empty if it is none."""
    return _in_year(day.year).get(day, "")


@cache
def _in_year(year: int) -> dict[date, str]:
    # Only a reader who asks what is open now waits for the library: no start and no other page does.
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=year)
    # The library also names Christmas and New Year on a weekend, when the bank holiday is the weekday after.
    return {day: name for day, name in found.items() if day.year == year and day.weekday() < 5}
