"""Opening hours as rows, so that a database can tell what is open."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q

from signposting.hours import open_at, parse_hours

LONDON = ZoneInfo("Europe/London")
Row = tuple[int, int, int]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("", []),
        ("by appointment", []),
        ("Mon 09:00-12:00,13:00-17:00", [(0, 540, 720), (0, 780, 1020)]),
        ("Sun 20:00-02:00; bank holidays closed", [(6, 1200, 1560)]),
        ("Mon 24 hours; bank holidays 10:00-14:00", [(0, 0, 1440), (7, 600, 840)]),
        ("every day 24 hours", [(day, 0, 1440) for day in range(8)]),
        ("Mon 09:00-10:00; 2026-12-24 10:00-12:00", [(0, 540, 600)]),
    ],
)
def test_rows_hold_the_week_and_bank_holidays(typed: str, rows: list[Row]) -> None:
    assert parse_hours(typed).rows() == rows


def matches(rule: Q, row: Row) -> bool:
    """What a database would say of one row."""
    day, opens, closes = row
    found = []
    for child in rule.children:
        if isinstance(child, tuple):
            name, value = child
            found.append({"day": day == value, "opens__lte": opens <= value, "closes__gt": closes > value}[name])
        else:
            assert isinstance(child, Q)
            found.append(matches(child, row))
    return any(found) if rule.connector == Q.OR else all(found)


@pytest.mark.parametrize(
    "typed",
    [
        "every day 24 hours",
        "Mon-Fri 09:00-12:00,13:00-17:00; bank holidays 10:00-14:00",
        "every day 20:00-02:00; bank holidays closed",
        "Sun-Mon 22:00-05:30; bank holidays 18:00-03:00",
        "Mon-Fri 09:00-17:00",
    ],
)
@pytest.mark.parametrize("first", ["2026-03-28", "2026-10-24", "2026-12-23", "2027-03-25"])
def test_a_database_says_open_where_the_state_does(typed: str, first: str) -> None:
    hours = parse_hours(typed)
    start = datetime.fromisoformat(first).replace(tzinfo=LONDON).timestamp()
    for number in range(0, 7 * 1440, 30):
        now = datetime.fromtimestamp(start + number * 60, LONDON)
        rule = open_at(now)
        assert any(matches(rule, row) for row in hours.rows()) is bool(hours.state(now).is_open), now
