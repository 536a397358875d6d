"""Reads the first sheet of an OpenDocument spreadsheet row by row: a large one is never in memory, a bomb is refused."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from spreadsheets.opendocument import KIND, OASIS

LARGEST_UNPACKED = 200_000_000
"""Bytes of the sheet once it is unpacked; 50,000 rows of eight columns have some 40 million."""
MOST_COLUMNS = 200
MOST_REPEATED = 60_000
TABLE, TEXT, OFFICE = (f"{{{OASIS}:{name}:1.0}}" for name in ("table", "text", "office"))
BROKEN = (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error, ValueError)


class SheetError(ValueError):
    """Why a spreadsheet cannot be read, as a sentence that says what to do."""


def is_ods(content: bytes) -> bool:
    """Whether a file says of itself that it is an OpenDocument spreadsheet."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("mimetype") as said:
            return said.read(len(KIND) + 1).decode("ascii").strip() == KIND
    except BROKEN:
        return False


def ods_rows(content: bytes) -> Iterator[list[str]]:
    """The cells of each row as they are shown, days as ISO 8601. Empty rows at the end are left out.

    Raises SheetError, also when some rows were read already.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as packed:
            yield from _spread(_rows(_Limited(packed)))
    except SheetError:
        raise
    except DefusedXmlException as error:
        raise SheetError("This spreadsheet holds what no spreadsheet program writes. It was not read.") from error
    except (ParseError, *BROKEN) as error:
        raise SheetError(
            "This spreadsheet is damaged, or has a password. Save it again without one, and send it."
        ) from error


class _Limited:
    """A stream that ends with an error where a bomb begins."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.left = stream, LARGEST_UNPACKED

    def read(self, size: int = -1) -> bytes:
        found: bytes = self.stream.read(size)
        self.left -= len(found)
        if self.left < 0:
            raise SheetError("This spreadsheet is far too large once it is unpacked. Send it in parts, or as CSV.")
        return found


def _rows(stream: Any) -> Iterator[tuple[list[str], int]]:
    """Each row of the first sheet, and how often it is repeated."""
    for _event, element in iterparse(stream, events=("end",), forbid_dtd=True):
        if element.tag == f"{TABLE}table":
            return
        if element.tag == f"{TABLE}table-row":
            yield _cells(element), _repeated(element, "rows")
            element.clear()


def _spread(rows: Iterator[tuple[list[str], int]]) -> Iterator[list[str]]:
    """Rows one by one. A sheet ends with a million empty ones: those count only if something follows."""
    empty = 0
    for cells, times in rows:
        if not cells:
            empty += times
            continue
        if empty + times > MOST_REPEATED:
            raise SheetError("There are too many empty or repeated rows in this sheet. Delete them, and send it again.")
        for _turn in range(empty):
            yield []
        empty = 0
        for _turn in range(times):
            yield list(cells)


def _cells(row: Element) -> list[str]:
    """What stands in a row, without empty cells at its end."""
    found: list[str] = []
    empty = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        said, times = _shown(cell), _repeated(cell, "columns")
        if not said:
            empty += times
            continue
        if len(found) + empty + times > MOST_COLUMNS:
            raise SheetError(f"There are more than {MOST_COLUMNS} columns in this sheet. Take away what is not needed.")
        found += [""] * empty + [said] * times
        empty = 0
    return found


def _shown(cell: Element) -> str:
    day = cell.get(f"{OFFICE}date-value")
    if day:
        return day[:10]
    # Direct children alone: a note on the cell has paragraphs too.
    lines = ["".join(paragraph.itertext()) for paragraph in cell.findall(f"{TEXT}p")]
    return "\n".join(lines) or cell.get(f"{OFFICE}value", "")


def _repeated(element: Element, what: str) -> int:
    return int(element.get(f"{TABLE}number-{what}-repeated", "1"))
