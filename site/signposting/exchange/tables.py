"""Services, organisations and places as tables, with a dry run (pages.journeys.bulk). A row is found by its code.

Only the records in the source language are in the tables. What is for staff alone in `contacts` is in
none, and outlives an import; a place that is secret has no address in any.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.urls import reverse

from pages.journeys.bulk import Change, Kind, Line, Step
from pages.journeys.cells import faults
from signposting.exchange.cells import Cell, words
from signposting.exchange.here import Here
from spreadsheets.reading import Column, Problem, Row

TEXT = Cell(lambda value: "" if value is None else str(value), words)


class RecordsTable(Kind):
    """What the three tables share."""

    # Each row has a history and an index of its own to write: more would keep a browser waiting too long.
    most_rows = 500
    model: ClassVar[Any]
    cells: ClassVar[dict[str, Any]]
    """How the columns are written, by the names of the fields, where they are not plain words."""

    def may_import(self, user: Any) -> bool:
        """Adding and changing them."""
        return all(user.has_perm(f"signposting.{action}_{self.what_it_is}") for action in ("add", "change"))

    def may_export(self, user: Any) -> bool:
        """Whoever may look at all of them, drafts included."""
        return any(user.has_perm(f"signposting.{action}_{self.what_it_is}") for action in ("view", "add"))

    @property
    def what_it_is(self) -> str:
        """The name of the model in permissions."""
        return str(self.model._meta.model_name)

    def home(self) -> str:
        """The list of these records."""
        return reverse(f"wagtailsnippets_signposting_{self.what_it_is}:list")

    def found(self) -> Any:
        """All of them, with what belongs to them."""
        raise NotImplementedError

    def now(self, record: Any) -> dict[str, Any]:
        """What stands here, by the names of the columns."""
        raise NotImplementedError

    def fill(self, record: Any, values: dict[str, Any]) -> None:
        """Put values into a record."""
        raise NotImplementedError

    def blank(self, key: UUID, here: Any) -> Any:
        """A new record with its id."""
        raise NotImplementedError

    def key(self, record: Any) -> str:
        """The id of a record in feeds."""
        return str(record.uuid)

    def look_up(self) -> Any:
        """What the rows may refer to, fetched once."""
        return None

    def references(self, values: dict[str, Any], here: Any, *, new: bool) -> Iterable[tuple[str, str]]:
        """Columns that name a record which is not here, and what to do."""
        return ()

    def settled(self, values: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
        """Values that follow from others."""
        return values

    def records(self) -> Iterable[dict[str, str]]:
        """Everything there is."""
        for record in self.found().order_by("code"):
            yield {"code": record.code, "id": self.key(record), **self.written(self.now(record))}

    def written(self, values: dict[str, Any]) -> dict[str, str]:
        """Values as cells."""
        return {name: self.cells.get(name, TEXT).write(value) for name, value in values.items()}

    def steps(self, rows: Sequence[Row], user: Any, *, lock: bool = False) -> list[Step]:
        """A fixed number of queries, however many rows."""
        found = self.found().select_for_update(of=("self",)) if lock else self.found()
        here = Here(self.look_up())
        for record in found:
            here.note(record, self.key(record), self.now(record), self.cells)
        return [self.step(row, here, user) for row in rows]

    def step(self, row: Row, here: "Here", user: Any) -> Step:
        """What one row would do."""
        code = row.cells["code"].strip()
        record = here.known.get(code)
        now = self.now(record) if record else {}
        values, problems = self.read(row, new=record is None)
        problems += here.wrong_code(row, code)
        problems += here.with_ids(code, values, now, self.cells, row.number)
        values = self.settled(values, now)
        different = {name: value for name, value in values.items() if record is None or now[name] != value}
        target = record or self.blank(key_of(row), here.others)
        target.code = code
        problems += self.refused(target, values, row.number, {problem.column for problem in problems})
        found = self.references(values, here.others, new=record is None)
        problems += [Problem(row.number, column, says) for column, says in found]
        if record and different and (record.has_unpublished_changes or record.locked):
            says = "A draft of it waits to be published, or it is locked. Settle that first; nothing of it is lost."
            problems.append(Problem(row.number, "code", says))
        name = str(values.get("name") or now.get("name") or code or "(no code)")
        old = self.written({name: now[name] for name in different}) if record else {}
        new = self.written(different)
        changes = tuple(Change(column, old.get(column, ""), cell) for column, cell in new.items() if cell or record)
        if problems:
            return Step(Line(row.number, name, "wrong", changes, tuple(problems)))
        if record and not different:
            return Step(Line(row.number, name, "unchanged"))
        line = Line(row.number, name, "changed" if record else "new", changes)
        return Step(line, lambda: self.save(target, different, user))

    def read(self, row: Row, *, new: bool) -> tuple[dict[str, Any], list[Problem]]:
        """The values of the cells, and what cannot be understood."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, cell in row.cells.items():
            # A new record takes what the model has where a cell is empty.
            if name in ("code", "id") or (new and not cell.strip()):
                continue
            try:
                values[name] = self.cells.get(name, TEXT).read(cell)
            except ValueError as error:
                problems.append(Problem(row.number, name, str(error)))
        return values, problems

    def refused(self, record: Any, values: dict[str, Any], number: int, already: set[str]) -> list[Problem]:
        """What the model refuses, without what is known to be wrong already."""
        plain = {name: value for name, value in values.items() if name in self.plain}
        before = {name: getattr(record, name) for name in plain}
        self.fill(record, plain)
        try:
            # Fields that no column has need no check, and some of them would cost a query a row.
            others = {field.name for field in record._meta.get_fields()} - {*self.plain}
            record.clean_fields(exclude=others | already)
            record.clean()
        except ValidationError as error:
            return [problem for problem in faults(error, number) if problem.column not in already]
        finally:
            if record.pk:
                for name, value in before.items():
                    setattr(record, name, value)
        return []

    plain: ClassVar[tuple[str, ...]]

    def save(self, record: Any, values: dict[str, Any], user: Any) -> None:
        """As its editor would: a draft, which goes live at once where this person publishes such records."""
        is_new = record.pk is None
        if is_new:
            record.live = False
        live = record.live
        self.fill(record, values)
        publishing = user.has_perm(f"signposting.publish_{self.what_it_is}")
        if is_new or not live:
            record.save()
        revision = record.save_revision(
            user=user, clean=False, log_action="wagtail.create" if is_new else "wagtail.edit"
        )
        if publishing:
            revision.publish(user=user)


def key_of(row: Row) -> UUID:
    """The id that a new record asks for, or one of its own."""
    try:
        return UUID(row.cells.get("id", "").strip())
    except ValueError:
        return uuid4()


def column(name: str, help_text: str = "", *, required: bool = False) -> Column:
    """A column."""
    return Column(name, required, help_text)
