"""What an SQL statement reads or changes, by its text.

Every statement of this site passes one place (pagestore.watching), whoever wrote it: the ORM, treebeard's own SQL,
an import. So nobody has to remember to say what a page shows or what a journey changes. What cannot be read here is
taken for the whole table, which is never wrong and only costs a page made again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

TOKEN = re.compile(r""""[^"]*"|'(?:[^']|'')*'|%s|%%|[()]|\w+|[^\s\w"'()%]""")
CHANGE = re.compile(r'\s*(INSERT|UPDATE|DELETE)\s+(?:OR\s+\w+\s+)?(?:INTO\s+|FROM\s+)?"?(\w+)"?', re.IGNORECASE)
SETS = ("UNION", "EXCEPT", "INTERSECT")
AFTER_WHERE = {"GROUP", "ORDER", "LIMIT", "HAVING", "OFFSET", "FOR"}


@dataclass(frozen=True)
class Mark:
    """A parameter's place in a statement."""

    number: int


# A token, a parameter, or what stands in brackets.
Node = Any


@dataclass(frozen=True)
class Narrow:
    """That only rows whose column has one of these parameters are looked at."""

    column: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Read:
    """One table of one SELECT, and all that narrows it down; and the same of the tables beside it."""

    table: str
    narrows: tuple[Narrow, ...]
    others: frozenset[str]
    narrows_of_others: tuple[tuple[str, Narrow], ...] = ()


@dataclass(frozen=True)
class Change:
    """INSERT, UPDATE or DELETE, its table, and where its condition starts in text and parameters (-1: no condition)."""

    verb: str
    table: str
    where: str = ""
    marks_before: int = 0


def change_of(sql: str) -> Change | None:
    """What a statement changes; None if it only reads."""
    found = CHANGE.match(sql)
    if not found:
        return None
    verb, table = found[1].upper(), found[2]
    if verb == "INSERT":
        return Change(verb, table)
    depth = marks = 0
    for token in TOKEN.finditer(sql):
        text = token[0]
        depth += (text == "(") - (text == ")")
        if depth == 0 and text.upper() == "WHERE":
            return Change(verb, table, sql[token.end() :], marks)
        marks += text == "%s"
    return Change(verb, table)


def inserted(sql: str, params: Sequence[Any]) -> list[dict[str, Any]] | None:
    """The rows of an INSERT … VALUES, by column; None where they cannot be read."""
    nodes = _tree(sql)
    words = [node.upper() if isinstance(node, str) else node for node in nodes]
    if "VALUES" not in words:
        return None
    values = words.index("VALUES")
    heads = [node for node in nodes[:values] if isinstance(node, list)]
    if len(heads) != 1:
        return None
    columns = [part.strip('"') for part in heads[0] if isinstance(part, str) and part != ","]
    rows = []
    for group in nodes[values + 1 :]:
        if not isinstance(group, list):
            if group == ",":
                continue
            break
        cells = [list(_marks(cell)) for cell in _split(group, {","})]
        if len(cells) != len(columns):
            return None
        rows.append(
            {
                column: params[cell[0].number] if len(cell) == 1 else None
                for column, cell in zip(columns, cells, strict=True)
            }
        )
    return rows


@lru_cache(maxsize=2000)
def reads_of(sql: str) -> tuple[Read, ...]:
    """Every table that a SELECT looks at, in whichever depth."""
    return tuple(_reads(_tree(sql)))


def _tree(sql: str) -> list[Node]:
    """The tokens, with what stands in brackets as lists of their own."""
    top: list[Node] = []
    stack, number = [top], 0
    for piece in TOKEN.findall(sql):
        if piece == "(":
            stack[-1].append([])
            stack.append(stack[-1][-1])
        elif piece == ")":
            if len(stack) > 1:
                stack.pop()
        elif piece == "%s":
            stack[-1].append(Mark(number))
            number += 1
        else:
            stack[-1].append(piece)
    return top


def _reads(nodes: list[Node]) -> Iterator[Read]:
    for part in nodes:
        if isinstance(part, list):
            yield from _reads(part)
    for block in _split(nodes, set(SETS)):
        yield from _block(block)


def _block(block: list[Node]) -> Iterator[Read]:
    """The tables of one SELECT itself, without what is inside its brackets."""
    words = [node.upper() if isinstance(node, str) else "" for node in block]
    if "FROM" not in words:
        return
    start = words.index("FROM")
    where = words.index("WHERE") if "WHERE" in words else len(words)
    end = next((at for at in range(where, len(words)) if words[at] in AFTER_WHERE), len(words))
    names: dict[str, str] = {}
    for at in range(start, min(where, len(words)) - 1):
        if words[at] in ("FROM", "JOIN") and isinstance(block[at + 1], str):
            table = block[at + 1].strip('"')
            follows = block[at + 2] if at + 2 < len(block) else ""
            is_alias = isinstance(follows, str) and re.fullmatch(r"[A-Z]+\d+", follows)
            names[follows if is_alias else table] = table
    narrows: dict[str, list[Narrow]] = {name: [] for name in names}
    for condition in _conditions(block[where + 1 : end]):
        name, narrow = condition
        if name in narrows:
            narrows[name].append(narrow)
    for name, table in names.items():
        beside = {own: other for own, other in names.items() if own != name}
        of_others = tuple((other, narrow) for own, other in beside.items() for narrow in narrows[own])
        yield Read(table, tuple(narrows[name]), frozenset(beside.values()), of_others)


def _conditions(nodes: list[Node]) -> Iterator[tuple[str, Narrow]]:
    """What must hold of every row: the parts joined by AND that name values of one column."""
    if len(nodes) == 1 and isinstance(nodes[0], list):
        yield from _conditions(nodes[0])
        return
    if any(isinstance(node, str) and node.upper() == "OR" for node in nodes):
        return
    parts = _split(nodes, {"AND"})
    if len(parts) > 1:
        for part in parts:
            yield from _conditions(part)
        return
    found = _equal(nodes)
    if found:
        yield found


def _equal(nodes: list[Node]) -> tuple[str, Narrow] | None:
    """`name."column" = %s` or `name."column" IN (%s, …)`."""
    if len(nodes) < 5 or nodes[1] != "." or not all(isinstance(node, str) for node in nodes[:3]):
        return None
    column = nodes[2].strip('"')
    if nodes[3] == "=" and isinstance(nodes[4], Mark) and len(nodes) == 5:
        return nodes[0].strip('"'), Narrow(column, (nodes[4],))
    if nodes[3] == "IN" and isinstance(nodes[4], list) and len(nodes) == 5:
        values = [node for node in nodes[4] if node != ","]
        if values and all(isinstance(node, Mark) for node in values):
            return nodes[0].strip('"'), Narrow(column, tuple(values))
    return None


def _split(nodes: list[Node], words: set[str]) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, str) and node.upper() in words:
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _marks(nodes: list[Node]) -> Iterator[Mark]:
    for node in nodes:
        if isinstance(node, list):
            yield from _marks(node)
        elif isinstance(node, Mark):
            yield node
