"""The training lead's table: people, requirements, and where each stands with each on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from training.dates import today
from training.journeys.looking_after import Place, Wanted, asked_here, found, people
from training.listed import Listed, condition
from training.models import Membership, Requirement, Status
from training.said import COLUMNS, Said, said, said_of, said_plainly
from training.standing_sql import counts, with_words, word

PER_PAGE = 50
AT_ONCE = 500


@dataclass(frozen=True)
class Row:
    """One person, and what is said of each requirement; None where it is not asked of them."""

    membership: Membership
    cells: list[Said | None]


@dataclass(frozen=True)
class Tally:
    """A requirement among some people: who is asked, in order, overdue (training.standing_sql.counts)."""

    requirement: Requirement
    asked: int = 0
    in_order: int = 0
    overdue: int = 0

    @property
    def percent(self) -> int | None:
        """In order, of a hundred who are asked, rounded down so that 100 is everybody; None if nobody is asked."""
        return self.in_order * 100 // self.asked if self.asked else None


class Matrix:
    """A lead's table, whose rows are fetched a page at a time: two queries a page, and one for their number."""

    def __init__(self, where: Place, wanted: Wanted, day: date | None = None) -> None:
        self.day = day or today()
        self.where = where
        self.requirements = asked_here(where, self.day, wanted)
        self.members = found(where, wanted, self.requirements, self.day)

    def count(self) -> int:
        """How many people there are in it."""
        return self.members.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Row]:
        return self.rows(list(self.members[part]))

    def rows(self, members: Sequence[Membership]) -> list[Row]:
        """Rows of these people."""
        words = self._words(member.learner_id for member in members)
        return [Row(member, [words[member.learner_id].get(one.pk) for one in self.requirements]) for member in members]

    def _words(self, learners: Iterable[int]) -> dict[int, dict[int, Said]]:
        rows = Status.objects.filter(learner__in=list(learners), requirement__in=self.requirements)
        read: dict[int, dict[int, Said]] = defaultdict(dict)
        for learner, requirement, standing, *dates in rows.values_list(
            "learner", "requirement", word(self.day), *COLUMNS
        ):
            read[learner][requirement] = said(standing, *dates, day=self.day)
        return read

    def tallies(self) -> list[Tally]:
        """Each requirement among everybody in the table, in one query."""
        rows = Status.objects.filter(
            learner__in=self.members.order_by().values("learner"), requirement__in=self.requirements
        )
        counted = rows.values("requirement").annotate(**counts(self.day)).order_by()
        by_requirement = {row.pop("requirement"): row for row in counted}
        return [Tally(one, **by_requirement.get(one.pk, {})) for one in self.requirements]

    def lines(self) -> Iterator[list[Any]]:
        """For a file: every row, some at a time, so that memory does not grow with their number."""
        for members in in_chunks(self.members.iterator(chunk_size=AT_ONCE)):
            for row in self.rows(members):
                yield [*who(row.membership), *(said_plainly(cell) for cell in row.cells)]


def in_chunks(members: Iterator[Membership]) -> Iterator[list[Membership]]:
    """Some at a time."""
    while chunk := list(islice(members, AT_ONCE)):
        yield chunk


HEADINGS = ["Name", "E-mail", "Team", "Job role", "Level"]


def who(member: Membership) -> list[str]:
    """A person in a file."""
    user = member.learner.user
    return [
        str(member.learner),
        user.email if user else "",
        member.team.name if member.team else "",
        member.job_role.name,
        member.get_level_display(),
    ]


def listed_here(where: Place, listed: Listed, day: date) -> Any:
    """Status rows of the people there of one kind, the most pressing first."""
    members = people(where, day).order_by().values("learner")
    rows = Status.objects.filter(learner__in=members, requirement__in=asked_here(where, day))
    first = "valid_until" if listed is Listed.EXPIRING else "due_on"
    return (
        with_words(rows, day)
        .filter(condition(listed, day))
        .select_related("learner__user", "requirement")
        .order_by(first, "learner__user__last_name", "learner__user__first_name", "pk")
    )


def listed_lines(rows: Any, day: date) -> Iterator[list[str]]:
    """Such a list for a file."""
    for row in rows.iterator(chunk_size=AT_ONCE):
        user = row.learner.user
        yield [
            str(row.learner),
            user.email if user else "",
            row.requirement.title,
            said_plainly(said_of(row, day)),
        ]
