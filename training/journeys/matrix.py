"""The training lead's table: people, requirements, and where each stands with each on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from training.dates import today
from training.journeys.looking_after import Place, Wanted, asked_here, found, people
from training.listed import Listed, condition
from training.models import Level, Requirement, Status
from training.said import Said, said, said_of, said_plainly
from training.standing_sql import counts, told, with_words

PER_PAGE = 50
AT_ONCE = 500


class Person(NamedTuple):
    """Somebody in the table, as they work there. Plain values: a page of models costs more than its query."""

    learner_id: int
    first_name: str | None
    last_name: str | None
    email: str | None
    team: str | None
    job_role: str
    level: str

    def __str__(self) -> str:
        """As the learner is named everywhere; an erased one has no account, and so neither name nor address."""
        return f"{self.first_name or ''} {self.last_name or ''}".strip() or self.email or f"Learner {self.learner_id}"


COLUMNS = (
    "learner",
    "learner__user__first_name",
    "learner__user__last_name",
    "learner__user__email",
    "team__name",
    "job_role__name",
    "level",
)


@dataclass(frozen=True)
class Row:
    """One person, and what is said of each requirement; None where it is not asked of them."""

    person: Person
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
        return self.rows([Person(*found) for found in self._people()[part]])

    def _people(self) -> Any:
        return self.members.values_list(*COLUMNS)

    def rows(self, people: Sequence[Person]) -> list[Row]:
        """Rows of these people."""
        place = {one.pk: number for number, one in enumerate(self.requirements)}
        cells: dict[int, list[Said | None]] = {one.learner_id: [None] * len(place) for one in people}
        # All that these people have to do: looking for every requirement costs more than the few rows too many.
        rows = Status.objects.filter(learner__in=list(cells))
        if len(place) == 1:
            rows = rows.filter(requirement__in=place)
        for learner, requirement, what, on in rows.values_list("learner", "requirement", *told(self.day)):
            if requirement in place:
                cells[learner][place[requirement]] = said(what, on)
        return [Row(one, cells[one.learner_id]) for one in people]

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
        for some in in_chunks(self._people().iterator(chunk_size=AT_ONCE)):
            for row in self.rows(some):
                yield [*who(row.person), *(said_plainly(cell) for cell in row.cells)]


def in_chunks(found: Iterator[tuple[Any, ...]]) -> Iterator[list[Person]]:
    """Some at a time."""
    while some := [Person(*one) for one in islice(found, AT_ONCE)]:
        yield some


HEADINGS = ["Name", "E-mail", "Team", "Job role", "Level"]


def who(person: Person) -> list[str]:
    """A person in a file."""
    return [str(person), person.email or "", person.team or "", person.job_role, str(Level(person.level).label)]


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
