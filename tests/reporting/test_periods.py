"""Periods: months by the outcome, by the calendar, with a clock that may be wrong and a table that may change."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.utils import timezone

from reporting.journeys import (
    deleting,
    retaining,
    sending,
)
from reporting.journeys.deleting import NotDueError
from reporting.periods import later, months_of
from reporting.terms import OUTCOMES
from tests.reporting.closing import ago, clock_at, close, closed, kept, keys_of
from tests.reporting.conftest import OpenDesk, concern


@pytest.mark.parametrize("outcome", [code for code, _words in OUTCOMES])
def test_every_outcome_has_a_period_and_gives_its_report_a_day(desk: OpenDesk, outcome: str) -> None:
    assert outcome in site_settings.RETENTION_MONTHS
    report = closed(desk, outcome, months=0)
    assert kept(keys_of(desk), report).delete_on == later(timezone.localdate(), months_of(outcome))


def test_what_was_referred_is_kept_longest_and_noise_shortest() -> None:
    months = site_settings.RETENTION_MONTHS
    assert months["noise"] == min(months.values())
    assert {code for code, number in months.items() if number == max(months.values())} == {
        code for code in months if code.startswith("referred_")
    }


def test_a_clock_that_was_set_back_shortens_nothing(desk: OpenDesk) -> None:
    report, keyring = sending.send(concern()), keys_of(desk)
    with clock_at(date(2001, 2, 3)):
        close(desk.manager, keyring, report, "noise")
    report.refresh_from_db()
    assert kept(keyring, report).delete_on == later(timezone.localdate(), 1)
    old = closed(desk)
    with clock_at(date(2001, 2, 3)):
        assert retaining.look_over(desk.manager, keyring).due == []
        with pytest.raises(NotDueError):
            deleting.delete(desk.manager, keyring, old.pk)
    found = retaining.look_over(desk.manager, keyring).due
    assert [one.summary.report.pk for one in found if one.is_due] == [old.pk]


def test_a_period_made_longer_counts_at_once_and_one_made_shorter_brings_no_day_forward(
    desk: OpenDesk, settings: Any
) -> None:
    report, keyring = closed(desk, "advice", months=12), keys_of(desk)
    before = kept(keyring, report).delete_on
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "advice": 1}
    assert kept(keyring, report).delete_on == before
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "advice": 60}
    assert kept(keyring, report).delete_on == later(ago(12), 60)


def test_an_outcome_that_is_in_no_list_any_more_is_kept_longest(desk: OpenDesk) -> None:
    report = closed(desk, "a_word_of_last_year", months=0)
    longest = max(site_settings.RETENTION_MONTHS.values())
    assert kept(keys_of(desk), report).delete_on == later(timezone.localdate(), longest)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 5), 72, date(2032, 5, 5)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, then: date) -> None:
    assert later(day, months) == then
