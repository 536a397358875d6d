"""A requirement says before it is saved whom it touches; a large one is done in the background, and only for those."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from background.models import Job
from tests.training.conftest import NINE, Partnership, person
from training.dates import Validity, today
from training.errors import NotYoursError
from training.journeys import assigning, belonging, requiring
from training.journeys.assigning import save_requirement
from training.journeys.proving import wrong_statuses
from training.models import Event, Requirement, Status

TERMS = {"validity": Validity.ROLLING.value, "months": 12, "due_days": 30, "grace_days": 14, "window_days": 60}


def lists(partnership: Partnership, *agencies: object) -> dict[str, Any]:
    """The module, for some agencies."""
    return {"activities": [partnership.module], "agencies": list(agencies), "job_roles": []}


def test_what_would_follow_is_what_follows(partnership: Partnership) -> None:
    requirement = partnership.require()
    partnership.complete(partnership.teacher, NINE)
    assert {row.done_on is not None for row in Status.objects.all()} == {True, False}
    requirement.months, requirement.due_days, requirement.grace_days, requirement.window_days = 1, 1, 0, 0
    found = requiring.consequences(partnership.board, requirement, **lists(partnership, partnership.school))
    assert (found.have_to, found.added, found.freed) == (1, 0, 1)
    before = {row.pk: row.on(today()).value for row in Status.objects.all()}
    saved = save_requirement(partnership.board, requirement, **lists(partnership, partnership.school))
    after = {row.pk: row.on(today()).value for row in Status.objects.filter(requirement=saved)}
    assert found.overdue == sum(after[key] == "overdue" and before[key] != "overdue" for key in after) == 1
    assert list(wrong_statuses()) == []


def test_a_new_requirement_makes_nobody_overdue_on_its_first_day(partnership: Partnership) -> None:
    requirement = Requirement(title="New", **TERMS)
    found = requiring.consequences(partnership.board, requirement, **lists(partnership))
    assert (found.have_to, found.added, found.overdue, found.is_whole) == (2, 2, 0, True)
    assert not Requirement.objects.filter(title="New").exists()


def test_a_lead_requires_of_their_own_people_and_of_nobody_else(partnership: Partnership) -> None:
    lead = partnership.school_lead
    own = save_requirement(lead, Requirement(title="Own", **TERMS), **lists(partnership, partnership.school))
    assert {row.learner.user for row in Status.objects.filter(requirement=own)} == {partnership.teacher}
    for agencies in ([], [partnership.taxis], [partnership.school, partnership.taxis]):
        with pytest.raises(NotYoursError):
            save_requirement(lead, Requirement(title="Others", **TERMS), **lists(partnership, *agencies))
    theirs = partnership.require(title="Theirs", agencies=[partnership.taxis])
    with pytest.raises(NotYoursError):
        save_requirement(lead, theirs, **lists(partnership, partnership.school))
    viewer = person("viewer@lantern.example", permission="view_every_agency")
    with pytest.raises(NotYoursError):
        save_requirement(viewer, Requirement(title="Viewer's", **TERMS), **lists(partnership))


def test_many_are_brought_up_to_date_by_a_job_and_nobody_else_is_touched(
    partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assigning, "AT_ONCE", 2)
    for number in range(5):
        user = person(f"many{number}@mill.example")
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching)
    before = Event.objects.filter(learner=partnership.learner(partnership.driver)).count()
    saved = save_requirement(
        partnership.board, Requirement(title="Many", **TERMS), **lists(partnership, partnership.school)
    )
    job = Job.objects.get(kind=assigning.JOB)
    assert (job.state, job.done, job.failed) == (Job.State.DONE, 3, 0)
    assert Status.objects.filter(requirement=saved).count() == 6
    assert Event.objects.filter(learner=partnership.learner(partnership.driver)).count() == before
    assert list(wrong_statuses()) == []


def test_looking_costs_the_same_for_a_batch_as_for_one(partnership: Partnership) -> None:
    requirement = partnership.require()

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            requiring.consequences(partnership.board, requirement, **lists(partnership))
        return len(captured)

    one = cost()
    for number in range(8):
        user = person(f"more{number}@mill.example")
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching)
    assert cost() == one
