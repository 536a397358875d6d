"""Lines of the ONS Postcode Directory and of Code-Point Open, read as postcodes."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import IO

from signposting.gazetteer.grid import to_latitude_longitude
from signposting.gazetteer.typed import POSTCODE, compact

# A bank's, of no place and of a form of its own.
GIROBANK = "GIR0AA"
# The directory writes 99.999999 where it knows no position.
NO_LATITUDE = 99
# Around the United Kingdom and the Crown dependencies; whatever lies outside is a mistake.
SOUTH, NORTH, WEST, EAST = 49.0, 61.5, -9.0, 2.5

# code, latitude, longitude, district, ward, outcode
Row = tuple[str, float, float, str, str, str]
GSS = re.compile(r"[A-Z][0-9]{8}")

POSTCODE_HEADERS = ("pcds", "pcd8", "pcd7", "pcd")
HEADERS = {
    "latitude": r"lat|latitude",
    "longitude": r"long|lon|longitude",
    "district": r"oslaua|laua|lad\d\dcd",
    "ward": r"osward|ward|wd\d\dcd",
    "doterm": r"doterm",
}


class Skipped(Enum):
    """Why a good line brings no postcode."""

    TERMINATED = "terminated"
    NOWHERE = "nowhere"


class RowError(ValueError):
    """A line that cannot be read; the message says what is wrong with it."""


Reader = Callable[[list[str]], "Row | Skipped"]


@dataclass(frozen=True)
class Names:
    """A list of names and codes: of local authorities or of wards."""

    what: str
    code: int
    name: int


def kind_of(first: list[str]) -> Reader | Names | None:
    """How to read a file whose first line this is; None if it holds no postcodes and no names of areas."""
    headers = [cell.strip().lower() for cell in first]
    if any(header in headers for header in POSTCODE_HEADERS):
        return directory_reader(headers)
    for what, short in (("district", "lad"), ("ward", "wd")):
        code = _column(headers, rf"{short}\d\dcd")
        name = _column(headers, rf"{short}\d\dnm")
        if code is not None and name is not None:
            return Names(what, code, name)
    return code_point_row if _is_code_point(first) else None


def has_header(kind: Reader | Names) -> bool:
    """Whether the first line is no data; Code-Point Open has no header."""
    return kind is not code_point_row


def directory_reader(headers: list[str]) -> Reader | None:
    """A reader for this edition's columns; editions before 2025 call them oslaua, later ones lad25cd and so on."""
    code = next(headers.index(header) for header in POSTCODE_HEADERS if header in headers)
    found = {what: _column(headers, pattern) for what, pattern in HEADERS.items()}
    latitude, longitude, district = found["latitude"], found["longitude"], found["district"]
    ward, doterm = found["ward"], found["doterm"]
    if latitude is None or longitude is None or district is None:
        return None
    width = len(headers)

    def read(cells: list[str]) -> Row | Skipped:
        if len(cells) != width:
            raise RowError(f"{len(cells)} columns instead of {width}")
        # First: long ago some had another form (NPT 0AA).
        if doterm is not None and cells[doterm].strip():
            return Skipped.TERMINATED
        if compact(cells[code]) == GIROBANK:
            return Skipped.NOWHERE
        postcode = _postcode(cells[code])
        north, east = _number(cells[latitude]), _number(cells[longitude])
        if north >= NO_LATITUDE:
            return Skipped.NOWHERE
        return _row(postcode, north, east, cells[district], cells[ward] if ward is not None else "")

    return read


def code_point_row(cells: list[str]) -> Row | Skipped:
    """One line of Code-Point Open."""
    if len(cells) != 10:
        raise RowError(f"{len(cells)} columns instead of 10")
    postcode = _postcode(cells[0])
    easting, northing = _number(cells[2]), _number(cells[3])
    # Positional quality 90: no position.
    if cells[1].strip() == "90" or not (easting or northing):
        return Skipped.NOWHERE
    # Beyond the grid the projection means nothing and need not come to an end.
    if not (0 <= easting <= 700_000 and 0 <= northing <= 1_300_000):
        raise RowError("a position outside the National Grid")
    return _row(postcode, *to_latitude_longitude(easting, northing), cells[8], cells[9])


def numbered(file: IO[str]) -> Iterator[tuple[int, "list[str] | RowError"]]:
    """The cells of every line that is not empty, with the number of the line as an editor counts."""
    reader = csv.reader(file)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, RowError(str(error))
            continue
        if cells:
            yield reader.line_num, cells


def _row(postcode: str, latitude: float, longitude: float, district: str, ward: str) -> Row:
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise RowError("a position outside the United Kingdom")
    return postcode, round(latitude, 6), round(longitude, 6), _gss(district), _gss(ward), postcode[:-3]


def _postcode(cell: str) -> str:
    code = compact(cell)
    if not POSTCODE.fullmatch(code):
        raise RowError("no postcode")
    return code


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError as error:
        raise RowError("a position that is no number") from error
    # Neither infinity nor NaN, which no comparison would catch.
    if not abs(number) < 10_000_000:
        raise RowError("a position that is no number")
    return number


def _gss(cell: str) -> str:
    """A code of nine characters, or nothing: the Isle of Man and the Channel Islands have pseudo codes of their own."""
    code = cell.strip().upper()
    if code and not GSS.fullmatch(code):
        raise RowError("no code of an area")
    return code


def _column(headers: list[str], pattern: str) -> int | None:
    return next((index for index, header in enumerate(headers) if re.fullmatch(pattern, header)), None)


def _is_code_point(cells: list[str]) -> bool:
    return len(cells) == 10 and bool(POSTCODE.fullmatch(compact(cells[0]))) and cells[2].strip().isdecimal()
