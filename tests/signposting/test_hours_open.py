"""Being open: right in London through both changes of the clock, past midnight and on bank holidays."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from signposting.hours import Hours, parse_hours
from signposting.hours.bank_holidays import bank_holiday

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
# From gov.uk/bank-holidays, written by hand: not what the library says.
BANK_HOLIDAYS = {
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 29),
    date(2027, 5, 3),
    date(2027, 5, 31),
    date(2027, 8, 30),
    date(2027, 12, 27),
    date(2027, 12, 28),
}
# Christmas on a weekend: no bank holiday by law, and no day like any other.
CHRISTMAS = {date(2026, 12, 26), date(2027, 12, 25), date(2027, 12, 26)}
HOLIDAYS = BANK_HOLIDAYS | CHRISTMAS


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)


def test_bank_holidays_are_those_of_england_and_christmas_whatever_its_day() -> None:
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(730))
    assert {day for day in days if bank_holiday(day)} == HOLIDAYS


@pytest.mark.parametrize(
    ("hours", "moment", "is_open", "unsure"),
    [
        ("Sat 10:00-16:00; bank holidays closed", "2026-12-26T12:00", False, False),
        ("Sat 10:00-16:00; bank holidays closed", "2026-12-19T12:00", True, False),
        ("Sat 10:00-16:00", "2026-12-26T12:00", None, True),
        ("Mon-Fri 09:00-17:00", "2026-12-26T12:00", False, False),
        ("every day 24 hours", "2027-12-25T12:00", True, False),
    ],
)
def test_nobody_is_sent_to_a_closed_door_at_christmas(
    hours: str, moment: str, is_open: bool | None, unsure: bool
) -> None:
    state = parse_hours(hours).state(at(moment))
    assert state.is_open is is_open
    assert (state.unsure_of is not None) is unsure


def walk(hours: Hours, first: date, days: int) -> Iterator[tuple[datetime, bool]]:
    """Every minute with whether it is open: a clock is watched, and each span opens and closes once."""
    begin = datetime(first.year, first.month, first.day, tzinfo=LONDON).astimezone(UTC) - timedelta(days=2)
    waiting: list[tuple[datetime, int]] = []
    for number in range(-2, days + 2):
        day = first + timedelta(days=number)
        spans = hours.exceptions.get(day, hours.bank_holidays if day in HOLIDAYS else hours.weekly[day.weekday()])
        midnight = datetime.combine(day, time())
        for span in spans or ():
            waiting += [(midnight + MINUTE * span.opens, 1), (midnight + MINUTE * span.closes, -1)]
    waiting.sort()
    count = 0
    for number in range((days + 3) * 1440):
        instant = begin + MINUTE * number
        clock = instant.astimezone(LONDON).replace(tzinfo=None, fold=0)
        while waiting and waiting[0][0] <= clock:
            count += waiting.pop(0)[1]
        if instant >= begin + timedelta(days=2):
            yield instant, count > 0


TYPED = [
    "every day 24 hours; bank holidays closed",
    "Mon-Fri 09:00-12:00,13:00-17:00; bank holidays 10:00-14:00",
    "every day 20:00-02:00; bank holidays closed",
    "Fri-Sun 22:00-01:30; bank holidays 22:00-03:00",
    "Sat-Mon 00:30-01:30,01:45-05:00; bank holidays 24 hours",
    "Sun 01:00-02:00; Mon 09:00-17:00; bank holidays closed",
    "Sat 18:00-24:00; Sun 00:00-06:00; Mon 17:00-16:00; bank holidays 20:00-07:00",
    "every day 09:00-17:00; bank holidays closed; 2026-12-24 10:00-12:00; 2026-12-28 22:00-04:00; 2027-03-28 closed",
]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(
    ("first", "days"),
    [(date(2026, 3, 28), 3), (date(2026, 10, 24), 3), (date(2026, 12, 23), 8), (date(2027, 3, 25), 6)],
    ids=["spring", "autumn", "Christmas", "Easter"],
)
def test_states_agree_with_a_clock_that_is_watched_for_every_minute(typed: str, first: date, days: int) -> None:
    hours = parse_hours(typed)
    minutes = list(walk(hours, first, days))
    end = minutes[-1][0] + MINUTE
    changes = [
        instant for (instant, now), (_, before) in zip(minutes[1:], minutes[:-1], strict=True) if now is not before
    ]
    asked = {minutes[0][0], *changes, *(change - MINUTE for change in changes)} | {
        instant for number, (instant, _) in enumerate(minutes) if number % 45 == 0
    }
    for instant, is_open in minutes:
        if instant not in asked:
            continue
        state = hours.state(instant.astimezone(LONDON))
        assert state.is_open is is_open, instant
        following = next((change for change in changes if change > instant), None)
        told = state.closes_at if is_open else state.opens_next
        if following:
            assert told, instant
            assert told.astimezone(UTC) == following, instant
        else:
            assert told is None or told.astimezone(UTC) >= end, instant


@pytest.mark.parametrize(
    ("typed", "now", "is_open", "closes_at", "opens_next"),
    [
        ("Mon-Fri 09:00-17:00", at("2026-11-26T08:59"), False, None, at("2026-11-26T09:00")),
        ("Mon-Fri 09:00-17:00", at("2026-11-26T09:00"), True, at("2026-11-26T17:00"), at("2026-11-27T09:00")),
        ("Mon-Fri 09:00-17:00", at("2026-11-27T17:00"), False, None, at("2026-11-30T09:00")),
        # Asked from elsewhere, and in summer time.
        ("Mon-Fri 09:00-17:00", datetime(2026, 7, 1, 8, 30, tzinfo=UTC), True, at("2026-07-01T17:00"), None),
        # Sunday to Monday, and days that touch at midnight.
        ("Sun 22:00-03:00", at("2026-11-30T02:59"), True, at("2026-11-30T03:00"), at("2026-12-06T22:00")),
        ("Sat 20:00-24:00; Sun 00:00-04:00", at("2026-11-28T23:00"), True, at("2026-11-29T04:00"), None),
        # The hour that is skipped in March, and the one that comes twice in October.
        ("Sun 01:15-01:45", at("2026-03-29T00:30"), False, None, at("2026-04-05T01:15")),
        ("Sun 01:30-05:00", at("2026-03-29T00:59"), False, None, at("2026-03-29T02:00")),
        ("Sat 22:00-01:30", at("2026-10-25T01:15"), True, at("2026-10-25T01:30"), at("2026-10-31T22:00")),
        ("Sat 22:00-01:30", at("2026-10-25T01:15", fold=1), False, None, at("2026-10-31T22:00")),
        ("Sat 22:00-02:30", at("2026-10-25T01:15", fold=1), True, at("2026-10-25T02:30"), None),
        # A span belongs to the day on which it began: into and out of a bank holiday.
        ("Thu 20:00-02:00; bank holidays closed", at("2026-12-25T01:00"), True, at("2026-12-25T02:00"), None),
        ("Fri 20:00-02:00; bank holidays closed", at("2026-12-26T01:00"), False, None, at("2027-01-08T20:00")),
        ("Tue 09:00-17:00; bank holidays 20:00-02:00", at("2026-12-29T01:00"), True, at("2026-12-29T02:00"), None),
        # Nobody said anything about bank holidays.
        ("Mon-Fri 09:00-17:00", at("2026-12-25T10:00"), None, None, at("2026-12-29T09:00")),
        ("Thu-Fri 20:00-02:00", at("2026-12-25T01:00"), True, at("2026-12-25T02:00"), None),
        ("Thu-Fri 20:00-02:00", at("2026-12-26T01:00"), None, None, at("2026-12-31T20:00")),
        ("Thu-Fri 20:00-02:00", at("2026-12-26T02:00"), False, None, at("2026-12-31T20:00")),
        ("every day 24 hours", at("2026-12-25T10:00"), True, None, None),
        ("every day 24 hours; 2026-12-25 closed", at("2026-12-25T10:00"), False, None, at("2026-12-26T00:00")),
        ("Mon-Fri 09:00-17:00; 2026-12-25 10:00-12:00", at("2026-12-25T10:00"), True, at("2026-12-25T12:00"), None),
        # Two weeks ahead, not more.
        ("2026-12-24 10:00-12:00", at("2026-12-10T10:00"), False, None, at("2026-12-24T10:00")),
        ("2026-12-24 10:00-12:00", at("2026-12-10T09:59"), False, None, None),
        ("", at("2026-11-26T10:00"), None, None, None),
        ("by appointment", at("2026-11-26T10:00"), None, None, None),
    ],
)
def test_open_closed_or_not_known(
    typed: str, now: datetime, is_open: bool | None, closes_at: datetime | None, opens_next: datetime | None
) -> None:
    state = parse_hours(typed).state(now)
    assert (state.is_open, state.closes_at) == (is_open, closes_at)
    if opens_next or not is_open:
        assert state.opens_next == opens_next
    for moment in (state.closes_at, state.opens_next):
        assert moment is None or moment.tzinfo == LONDON


def test_always_is_said_only_where_no_end_is_in_sight() -> None:
    now = at("2026-12-20T10:00")
    assert parse_hours("every day 24 hours").state(now).always
    assert not parse_hours("every day 24 hours; bank holidays closed").state(now).always
    assert not parse_hours("every day 24 hours; 2026-12-31 closed").state(now).always
    assert not parse_hours("Mon-Sat 24 hours").state(now).always


def test_a_state_knows_appointments_and_the_bank_holiday() -> None:
    state = parse_hours("Mon-Fri 09:00-17:00 by appointment; bank holidays closed").state(at("2026-12-25T10:00"))
    assert (state.is_open, state.by_appointment, state.bank_holiday) == (False, True, "Christmas Day")
    assert parse_hours("by appointment").state(at("2026-11-26T10:00")).by_appointment


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        parse_hours("every day 24 hours").state(datetime.combine(date(2026, 11, 26), time(10)))


def test_showing_hours_does_not_wait_for_the_library_of_bank_holidays() -> None:
    script = "import sys; import signposting.hours.reading as r; r.parse_hours('bank holidays 24 hours'); sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd="site", check=False).returncode == 0
