"""Reads a table that somebody made with a spreadsheet. It is strict, and says what is wrong in which row.

It knows nothing of what the table is about: it gives named cells as text, or sentences for an editor.
"""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from spreadsheets.formulas import restored

LARGEST = 5_000_000
"""Bytes."""
MOST_ROWS = 10_000
MOST_PROBLEMS = 100
FIRST_LINE = 20_000
"""Characters in which the headings must end."""
DELIMITERS = (",", ";", "\t")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
SAVE_AGAIN = "In your spreadsheet choose “Save as”, then “CSV UTF-8”, and send that file."
WINDOWS = (
    "This file is not in UTF-8. It was read as Windows-1252, which Excel calls plain “CSV”. Look at pound signs, "
    "quotation marks and letters with accents below. If one is wrong, save it as “CSV UTF-8” and send it again."
)


@dataclass(frozen=True)
class Column:
    """A column that a table may have; one that is not required may be left out of the file."""

    name: str
    required: bool = False
    help_text: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: the row as spreadsheets count, the heading being 1; 0 is the whole file."""

    row: int
    column: str
    says: str


@dataclass(frozen=True)
class Row:
    """One row: its number as spreadsheets count, and its cells by the names of the columns."""

    number: int
    cells: dict[str, str]


@dataclass
class Table:
    """What was read. With any problem nothing of it should be used."""

    rows: list[Row] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notice: str = ""

    def wrong(self, says: str, row: int = 0, column: str = "") -> None:
        """Keep a problem; beyond a number that anybody would read they are only counted out."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(row, column, says))


def read_table(content: bytes, columns: Sequence[Column]) -> Table:
    """A table from the bytes of a CSV file; every problem that is found is in it."""
    table = Table()
    text = decoded(content, table)
    if text is None:
        return table
    text, delimiter = delimited(text, {column.name for column in columns})
    records = _records(text, delimiter, table)
    heading = next(records, (1, []))
    names = _named(heading[1], columns, table)
    if table.problems:
        return table
    table.columns = [name for name in names if name]
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(table.rows) == MOST_ROWS:
            table.wrong(f"There are more than {MOST_ROWS:,} rows. Split the file, and send one part after the other.")
            break
        _take(number, cells, names, table)
    if not table.rows and not table.problems:
        table.wrong("There are no rows below the headings.")
    return table


def decoded(content: bytes, table: Table, largest: int = LARGEST) -> str | None:
    """The text of a file in UTF-8, UTF-16 or Windows-1252; none, and a problem in the table, if it is no such file."""
    if not content.strip():
        table.wrong("This file is empty.")
    elif len(content) > largest:
        table.wrong(f"This file is larger than {largest // 1_000_000} MB. Split it, and send one part after the other.")
    elif content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        table.wrong(f"This is not a CSV file but another kind, whatever its name says. {SAVE_AGAIN}")
    if table.problems:
        return None
    try:
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return content.decode("utf-16")
        if content.count(0) > len(content) // 10:
            raise ValueError
        return content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        if not content.startswith((BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)):
            return _windows(content, table)
    except ValueError:
        pass
    table.wrong(f"The letters in this file cannot be read. {SAVE_AGAIN}")
    return None


def _windows(content: bytes, table: Table) -> str | None:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        table.wrong(f"The letters in this file cannot be read. {SAVE_AGAIN}")
        return None
    table.notice = WINDOWS
    return text


def delimited(text: str, known: Collection[str]) -> tuple[str, str]:
    """The text without Excel's own first line that names the separator, and the separator."""
    if said := re.match(r"sep=([,;\t])\r?\n?", text, re.IGNORECASE):
        return text[said.end() :], said[1]
    first = next(iter(text[:FIRST_LINE].splitlines()), "")

    def fits(delimiter: str) -> tuple[int, int]:
        cells = [column_name(cell.strip('"')) for cell in first.split(delimiter)]
        return len({*known} & {*cells}), len(cells)

    return text, max(DELIMITERS, key=fits)


def _records(text: str, delimiter: str, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers, to the first one whose quotation marks do not match."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            yield number, cells
    except csv.Error as error:
        long = "field limit" in str(error)
        says = "A cell is far too long." if long else "The quotation marks do not match."
        table.wrong(f"{says} Nothing from here on could be read.", number + 1)


def column_name(heading: str) -> str:
    """A heading as columns are named: `Review due` is `review_due`."""
    return re.sub(r"[\s_-]+", "_", heading.strip().casefold())


def _named(heading: list[str], columns: Sequence[Column], table: Table) -> list[str]:
    """The name of each column in the file's order; empty for one that has neither a name nor, so far, cells."""
    known = [column.name for column in columns]
    names = [column_name(cell) for cell in heading]
    if not any(name in known for name in names):
        table.wrong(f"The first row must hold the names of the columns: {', '.join(known)}.", 1)
        return names
    for place, name in enumerate(names, 1):
        if name and name not in known:
            table.wrong(f"There is no such column. The columns are: {', '.join(known)}.", 1, heading[place - 1].strip())
        elif name and name in names[: place - 1]:
            table.wrong("This column is there twice. Take one away.", 1, name)
    for column in columns:
        if column.required and column.name not in names:
            table.wrong("This column is missing.", 1, column.name)
    return names


def _take(number: int, cells: list[str], names: list[str], table: Table) -> None:
    """One row into the table, or what is wrong with it."""
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != len(names):
        table.wrong(
            f"This row has {len(cells)} cells, and the first row names {len(names)}. "
            "Often a comma or a quotation mark is missing or too many.",
            number,
        )
        return
    found: dict[str, str] = {}
    for place, (name, cell) in enumerate(zip(names, cells, strict=True), 1):
        if not name and cell.strip():
            table.wrong(f"Column number {place} has a cell here, and no name in the first row.", number)
        elif CONTROL.search(cell):
            table.wrong("This cell holds a character that cannot be seen. Type its words again.", number, name)
        elif name:
            found[name] = restored(cell)
    table.rows.append(Row(number, found))
