"""Reads a file of people: which columns it has, what each row says, and every fault in it. It knows no record.

A fault is a sentence that says what to do. A row with a fault is never used; the others are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import Truncator

from spreadsheets.formulas import restored
from spreadsheets.reading import CONTROL, Table, column_name, decoded, delimited
from spreadsheets.reading_ods import SheetError, is_ods, ods_rows
from training.models.agency import Level

LARGEST = 15_000_000
MOST_ROWS = 50_000
LONGEST = 250
COLUMNS = {
    "email": ("E-mail", "email_address e_mail_address mail work_email work_e_mail email"),
    "first_name": ("First name", "firstname forename given_name first"),
    "last_name": ("Last name", "lastname surname family_name last"),
    "team": ("Team", "department ward unit shift"),
    "job_role": ("Job role", "role job job_title post position occupation"),
    "level": ("Level", "training_level"),
    "starts_on": ("Starts on", "start_date start starts started started_on joined joined_on from"),
    "leaves_on": ("Leaves on", "leave_date leaving_date end_date ends_on left left_on leaver until"),
}
"""The names of the columns as we write them, and other headings that people use."""
BY_HEADING = {
    heading: name
    for name, (label, others) in COLUMNS.items()
    for heading in (name, column_name(label), *others.split())
}
LEVELS = {column_name(said): value for value, label in Level.choices for said in (value, str(label), f"{value}s")}
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y")
HOUR = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True)
class Line:
    """A row as spreadsheets count, its cells by the names of the columns, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    faults: list[str] = field(default_factory=list)


@dataclass
class PeopleFile:
    """What could be read. With a problem there are no lines."""

    problem: str = ""
    notices: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    lines: Iterable[Line] = ()


def read_people(content: bytes) -> PeopleFile:
    """The rows of a CSV or OpenDocument file, one after the other, so that a large one is never in memory twice."""
    found = PeopleFile()
    records = _records(content, found)
    if found.problem:
        return found
    try:
        heading = next(records, [])
    except csv.Error:
        heading = []
    except SheetError as error:
        found.problem = str(error)
        return found
    _name_columns(heading, found)
    if not found.problem:
        found.lines = _lines(records, found.names)
    return found


def _records(content: bytes, found: PeopleFile) -> Iterator[list[str]]:
    if len(content) <= LARGEST and is_ods(content):
        return ods_rows(content)
    table = Table()
    text = decoded(content, table, LARGEST)
    if text is None:
        found.problem = table.problems[0].says
        return iter(())
    found.notices = [table.notice] if table.notice else []
    text, delimiter = delimited(text, BY_HEADING)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _name_columns(heading: list[str], found: PeopleFile) -> None:
    found.names = [BY_HEADING.get(column_name(cell), "") for cell in heading]
    labels = ", ".join(label for label, _others in COLUMNS.values())
    twice = [COLUMNS[name][0] for name in {*found.names} - {""} if found.names.count(name) > 1]
    unused = [shown(cell) for cell, name in zip(heading, found.names, strict=True) if cell.strip() and not name]
    if "email" not in found.names:
        found.problem = (
            f"The first row must hold the names of the columns, with “E-mail” among them. We know: {labels}."
        )
    elif twice:
        found.problem = f"Two columns mean the same: {', '.join(sorted(twice))}. Take one away."
    elif unused:
        found.notices.append(f"These columns are not used, and nothing in them was kept: {', '.join(unused[:20])}.")


def _lines(records: Iterator[list[str]], names: list[str]) -> Iterator[Line]:
    seen: dict[str, int] = {}
    number, rows = 1, 0
    try:
        for number, cells in enumerate(records, 2):
            if not any(cell.strip() for cell in cells):
                continue
            rows += 1
            if rows > MOST_ROWS:
                yield Line(
                    number,
                    {},
                    [
                        f"There are more than {MOST_ROWS:,} rows. This one and those after it were not read. Send them in a second file."
                    ],
                )
                return
            yield _line(number, cells, names, seen)
    except SheetError as error:
        yield Line(number + 1, {}, [f"{error} This row and those after it could not be read."])
    except csv.Error as error:
        long = "field limit" in str(error)
        says = "A cell is far too long." if long else "The quotation marks do not match."
        yield Line(
            number + 1, {}, [f"{says} This row and those after it could not be read. Mend it, and send the file again."]
        )


def _line(number: int, cells: list[str], names: list[str], seen: dict[str, int]) -> Line:
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(names):
        return Line(
            number,
            {},
            [
                f"This row has {len(cells)} cells, and the first row names {len(names)}. A name with a comma needs quotation marks around it."
            ],
        )
    cells = cells + [""] * (len(names) - len(cells))
    found = {name: " ".join(restored(cell).split()) for name, cell in zip(names, cells, strict=True) if name}
    faults = [*_cell_faults(found), *_address_faults(found, number, seen), *_day_faults(found)]
    return Line(number, {name: cell[:LONGEST] for name, cell in found.items() if cell}, faults)


def _cell_faults(cells: dict[str, str]) -> Iterator[str]:
    for name, cell in cells.items():
        label = COLUMNS[name][0]
        most = 150 if name.endswith("_name") else LONGEST
        if CONTROL.search(cell):
            cells[name] = CONTROL.sub("", cell)
            yield f"{label}: there is a character in it that cannot be seen. Type it again."
        elif len(cell) > most:
            yield f"{label}: it is longer than {most} characters. Shorten it."
    level = cells.get("level", "")
    if level and column_name(level) not in LEVELS:
        yield f"Level: there is no “{shown(level)}”. Choose one of: {', '.join(str(label) for label in Level.labels)}."


def _address_faults(cells: dict[str, str], number: int, seen: dict[str, int]) -> Iterator[str]:
    address = cells["email"] = cells["email"].removeprefix("mailto:").lower()
    if not address:
        yield "E-mail: it is missing. Type it, or delete this row."
        return
    try:
        validate_email(address)
    except ValidationError:
        yield f"E-mail: “{shown(address)}” is not an e-mail address. It needs one @ and no blanks."
        return
    if address in seen:
        yield f"E-mail: this address is in row {seen[address]} already. Delete one of the two rows."
    seen.setdefault(address, number)


def _day_faults(cells: dict[str, str]) -> Iterator[str]:
    days = {}
    for name in ("starts_on", "leaves_on"):
        if not (cell := cells.get(name, "")):
            continue
        day = days[name] = day_in(cell)
        if day is None:
            yield f"{COLUMNS[name][0]}: “{shown(cell)}” is no day that can be read. Write it like 31/01/2026."
        elif not day >= EARLIEST or day.year > 2100:
            yield f"{COLUMNS[name][0]}: {day:%d/%m/%Y} cannot be right. Look at the year."
    start, leave = days.get("starts_on"), days.get("leaves_on")
    if start and leave and leave < start:
        yield "Leaves on: this is before the day on which they start. Look at both."


def day_in(cell: str) -> date | None:
    """A day as British spreadsheets write it; none if it cannot be read."""
    cell = HOUR.sub("", cell)
    for form in FORMATS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def shown(typed: str) -> str:
    """What was typed, short enough to be shown in a sentence."""
    return Truncator(" ".join(typed.split())).chars(60)
