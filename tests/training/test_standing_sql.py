"""The database says of every status row what the pure functions say, whatever its dates and the day."""

import random
from datetime import date, timedelta

import pytest

from tests.training.conftest import Partnership, person
from training.listed import Listed, condition, fits
from training.models import Requirement, Status
from training.standing import Dates, Standing, standing
from training.standing_sql import counts, with_words, word

DAY = date(2026, 2, 28)
ROWS = 1500
EDGES = (-1, 0, 1, 29, 30, 31, 89, 90, 91)


@pytest.fixture
def rows(partnership: Partnership) -> dict[int, Dates]:
    """Status rows of every shape that dates can have, near the day and far from it, by their ids."""
    chance = random.Random(20261128)
    learner = partnership.learner(person("anybody@lantern.example"))
    requirements = Requirement.objects.bulk_create(Requirement(title=f"Requirement {n}") for n in range(ROWS))

    def some_day() -> date | None:
        if chance.random() < 0.25:
            return None
        return DAY + timedelta(days=chance.choice((*EDGES, chance.randint(-400, 400))))

    made = [
        Status(
            learner=learner,
            requirement=requirement,
            **{name: some_day() for name in Dates.names() if name != "assigned_on"},
            assigned_on=DAY - timedelta(days=chance.randint(0, 400)),
        )
        for requirement in requirements
    ]
    Status.objects.bulk_create(made)
    return {row.pk: row.dates for row in made}


def test_the_word_is_the_same(rows: dict[int, Dates]) -> None:
    asked = dict(Status.objects.filter(pk__in=rows).values_list("pk", word(DAY)))
    told = {pk: standing(dates, DAY).value for pk, dates in rows.items()}
    assert asked == told
    assert set(told.values()) == {one.value for one in Standing}, "every word was tried"


@pytest.mark.parametrize("listed", list(Listed))
def test_so_is_what_a_list_holds(rows: dict[int, Dates], listed: Listed) -> None:
    found = with_words(Status.objects.filter(pk__in=rows), DAY).filter(condition(listed, DAY))
    asked, told = (
        set(found.values_list("pk", flat=True)),
        {pk for pk, dates in rows.items() if fits(listed, dates, DAY)},
    )
    assert asked == told
    assert 0 < len(told) < ROWS


def test_so_are_the_numbers(rows: dict[int, Dates]) -> None:
    words = [standing(dates, DAY) for dates in rows.values()]
    assert Status.objects.filter(pk__in=rows).aggregate(**counts(DAY)) == {
        "asked": len(words) - words.count(Standing.EXEMPT),
        "in_order": words.count(Standing.VALID) + words.count(Standing.EXPIRING),
        "overdue": words.count(Standing.OVERDUE),
    }
