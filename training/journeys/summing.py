"""The board's summary: every agency and requirement, with small numbers withheld."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from training.dates import today
from training.journeys.authority import require_sums
from training.models import Agency, Membership, Requirement
from training.models.agency import current
from training.standing_sql import counts
from training.withholding import Shown, protected, together


@dataclass(frozen=True)
class Summary:
    """Agencies and requirements by name. `cells` has every pair that the requirement fits; nothing in it is unprotected."""

    day: date
    agencies: list[Agency]
    requirements: list[Requirement]
    cells: dict[tuple[int, int], Shown]

    def rows(self) -> Iterator[tuple[Agency, list[Shown | None]]]:
        """An agency, and what is shown of each requirement; None where it is not asked there."""
        for agency in self.agencies:
            yield agency, [self.cells.get((agency.pk, one.pk)) for one in self.requirements]

    def totals(self) -> list[Shown]:
        """Each requirement over all agencies: the sum of what is shown, and nothing else."""
        return [
            together([self.cells[agency.pk, one.pk] for agency in self.agencies if (agency.pk, one.pk) in self.cells])
            for one in self.requirements
        ]

    def lines(self) -> Iterator[list[Any]]:
        """For a file: one row a pair."""
        for agency in self.agencies:
            for one in self.requirements:
                if shown := self.cells.get((agency.pk, one.pk)):
                    yield [agency.name, one.title, shown.asked, shown.in_order, shown.overdue, shown.share]


HEADINGS = ["Agency", "Requirement", "Asked", "In order", "Overdue", "Share in order"]


def summary(user: Any, day: date | None = None) -> Summary:
    """How it stands on a day, in four queries. Somebody at two agencies is counted at both. Raises NotYoursError.

    training.standing_sql.counts says what is counted.
    """
    require_sums(user)
    on = day or today()
    requirements = [
        one for one in Requirement.objects.prefetch_related("agencies") if one.ended_on is None or on < one.ended_on
    ]
    agencies = [one for one in Agency.objects.all() if one.closed_on is None or on < one.closed_on]
    numbers = counted(on)
    cells = {}
    for one in requirements:
        named = {agency.pk for agency in one.agencies.all()}
        for agency in agencies:
            if not named or agency.pk in named:
                cells[agency.pk, one.pk] = protected(*numbers[agency.pk, one.pk])
    return Summary(on, agencies, requirements, cells)


def counted(day: date) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Asked, in order and overdue of each agency and requirement, as they truly are. Never shown. One query."""
    # From the memberships outwards: SQLite, which has no statistics, otherwise looks up an agency for every duty.
    # Only whoever has a duty, said by itself: PostgreSQL shares an inner join among its workers, and no outer one.
    found = (
        Membership.objects.filter(current(day), learner__statuses__isnull=False)
        .exclude(agency=None)
        .values("agency", requirement=F("learner__statuses__requirement"))
        .annotate(**counts(day, "learner__statuses__"))
        .order_by()
    )
    numbers = {(row["agency"], row["requirement"]): (row["asked"], row["in_order"], row["overdue"]) for row in found}
    return defaultdict(lambda: (0, 0, 0), numbers)
