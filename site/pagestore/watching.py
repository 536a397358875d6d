"""Sees every statement: what a page reads while it is made, and what a journey changes of what pages show."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from pagestore import statements, tables
from pagestore.collecting import collector

EVERYTHING = "*"
# A change of more rows than these is one of the whole table.
MOST_ROWS = 500
Execute = Callable[..., Any]
_thread = threading.local()
# Takes tags, and the number of their line in the log.
Apply = Callable[[set[str], int], None]
_appliers: list[Apply] = []


class Pending:
    """What one transaction has logged so far; a rollback takes it off the list of what follows the commit."""

    def __init__(self, tags: set[str], line: int) -> None:
        self.tags, self.line = tags, line

    def __call__(self) -> None:
        """The transaction is through: this process need not wait for the log."""
        for apply in _appliers:
            apply(self.tags, self.line)


def at_once(apply: Apply) -> None:
    """Register what is to happen with the tags of a transaction of this process as soon as it is through."""
    if apply not in _appliers:
        _appliers.append(apply)


def install(connection: BaseDatabaseWrapper, **_others: Any) -> None:
    """Watch a connection that has just been opened."""
    if (
        settings.LOG_WHAT_PAGES_SHOW
        and connection.alias == "default"
        and Watch not in map(type, connection.execute_wrappers)
    ):
        connection.execute_wrappers.append(Watch(connection))


@contextmanager
def unwatched() -> Iterator[None]:
    """For statements of the store itself, and for migrations, which end with a purge of everything."""
    before = getattr(_thread, "unwatched", False)
    _thread.unwatched = True
    try:
        yield
    finally:
        _thread.unwatched = before


def is_unwatched() -> bool:
    """Whether this thread's statements pass unseen."""
    return bool(getattr(_thread, "unwatched", False))


class Watch:
    """One connection's watch."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def __call__(self, execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Let a statement through, and take down what it reads or changes."""
        if is_unwatched() or not isinstance(sql, str):
            return execute(sql, params, many, context)
        change = statements.change_of(sql)
        if change is None:
            gatherer = collector()
            if gatherer is not None:
                gatherer.read(sql, params or ())
            return execute(sql, params, many, context)
        table = tables.watched().get(change.table)
        if table is None:
            gatherer = collector()
            if gatherer is not None:
                gatherer.refused = gatherer.refused or f"it writes {change.table}"
            return execute(sql, params, many, context)
        with unwatched():
            if self.connection.in_atomic_block:
                return self._changed(table, change, execute, sql, params, many, context)
            # The change and its line in the log are one.
            with transaction.atomic():
                result = self._changed(table, change, execute, sql, params, many, context)
                if self.connection.vendor == "sqlite" and "RETURNING" in sql:
                    context["cursor"].cursor = Fetched(context["cursor"].cursor)
                return result

    def _changed(
        self,
        table: tables.Table,
        change: statements.Change,
        execute: Execute,
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        whole = {table.name, f"{table.name}.{EVERYTHING}"}
        if many or isinstance(params, Mapping):
            tags: set[str] = whole
            result = execute(sql, params, many, context)
        elif change.verb == "INSERT":
            rows = statements.inserted(sql, params or ())
            result = execute(sql, params, many, context)
            tags = whole if rows is None else set().union(*(tables.tags_of(table, row, None) for row in rows))
        else:
            before = self._rows(table, change.where, tuple(params or ())[change.marks_before :])
            result = execute(sql, params, many, context)
            tags = whole if before is None else self._differing(table, before)
        if tags:
            self._log(tags)
        return result

    def _differing(self, table: tables.Table, before: list[dict[str, Any]]) -> set[str]:
        """The tags of rows that are gone or no longer what they were, as they were and as they are."""
        tags: set[str] = set()
        if not before:
            return tags
        keys = [row[table.key] for row in before]
        marks = ", ".join(["%s"] * len(keys))
        after = {row[table.key]: row for row in self._rows(table, f'"{table.key}" IN ({marks})', keys) or ()}
        for old in before:
            new = after.get(old[table.key])
            if new is None:
                tags |= tables.tags_of(table, old, None)
                continue
            changed = {column for column in old if old[column] != new[column]} - table.unseen
            if changed:
                tags |= tables.tags_of(table, old, changed) | tables.tags_of(table, new, changed)
        return tags

    def _rows(self, table: tables.Table, where: str, params: Sequence[Any]) -> list[dict[str, Any]] | None:
        """The rows of a condition; None where they are too many to look at one by one."""
        query = f'SELECT * FROM "{table.name}"' + (f" WHERE {where}" if where else "")  # noqa: S608 - our own statement again
        with self.connection.cursor() as cursor:
            cursor.execute(query, params)
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchmany(MOST_ROWS + 1)
        return None if len(rows) > MOST_ROWS else [dict(zip(names, row, strict=True)) for row in rows]

    def _log(self, tags: set[str]) -> None:
        waiting = [entry[1] for entry in self.connection.run_on_commit if isinstance(entry[1], Pending)]
        new = tags.difference(*(pending.tags for pending in waiting))
        if not new:
            return
        transaction.on_commit(Pending(new, write(self.connection, new)))


class Fetched:
    """A cursor whose rows are read already: SQLite ends no transaction while a statement still has rows to give."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._rows: Iterator[Any] = iter(cursor.fetchall())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def execute(self, *arguments: Any) -> Any:
        """Another statement: its rows come as they are asked for."""
        self._rows = iter(self._cursor)
        return self._cursor.execute(*arguments)

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        """The next rows."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        """All other rows."""
        return list(self._rows)


def write(connection: BaseDatabaseWrapper, tags: set[str]) -> int:
    """A line in the log; gives its number."""
    with unwatched(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pagestore_purge (tags, made_at) VALUES (%s, %s) RETURNING id",
            ["\n".join(sorted(tags)), connection.ops.adapt_datetimefield_value(timezone.now())],
        )
        return int(cursor.fetchone()[0])


def purge_everything() -> None:
    """As after a migration, or when somebody asks for it."""
    connection = transaction.get_connection()
    with transaction.atomic():
        transaction.on_commit(Pending({EVERYTHING}, write(connection, {EVERYTHING})))


def pause() -> None:
    """Migrations begin."""
    _thread.unwatched = True


def go_on() -> None:
    """Migrations are done, and nothing that was kept before them is to be shown."""
    _thread.unwatched = False
    connection = transaction.get_connection()
    if "pagestore_purge" in connection.introspection.table_names():
        purge_everything()
