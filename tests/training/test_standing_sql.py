"""The database says of every status row what the pure functions say, whatever its dates and the day."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from tests.training.conftest import Partnership, person
from training import standing_sql
from training.journeys.summing import counted
from training.listed import Listed, condition, fits
from training.models import Agency, Learner, Membership, Requirement, Status
from training.standing import RAN_OUT, Dates, Standing, standing, told
from training.standing_sql import IN_ORDER, counts, with_words, word

DAY = date(2026, 2, 28)
ROWS = 1500
EDGES = (-1, 0, 1, 29, 30, 31, 89, 90, 91)


@pytest.fixture
def rows(partnership: Partnership) -> dict[int, Dates]:
    """Status rows of every shape that dates can have, near the day and far from it, by their ids."""
    chance = random.Random(20261128)
    learner = partnership.learner(person("anybody@lantern.example"))
    requirements = Requirement.objects.bulk_create(Requirement(title=f"Requirement {n}") for n in range(ROWS))

    made = [some_row(chance, learner, requirement) for requirement in requirements]
    Status.objects.bulk_create(made)
    return {row.pk: row.dates for row in made}


def some_row(chance: random.Random, learner: Learner, requirement: Requirement) -> Status:
    """With dates near the day and far from it, or none."""

    def some_day() -> date | None:
        if chance.random() < 0.25:
            return None
        return DAY + timedelta(days=chance.choice((*EDGES, chance.randint(-400, 400))))

    days = {name: some_day() for name in Dates.names() if name != "assigned_on"}
    return Status(
        learner=learner,
        requirement=requirement,
        assigned_on=DAY - timedelta(days=chance.randint(0, 400)),
        **days,
    )


def test_the_word_is_the_same(rows: dict[int, Dates]) -> None:
    asked = dict(Status.objects.filter(pk__in=rows).values_list("pk", word(DAY)))
    expected = {pk: standing(dates, DAY).value for pk, dates in rows.items()}
    assert asked == expected
    assert set(expected.values()) == {one.value for one in Standing}, "every word was tried"


def test_so_is_what_is_told_in_a_cell(rows: dict[int, Dates]) -> None:
    asked = {
        pk: tuple(found) for pk, *found in Status.objects.filter(pk__in=rows).values_list("pk", *standing_sql.told(DAY))
    }
    assert asked == {pk: told(dates, DAY) for pk, dates in rows.items()}
    whats = {what for what, _on in asked.values()}
    assert whats == {RAN_OUT, *(one.value for one in Standing)}, "everything was tried"


@pytest.mark.parametrize("listed", list(Listed))
def test_so_is_what_a_list_holds(rows: dict[int, Dates], listed: Listed) -> None:
    found = with_words(Status.objects.filter(pk__in=rows), DAY).filter(condition(listed, DAY))
    asked, expected = (
        set(found.values_list("pk", flat=True)),
        {pk for pk, dates in rows.items() if fits(listed, dates, DAY)},
    )
    assert asked == expected
    assert 0 < len(expected) < ROWS


def test_so_are_the_numbers(rows: dict[int, Dates]) -> None:
    words = [standing(dates, DAY) for dates in rows.values()]
    assert Status.objects.filter(pk__in=rows).aggregate(**counts(DAY)) == {
        "asked": len(words) - words.count(Standing.EXEMPT),
        "in_order": words.count(Standing.VALID) + words.count(Standing.EXPIRING),
        "overdue": words.count(Standing.OVERDUE),
    }


def test_the_boards_numbers_are_those_counted_person_by_person(partnership: Partnership) -> None:
    chance = random.Random(20261129)
    requirements = Requirement.objects.bulk_create(Requirement(title=f"Requirement {n}") for n in range(5))
    # Nobody's agency, one that they left on the day, one that they will begin at, and some at two at once.
    began, later = DAY - timedelta(days=30), DAY + timedelta(days=1)
    places: list[dict[Agency | None, tuple[date, date | None]]] = [
        {None: (began, None)},
        {partnership.school: (began, DAY)},
        {partnership.taxis: (later, None)},
        {partnership.school: (began, None)},
        {partnership.taxis: (began, later)},
        {partnership.school: (began, None), partnership.taxis: (DAY, None)},
    ]
    expected: dict[tuple[int, int], Counter[str]] = {}
    for learner in Learner.objects.bulk_create(Learner() for _ in range(100)):
        where = chance.choice(places)
        Membership.objects.bulk_create(
            Membership(learner=learner, agency=agency, job_role=partnership.teaching, began_on=first, ended_on=last)
            for agency, (first, last) in where.items()
        )
        rows = [some_row(chance, learner, one) for one in requirements if chance.random() < 0.9]
        for row in rows[::2]:
            row.done_on, row.due_on, row.late_after = None, DAY - timedelta(days=2), DAY - timedelta(days=1)
        for row in Status.objects.bulk_create(rows):
            for agency, (first, last) in where.items():
                if agency and first <= DAY and (last is None or last > DAY):
                    word = row.on(DAY)
                    people = expected.setdefault((agency.pk, row.requirement_id), Counter())
                    people["asked"] += word is not Standing.EXEMPT
                    people["in order"] += word in IN_ORDER
                    people["overdue"] += word is Standing.OVERDUE
    numbers = counted(DAY)
    assert len(expected) == 2 * len(requirements)
    for key, people in expected.items():
        assert numbers[key] == (people["asked"], people["in order"], people["overdue"])
    assert all(sum(people[what] for people in expected.values()) > 10 for what in ("asked", "in order", "overdue"))
