"""What would follow from a requirement before it is saved, so that nobody makes hundreds overdue without knowing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from training.dates import today
from training.errors import NotYoursError
from training.journeys.assigning import AT_ONCE, fitting
from training.journeys.authority import may_require
from training.journeys.folding import reckoned, records
from training.models import Requirement, Status
from training.standing import Dates, Standing, standing

MOST = 20_000
"""Learners for whom dates are reckoned while somebody waits; for more only those who come and go are counted."""


@dataclass
class Consequences:
    """How many people a change touches, and how. `overdue` are those who were not overdue and would be today."""

    have_to: int = 0
    added: int = 0
    freed: int = 0
    overdue: int = 0
    relieved: int = 0
    moved: int = 0
    is_whole: bool = True

    def add(self, before: Dates | None, after: Dates | None, day: date) -> None:
        """Count one learner."""
        late = [one is not None and standing(one, day) is Standing.OVERDUE for one in (before, after)]
        self.overdue += late == [False, True]
        self.relieved += late == [True, False]
        if before is not None and after is not None:
            self.moved += (before.due_on, before.valid_until) != (after.due_on, after.valid_until)


def consequences(by: Any, requirement: Requirement, **lists: Collection[Any]) -> Consequences:
    """What saving it would do today; `requirement` holds the wanted terms and is not saved. Raises NotYoursError."""
    agencies = [one.pk for one in lists["agencies"]]
    if not may_require(by, agencies):
        raise NotYoursError
    day = today()
    wanted = fitting(agencies, [one.pk for one in lists["job_roles"]], requirement, day)
    fit = set(wanted.values_list("learner", flat=True))
    had = set(Status.objects.filter(requirement=requirement.pk).values_list("learner", flat=True))
    found = Consequences(have_to=len(fit), added=len(fit - had), freed=len(had - fit))
    touched = sorted(fit | had)
    found.is_whole = len(touched) <= MOST
    activities = frozenset(one.pk for one in lists["activities"])
    for begin in range(0, len(touched) if found.is_whole else 0, AT_ONCE):
        _reckon(found, touched[begin : begin + AT_ONCE], fit, requirement, activities, day)
    return found


def _reckon(
    found: Consequences,
    learners: list[int],
    fit: set[int],
    requirement: Requirement,
    activities: frozenset[int],
    day: date,
) -> None:
    rows = {
        row.learner_id: row.dates for row in Status.objects.filter(requirement=requirement.pk, learner__in=learners)
    }
    for learner, record in records(learners).items():
        after = None
        if learner in fit:
            since = record.assigned_on(requirement.pk) if requirement.pk else None
            after = reckoned(record, requirement.pk, since or day, requirement.terms, activities)
        found.add(rows.get(learner), after, day)
