"""Importing a table: a dry run that says what would change, then all of it or nothing.

A kind of table says how its rows become steps; everything else is the same for all kinds. Between
the dry run and the agreement the same steps are worked out anew and compared with what the person
was shown, so that nobody's work is overwritten unseen (decision 0012).
"""

import hashlib
import json
import logging
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from pages.models.waiting_import import LASTS, WaitingImport
from spreadsheets.reading import MOST_ROWS, Column, Problem, Row, Table, read_table

logger = logging.getLogger(__name__)

STATES = {
    "wrong": "Wrong",
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
}


@dataclass(frozen=True)
class Change:
    """One cell: what stands there now and what would."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """What one row of the table would do. `note` says what becomes of it, if that is not plain."""

    number: int
    name: str
    state: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    note: str = ""

    @property
    def label(self) -> str:
        """The state in words."""
        return STATES[self.state]


@dataclass(frozen=True)
class Step:
    """A line, and what carries it out; None if there is nothing to do."""

    line: Line
    save: Callable[[], None] | None = None


class Kind(ABC):
    """A kind of table that can be imported and exported."""

    code: ClassVar[str]
    title: ClassVar[str]
    what: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    help_text: ClassVar[Sequence[str]] = ()
    most_rows: ClassVar[int] = MOST_ROWS

    @abstractmethod
    def may_import(self, user: Any) -> bool:
        """Whether this person may add and change all of it."""

    @abstractmethod
    def may_export(self, user: Any) -> bool:
        """Whether this person may look at all of it."""

    @abstractmethod
    def steps(self, rows: Sequence[Row], user: Any, *, lock: bool = False) -> list[Step]:
        """One step a row, in the order of the rows; with `lock`, on records that nobody else can change meanwhile."""

    @abstractmethod
    def records(self) -> Iterable[dict[str, str]]:
        """Everything there is, by the names of the columns."""

    @abstractmethod
    def home(self) -> str:
        """The address of the list of these records."""


class Outcome(Enum):
    """What came of an agreement."""

    DONE = "done"
    CHANGED = "changed"
    USED = "used"
    LAPSED = "lapsed"
    FAILED = "failed"


def take_in(kind: Kind, content: bytes, file_name: str, user: Any) -> tuple[Table, WaitingImport | None]:
    """Read a file, and keep its rows until the person agrees; nothing else is written. None if it cannot be read."""
    table = read_table(content, kind.columns)
    if len(table.rows) > kind.most_rows:
        table.wrong(f"There are more than {kind.most_rows:,} rows. Split the table, and send one part after the other.")
    if table.problems:
        return table, None
    WaitingImport.objects.filter(made_at__lt=timezone.now() - LASTS).delete()
    rows = [[row.number, row.cells] for row in table.rows]
    waiting = WaitingImport.objects.create(kind=kind.code, user=user, file_name=file_name[:255], rows=rows)
    return table, waiting


def waiting_for(kind: Kind, key: UUID, user: Any) -> WaitingImport | None:
    """This person's own import; nobody else's."""
    return WaitingImport.objects.filter(pk=key, kind=kind.code, user=user).first()


def rehearse(kind: Kind, waiting: WaitingImport, user: Any) -> list[Line]:
    """What the rows would do now; nothing is written."""
    return [step.line for step in kind.steps(rows_of(waiting), user)]


def carry_out(kind: Kind, waiting: WaitingImport, user: Any, seen: str) -> tuple[Outcome, Counter[str]]:
    """Make all changes in one transaction, or none. `seen` is the seal of the dry run that was on the screen."""
    try:
        with transaction.atomic():
            kept = WaitingImport.objects.select_for_update().get(pk=waiting.pk)
            if kept.applied_at:
                return Outcome.USED, Counter()
            if kept.lapsed:
                return Outcome.LAPSED, Counter()
            steps = kind.steps(rows_of(kept), user, lock=True)
            lines = [step.line for step in steps]
            counts = counted(lines)
            if sealed(lines) != seen or counts["wrong"]:
                return Outcome.CHANGED, Counter()
            for step in steps:
                if step.save:
                    step.save()
            kept.applied_at, kept.rows = timezone.now(), []
            kept.save()
    except (DatabaseError, ValidationError):
        # Two people made the same record in the same moment, and the database let one of them; or what
        # was fine in the dry run cannot be published as it stands. The transaction has taken all of it back.
        logger.exception("An import of %s was taken back.", kind.code)
        return Outcome.FAILED, Counter()
    return Outcome.DONE, counts


def rows_of(waiting: WaitingImport) -> list[Row]:
    """The rows that were kept."""
    return [Row(number, cells) for number, cells in waiting.rows]


def sealed(lines: Iterable[Line]) -> str:
    """A fingerprint of all that would change, of what stands there now, and of what is wrong."""
    shown = json.dumps([asdict(line) for line in lines], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()


def counted(lines: Iterable[Line]) -> "Counter[str]":
    """How many lines there are of each state."""
    return Counter(line.state for line in lines)
