"""What a page shows, gathered while it is made: which rows, which lists, and until when it is true."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from pagestore import tables
from pagestore.statements import Read, reads_of

_current: ContextVar["Collector | None"] = ContextVar("pagestore_collector", default=None)


class Collector:
    """Tags, the moment at which the page changes by itself, and why it must not be kept if it must not."""

    def __init__(self) -> None:
        self.tags: set[str] = {"wagtailcore_site"}
        self.changes_at: datetime | None = None
        self.refused = ""
        self.narrowed: tuple[str, ...] = ()

    def read(self, sql: str, params: Sequence[Any]) -> None:
        """Take in a SELECT."""
        for read in reads_of(sql):
            if read.table in tables.STILL or read.table in self.narrowed:
                continue
            table = tables.watched().get(read.table)
            if table is None:
                self.refused = self.refused or f"it reads {read.table}"
            else:
                self.tags |= set(self._tags(table, read, params))

    def _tags(self, table: tables.Table, read: Read, params: Sequence[Any]) -> Iterator[str]:
        narrow = self._narrowest(table, read) or next(self._from_child(table, read), None)
        if narrow is None:
            child = next((name for name in sorted(read.others) if table.name in self._parents(name)), "")
            yield tables.kind_tag(child) if child and table.name == tables.PAGE else table.name
            return
        column, marks = narrow
        for mark in marks:
            yield tables.tag(table.name, column, params[mark.number])

    @staticmethod
    def _parents(name: str) -> tuple[str, ...]:
        table = tables.watched().get(name)
        return table.parents if table else ()

    @staticmethod
    def _narrowest(table: tables.Table, read: Read) -> tuple[str, Any] | None:
        found = [narrow for narrow in read.narrows if narrow.column in table.facets]
        best = min(found, key=lambda narrow: (narrow.column != table.key, len(narrow.marks)), default=None)
        return (best.column, best.marks) if best else None

    @staticmethod
    def _from_child(table: tables.Table, read: Read) -> Iterator[tuple[str, Any]]:
        """A page's row is found with the row of its kind, whose key is the same."""
        for narrow in read.narrows_of_others:
            child = tables.watched().get(narrow[0])
            if child and table.name in child.parents and narrow[1].column == child.key:
                yield table.key, narrow[1].marks

    def until(self, moment: datetime) -> None:
        """The page changes by itself at this moment, if not before."""
        if self.changes_at is None or moment < self.changes_at:
            self.changes_at = moment


class Seen:
    """What a narrowed read is tied to; does nothing while nobody gathers."""

    def __init__(self, collector: Collector | None) -> None:
        self._collector = collector

    def rows(self, table: str, column: str, values: Any) -> None:
        """All rows of a table whose column has one of these values, there or to come."""
        if self._collector is not None:
            self._collector.tags |= {tables.tag(table, column, value) for value in values}

    def places(self, column: str, values: Any) -> None:
        """Where these pages stand and whether they do, not what they say."""
        if self._collector is not None:
            self._collector.tags |= {tables.place_tag(column, value) for value in values if value is not None}

    def whole(self, table: str) -> None:
        """Every row of a table, there or to come."""
        if self._collector is not None:
            self._collector.tags.add(table)

    def below(self, path: str) -> None:
        """Every page right under the one at this tree path, there or to come."""
        if self._collector is not None:
            self._collector.tags.add(tables.below_tag(path))


@contextmanager
def narrowed(*names: str) -> Iterator[Seen]:
    """Reads of these tables inside tie the page to what is told to `Seen`, instead of to the whole tables.

    Whoever uses it answers for it: a row that would change the answer, one yet to come as well, must have one of the
    values that are told. tests/pagestore/test_nothing_stale.py is the proof.
    """
    collector = _current.get()
    if collector is None:
        yield Seen(None)
        return
    before = collector.narrowed
    collector.narrowed = (*before, *names)
    try:
        yield Seen(collector)
    finally:
        collector.narrowed = before


def shown() -> Seen:
    """To say later what is shown of a read that was narrowed before."""
    return Seen(_current.get())


@contextmanager
def collecting() -> Iterator[Collector]:
    """Gather what is shown until the block ends."""
    collector = Collector()
    token = _current.set(collector)
    try:
        yield collector
    finally:
        _current.reset(token)


def collector() -> Collector | None:
    """Who gathers at present."""
    return _current.get()


def changes_at(*moments: datetime | None) -> None:
    """What is being shown changes by itself at the first of these moments that is still to come."""
    found = _current.get()
    if found is not None:
        now = timezone.now()
        for moment in moments:
            if moment is not None and moment > now:
                found.until(moment)


def changes_on(*days: date | None) -> None:
    """The same at the start of days in Europe/London."""
    if _current.get() is not None:
        changes_at(*(timezone.make_aware(datetime.combine(day, time())) for day in days if day is not None))


def today() -> date:
    """The day it is in Europe/London, for what shows something else tomorrow."""
    day = timezone.localdate()
    changes_on(day + timedelta(days=1))
    return day


def running_until(first: date | None, last: date | None) -> None:
    """What holds from the first day to the last, both included, changes at both ends."""
    changes_on(first, last + timedelta(days=1) if last else None)
