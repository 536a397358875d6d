"""Where somebody stands, from what happened and the terms, for a day."""

from datetime import date
from typing import Any

import pytest

from training.dates import Terms, Validity
from training.standing import Happening, Standing, reckon, standing

TERMS = Terms(Validity.ROLLING, months=12, due_days=30, grace_days=14, window_days=60)
ONE, OTHER = 1, 2
BEGAN = date(2026, 1, 1)


def on(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def done(day: str, activity: int = ONE, version: int = 1, order: int = 1) -> Happening:
    """It was completed."""
    return Happening(on(day), order, activity, version)


def no_more(day: str, before: int | None = None, order: int = 9) -> Happening:
    """Completions so far stopped counting."""
    return Happening(on(day), order, ONE, before, ends=True)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2026-01-01", Standing.NOT_STARTED),
        ("2026-01-31", Standing.NOT_STARTED),
        ("2026-02-01", Standing.GRACE),
        ("2026-02-14", Standing.GRACE),
        ("2026-02-15", Standing.OVERDUE),
    ],
)
def test_who_never_did_it_is_due_then_in_grace_then_overdue(day: str, word: Standing) -> None:
    assert standing(reckon(TERMS, [ONE], BEGAN, []), on(day)) is word


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2026-01-20", Standing.VALID),
        ("2026-11-20", Standing.VALID),
        ("2026-11-21", Standing.EXPIRING),
        ("2027-01-20", Standing.EXPIRING),
        ("2027-01-21", Standing.GRACE),
        ("2027-02-03", Standing.GRACE),
        ("2027-02-04", Standing.OVERDUE),
    ],
)
def test_who_did_it_is_valid_then_expiring_then_in_grace_then_overdue(day: str, word: Standing) -> None:
    assert standing(reckon(TERMS, [ONE], BEGAN, [done("2026-01-20")]), on(day)) is word


def test_begun_is_a_word_of_its_own_while_there_is_time() -> None:
    dates = reckon(TERMS, [ONE], BEGAN, [], started_on=on("2026-01-05"))
    assert standing(dates, on("2026-01-31")) is Standing.STARTED
    assert standing(dates, on("2026-02-20")) is Standing.OVERDUE


def test_every_activity_is_needed_and_the_first_to_run_out_ends_it() -> None:
    half = reckon(TERMS, [ONE, OTHER], BEGAN, [done("2026-01-10")])
    assert half.done_on is None
    whole = reckon(TERMS, [ONE, OTHER], BEGAN, [done("2026-01-10"), done("2026-03-10", OTHER)])
    assert (whole.done_on, whole.valid_until) == (on("2026-03-10"), on("2027-01-10"))


def test_nothing_asked_is_nothing_met() -> None:
    assert reckon(TERMS, [], BEGAN, []).done_on is None


def test_what_was_done_before_it_was_asked_for_counts_while_it_is_valid() -> None:
    assert standing(reckon(TERMS, [ONE], BEGAN, [done("2025-06-01")]), on("2026-02-20")) is Standing.VALID


def test_what_ran_out_before_it_was_asked_for_leaves_the_days_to_do_it_in() -> None:
    dates = reckon(TERMS, [ONE], BEGAN, [done("2020-06-01")])
    assert dates.due_on == on("2026-01-31")
    assert standing(dates, on("2026-01-10")) is Standing.NOT_STARTED


def test_a_new_version_that_expires_older_ones_gives_the_days_to_do_it_in_again() -> None:
    happened = [done("2026-01-10", version=1), no_more("2026-05-01", before=2)]
    dates = reckon(TERMS, [ONE], BEGAN, happened)
    assert (dates.valid_until, dates.due_on, dates.late_after) == (on("2026-04-30"), on("2026-05-31"), on("2026-06-14"))
    assert standing(dates, on("2026-05-20")) is Standing.NOT_STARTED
    again = reckon(TERMS, [ONE], BEGAN, [*happened, done("2026-05-20", version=2, order=10)])
    assert again.valid_until == on("2027-05-20")


def test_it_does_not_touch_whoever_has_the_new_version() -> None:
    dates = reckon(TERMS, [ONE], BEGAN, [done("2026-01-10", version=2), no_more("2026-05-01", before=2)])
    assert dates.valid_until == on("2027-01-10")


@pytest.mark.parametrize(
    ("exempt", "day", "word"),
    [
        ((BEGAN, None), "2030-01-01", Standing.EXEMPT),
        ((BEGAN, on("2026-06-30")), "2026-06-30", Standing.EXEMPT),
        # Afterwards there are the days to do it in again, and the grace.
        ((BEGAN, on("2026-06-30")), "2026-07-30", Standing.NOT_STARTED),
        ((BEGAN, on("2026-06-30")), "2026-08-14", Standing.OVERDUE),
        # Whoever was late before they were let off is late after it.
        ((on("2026-03-01"), on("2026-06-30")), "2026-07-01", Standing.OVERDUE),
        ((on("2026-03-01"), on("2026-06-30")), "2026-02-28", Standing.OVERDUE),
    ],
)
def test_being_let_off(exempt: Any, day: str, word: Standing) -> None:
    assert standing(reckon(TERMS, [ONE], BEGAN, [], exempt=exempt), on(day)) is word


def test_without_days_to_do_it_in_nobody_is_late() -> None:
    assert standing(reckon(Terms(), [ONE], BEGAN, []), on("2099-01-01")) is Standing.NOT_STARTED
    assert standing(reckon(Terms(), [ONE], BEGAN, [done("2026-01-10")]), on("2099-01-01")) is Standing.VALID


def test_the_order_in_which_history_is_handed_over_changes_nothing() -> None:
    happened = [done("2026-01-10"), done("2026-12-20", order=2), no_more("2026-06-01", before=1)]
    assert reckon(TERMS, [ONE], BEGAN, happened) == reckon(TERMS, [ONE], BEGAN, happened[::-1])
