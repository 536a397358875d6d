"""What a page of a learner costs does not grow with what was done before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.training.conftest import NINE, Partnership, person
from tests.training.questions import RIGHT
from training.journeys import assessing, belonging, learning
from training.journeys.assigning import reassign
from training.models import Learner, Status


def queries(act: Callable[[], Any]) -> int:
    """How many an act takes."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def round_of(partnership: Partnership, years: int) -> list[int]:
    """What each act costs when somebody does it all once more."""
    user, when = partnership.teacher, NINE + timedelta(days=365 * years)
    costs = [queries(lambda: partnership.begin(user, when))]
    registration = partnership.begin(user, when)
    costs.append(queries(lambda: learning.do_lesson(user, registration, "signs", when)))
    costs.append(queries(lambda: assessing.begin_attempt(user, registration, "check", when)))
    attempt = partnership.answered(user, registration, when)
    name = attempt.drawn[0]
    given = RIGHT[name.partition(":")[2]]
    costs.append(queries(lambda: assessing.answer(user, attempt, name, given, when)))
    costs.append(queries(lambda: assessing.to_answer(user, attempt)))
    costs.append(queries(lambda: assessing.finish(user, attempt, when)))
    return costs


def test_the_tenth_time_costs_what_the_second_did(partnership: Partnership) -> None:
    partnership.require()
    costs = [round_of(partnership, years) for years in range(10)]
    assert costs[9] == costs[1]
    # Two of them ask for what just happened which record stores hear of it.
    assert max(costs[9]) <= 27


def test_many_learners_are_brought_up_to_date_in_a_fixed_number_of_queries(partnership: Partnership) -> None:
    def with_learners(number: int) -> int:
        for each in range(number):
            user = person(f"{number}.{each}@lantern.example")
            belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, at=NINE)
        partnership.require(title=f"For {number}")
        Status.objects.all().delete()
        everybody = list(Learner.objects.values_list("pk", flat=True))
        return queries(lambda: reassign(everybody, NINE, partnership.board))

    assert with_learners(1) == with_learners(12)
