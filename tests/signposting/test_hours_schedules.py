"""Opening hours as HSDS 3.0 schedules, and back."""

import json
from datetime import date
from typing import Any

import pytest

from signposting.hours import hours_from, parse_hours, schedules_of, write_hours

TODAY = date(2026, 11, 26)
MONDAY = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00:00", "closes_at": "17:00:00"}


def test_schedules_have_the_shape_of_hsds() -> None:
    typed = "Mon,Wed 09:00-12:00,13:00-17:00; Fri 20:00-02:00; Sun 24 hours; by appointment; bank holidays closed"
    assert schedules_of(parse_hours(f"{typed}; 2026-12-24 to 2026-12-26 closed")) == [
        {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00:00", "closes_at": "12:00:00"},
        {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "13:00:00", "closes_at": "17:00:00"},
        {"freq": "WEEKLY", "byday": "FR", "opens_at": "20:00:00", "closes_at": "02:00:00"},
        {"freq": "WEEKLY", "byday": "SU", "opens_at": "00:00:00", "closes_at": "23:59:59"},
        {"description": "by appointment"},
        {"description": "bank holidays closed"},
        {
            "valid_from": "2026-12-24",
            "valid_to": "2026-12-26",
            "description": "2026-12-24 to 2026-12-26 closed",
        },
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "every day 24 hours",
        "every day 24 hours; bank holidays closed",
        "every day 24 hours; bank holidays 10:00-14:00; 2026-12-25 closed",
        "Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-12:00",
        "Mon 18:00-24:00; Tue 00:00-23:58; Wed 00:01-23:59",
        "Sat-Mon 20:00-02:00; bank holidays 22:00-03:00",
        "Fri 20:00-02:00; Sat 02:00-05:00; Sun 24 hours",
        "by appointment",
        "Mon-Fri 09:00-17:00; by appointment; bank holidays 24 hours",
        "2026-12-24 10:00-12:00,13:00-14:00",
        "Mon 09:00-17:00; 2026-12-24 to 2027-01-03 closed; 2027-01-05 20:00-04:00",
    ],
)
def test_there_and_back_nothing_is_lost(typed: str) -> None:
    hours = parse_hours(typed)
    schedules = [{"id": str(number), **schedule} for number, schedule in enumerate(schedules_of(hours))]
    text, leftovers = hours_from(json.loads(json.dumps(schedules)), TODAY)
    assert parse_hours(text) == hours
    assert (text, leftovers) == (write_hours(hours), [])
    assert hours_from(reversed(schedules), TODAY) == (text, [])


@pytest.mark.parametrize(
    ("schedule", "text"),
    [
        (MONDAY, "Mon 09:00-17:00"),
        (
            {**MONDAY, "id": "1", "service_id": "2", "valid_to": None, "description": "", "interval": 1},
            "Mon 09:00-17:00",
        ),
        ({**MONDAY, "byday": "mo, tu"}, "Mon-Tue 09:00-17:00"),
        ({**MONDAY, "opens_at": "09:00", "closes_at": "17:00"}, "Mon 09:00-17:00"),
        ({**MONDAY, "opens_at": "00:00", "closes_at": "23:59"}, "Mon 24 hours"),
        ({**MONDAY, "opens_at": "18:00:00", "closes_at": "00:00:00"}, "Mon 18:00-24:00"),
    ],
)
def test_what_others_write_is_read(schedule: dict[str, Any], text: str) -> None:
    assert hours_from([schedule], TODAY) == (text, [])


@pytest.mark.parametrize(
    "schedule",
    [
        {**MONDAY, "freq": "MONTHLY", "byday": "2MO"},
        {**MONDAY, "byday": "2MO"},
        {**MONDAY, "freq": "DAILY"},
        {**MONDAY, "bymonthday": "1"},
        {**MONDAY, "interval": 2, "dtstart": "2026-11-02"},
        {**MONDAY, "valid_to": "2026-12-31"},
        {**MONDAY, "valid_from": "2027-01-01"},
        {**MONDAY, "valid_from": "soon"},
        {**MONDAY, "opens_at": "09:00Z"},
        {**MONDAY, "opens_at": "09:00:30"},
        {**MONDAY, "opens_at": "25:00:00"},
        {**MONDAY, "opens_at": "17:00:00"},
        {**MONDAY, "byday": None},
        {**MONDAY, "byday": "MO,MO"},
        {**MONDAY, "byday": ["MO"]},
        {**MONDAY, "byday": "MO," * 10_000},
        {**MONDAY, "closes_at": 1700},
        {"description": "Ring the bell twice."},
        {"description": "Mon 09:00-17:00", "schedule_link": "https://example.example/"},
        {"description": "2026-12-24 closed", "valid_from": "2026-12-31", "valid_to": "2026-12-31"},
        {},
        {"id": "1"},
        "Mon 09:00-17:00",
        None,
        7,
    ],
)
def test_what_the_form_cannot_say_comes_back_untouched(schedule: Any) -> None:
    tuesday = {**MONDAY, "byday": "TU"}
    assert hours_from([schedule, tuesday], TODAY) == ("Tue 09:00-17:00", [schedule])


def test_words_beside_times_are_left_over_without_the_times() -> None:
    words = {"id": "1", "description": "Not in August.", "valid_from": "2020-01-01"}
    assert hours_from([{**MONDAY, **words}], TODAY) == ("Mon 09:00-17:00", [words])


def test_a_schedule_that_contradicts_the_others_is_left_over() -> None:
    late = {**MONDAY, "opens_at": "16:00:00", "closes_at": "18:00:00"}
    assert hours_from([MONDAY, late], TODAY) == ("Mon 09:00-17:00", [late])


def test_only_closed_days_are_no_hours() -> None:
    closed = {"description": "bank holidays closed"}
    assert hours_from([closed], TODAY) == ("", [closed])
