"""Compliance over time follows from the log, and can be counted again for any month that is over."""

from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.training.conftest import Partnership, at, person
from training.dates import month_ends
from training.journeys import belonging, deciding
from training.journeys.counting_months import (
    count_missing,
    count_month_end,
    counted,
    over_time,
    over_time_everywhere,
)
from training.journeys.looking_after import Place
from training.journeys.summing import counted as counted_now
from training.models import Event, MonthEnd, Team

MARCH, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)
TODAY = date(2026, 6, 15)


def numbers(partnership: Partnership, on: date) -> tuple[int, int, int]:
    """Asked, in order and overdue at the school on a day."""
    found = next(row for row in over_time(Place(partnership.school), TODAY) if row["on"] == on)
    return found["asked"], found["in_order"], found["overdue"]


def test_what_was_so_on_the_last_day_of_each_month(partnership: Partnership) -> None:
    partnership.require()
    partnership.complete(partnership.teacher, at("2026-04-30", 23))
    count_missing(TODAY)
    # Asked since 5 January, due in 30 days, 14 days of grace.
    assert numbers(partnership, date(2026, 1, 31)) == (1, 0, 0)
    assert numbers(partnership, MARCH) == (1, 0, 1)
    assert numbers(partnership, APRIL) == (1, 1, 0)
    assert numbers(partnership, MAY) == (1, 1, 0)
    assert count_missing(TODAY) == [day for day in reversed(month_ends(TODAY, 12)) if day < date(2026, 1, 5)]


def test_what_was_taken_back_later_counted_then(partnership: Partnership) -> None:
    partnership.require()
    partnership.complete(partnership.teacher, at("2026-03-01"))
    event = Event.objects.get(kind=Event.Kind.COMPLETED)
    deciding.withdraw(partnership.school_lead, event, at("2026-04-10"))
    for day in (MARCH, APRIL):
        count_month_end(day)
    assert numbers(partnership, MARCH) == (1, 1, 0)
    assert numbers(partnership, APRIL) == (1, 0, 1)


def test_people_count_where_they_worked_on_that_day_and_in_their_team(partnership: Partnership) -> None:
    night = Team.objects.create(agency=partnership.taxis, name="Night")
    partnership.require()
    teacher = partnership.learner(partnership.teacher)
    belonging.move(
        partnership.teacher,
        teacher,
        partnership.school,
        partnership.taxis,
        partnership.driving,
        team=night,
        at=at("2026-04-10"),
    )
    for day in (MARCH, APRIL):
        count_month_end(day)
    found = MonthEnd.objects.values_list("on", "agency__name", "team__name", "asked").order_by("on", "agency", "team")
    assert sorted(found, key=str) == [
        (MARCH, "Bobbin Taxis", None, 1),
        (MARCH, "Mill Lane School", None, 1),
        (APRIL, "Bobbin Taxis", "Night", 1),
        (APRIL, "Bobbin Taxis", None, 1),
    ]
    assert [row["asked"] for row in over_time(Place(partnership.taxis, (night,)), TODAY)] == [1]


def test_whoever_is_exempt_is_not_asked_and_counting_again_replaces(partnership: Partnership) -> None:
    requirement = partnership.require()
    count_month_end(MARCH)
    teacher = partnership.learner(partnership.teacher)
    deciding.exempt(partnership.school_lead, teacher, requirement, date(2026, 3, 1), None, "", at("2026-03-01"))
    assert numbers(partnership, MARCH) == (1, 0, 1)
    count_month_end(MARCH)
    assert not [row for row in over_time(Place(partnership.school), TODAY) if row["on"] == MARCH]


def test_the_log_of_today_says_what_the_status_rows_say(partnership: Partnership) -> None:
    partnership.require()
    partnership.require(title="Only taxis", agencies=[partnership.taxis])
    partnership.complete(partnership.driver, at("2026-03-01"))
    day = date(2026, 8, 1)
    folded = {
        (agency, requirement): (n["asked"], n["in_order"], n["overdue"])
        for (agency, _team, requirement), n in counted(day).items()
    }
    assert folded == dict(counted_now(day))
    assert len(folded) == 3


def test_it_costs_the_same_queries_for_many_people(partnership: Partnership) -> None:
    partnership.require()

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            counted(MARCH)
        return len(captured)

    few = cost()
    for number in range(20):
        user = person(f"{number}@lantern.example")
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, at=at("2026-02-01"))
    assert cost() == few


def test_the_board_reads_shares_of_agencies_that_are_large_enough(partnership: Partnership) -> None:
    partnership.require()
    for number in range(19):
        user = person(f"{number}@lantern.example")
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, at=at("2026-02-01"))
        if number < 10:
            partnership.complete(user, at("2026-03-02") + timedelta(minutes=number))
    partnership.complete(partnership.driver, at("2026-03-02"))
    count_month_end(MARCH)
    shares = {on: (by, everywhere) for on, by, everywhere in over_time_everywhere(partnership.board, TODAY)}
    assert shares[MARCH] == ({partnership.school.pk: 50}, 50), "one driver is no figure, and is in no sum"
    assert shares[APRIL] == ({}, None)


def test_the_command_counts_what_is_missing(partnership: Partnership) -> None:
    partnership.require()
    call_command("count_training_months")
    assert MonthEnd.objects.exists()
    call_command("count_training_months", "--again")
    assert MonthEnd.objects.exists()
