"""How long a completion lasts, in tables: month ends, leap days, clocks that change, early and late renewals."""

from datetime import UTC, date, datetime, timedelta

import pytest

from training.dates import LONDON, Terms, Validity, add_months, day_of, ended, renewed, wait_over

YEARLY = Terms(Validity.ROLLING, months=12, window_days=60)
MARCH = Terms(Validity.FIXED, fixed_month=3, fixed_day=31, window_days=90)
LEAP = Terms(Validity.FIXED, fixed_month=2, fixed_day=29)


def on(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-11-28", 0, "2026-11-28"),
    ],
)
def test_months_end_where_the_month_ends(day: str, months: int, later: str) -> None:
    assert add_months(on(day), months) == on(later)


@pytest.mark.parametrize(
    ("terms", "done", "until"),
    [
        (Terms(), ["2024-02-29"], None),
        (YEARLY, ["2024-03-01"], "2025-03-01"),
        (YEARLY, ["2024-02-29"], "2025-02-28"),
        # Inside the window it counts on from the old date, on its first day and on its last.
        (YEARLY, ["2024-03-01", "2024-12-31"], "2026-03-01"),
        (YEARLY, ["2024-03-01", "2025-03-01"], "2026-03-01"),
        # A day before the window, and a day after the end, it counts from the day itself.
        (YEARLY, ["2024-03-01", "2024-12-30"], "2025-12-30"),
        (YEARLY, ["2024-03-01", "2025-03-02"], "2026-03-02"),
        # Four renewals in time come back to the leap day that the first was done on.
        (YEARLY, ["2024-02-29", "2025-02-01", "2026-02-01", "2027-02-01"], "2028-02-29"),
        # Renewed, and done again soon after: nothing is lost.
        (YEARLY, ["2024-03-01", "2025-02-01", "2025-02-08"], "2026-03-01"),
        # Until the fixed day; in its window, until the next one.
        (MARCH, ["2026-04-01"], "2027-03-31"),
        (MARCH, ["2026-12-30"], "2027-03-31"),
        (MARCH, ["2026-12-31"], "2028-03-31"),
        (MARCH, ["2027-03-31"], "2028-03-31"),
        (LEAP, ["2027-05-01"], "2028-02-29"),
        (LEAP, ["2026-05-01"], "2027-02-28"),
        (LEAP, ["2028-02-29"], "2028-02-29"),
    ],
)
def test_how_long_it_is_valid(terms: Terms, done: list[str], until: str | None) -> None:
    held = None
    for day in done:
        held = renewed(terms, on(day), held)
    assert held is not None
    assert held.done_on == on(done[-1])
    assert held.until == (on(until) if until else None)


def test_what_is_ended_was_valid_until_the_day_before() -> None:
    held = ended(renewed(YEARLY, on("2026-01-10")), on("2026-05-01"))
    assert held.until == on("2026-04-30")
    assert renewed(YEARLY, on("2026-05-01"), held).until == on("2027-05-01")


def test_what_ran_out_by_itself_is_not_ended_again() -> None:
    held = renewed(YEARLY, on("2020-01-10"))
    assert ended(held, on("2026-05-01")) == held


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2026-07-02"),
        (datetime(2026, 1, 1, 23, 30, tzinfo=UTC), "2026-01-01"),
        # The night in which summer time begins, and the one in which it ends.
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), "2026-03-28"),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), "2026-03-30"),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), "2026-10-25"),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), "2026-10-25"),
    ],
)
def test_the_day_is_londons(moment: datetime, day: str) -> None:
    assert day_of(moment) == on(day)


def test_a_wait_is_as_long_in_the_night_in_which_the_clocks_change() -> None:
    finished = datetime(2026, 3, 28, 12, 0, tzinfo=LONDON)
    over = wait_over(finished.astimezone(UTC), 24)
    assert over - finished.astimezone(UTC) == timedelta(hours=24)
    assert over.astimezone(LONDON).hour == 13
