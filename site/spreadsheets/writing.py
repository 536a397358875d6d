"""Writes tables as CSV and OpenDocument files that are safe to open, sent as they are made."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from spreadsheets import opendocument
from spreadsheets.cells import Table as Table
from spreadsheets.cells import plain as plain
from spreadsheets.cells import typed as typed
from spreadsheets.formulas import guarded_inside
from spreadsheets.opendocument import ods_pieces

KINDS = {"csv": "text/csv; charset=utf-8", "ods": opendocument.KIND}


def csv_lines(table: Table) -> Iterator[bytes]:
    """A CSV file in UTF-8, line by line, with the mark by which Excel knows that it is UTF-8."""
    yield "\ufeff".encode()
    yield csv_line(table.headings)
    for cells in table.rows:
        yield csv_line(cells)


def csv_line(cells: Iterable[Any]) -> bytes:
    """One row of it."""
    line = io.StringIO()
    csv.writer(line).writerow([in_csv(typed(cell)) for cell in cells])
    return line.getvalue().encode()


def in_csv(value: Any) -> str:
    """One cell of it: days and moments as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return guarded_inside(value) if isinstance(value, str) else str(value)


def download(table: Table, kind: str) -> StreamingHttpResponse:
    """The table as a file to keep, named after it and the day; `kind` is `csv` or `ods`."""
    pieces = ods_pieces(table) if kind == "ods" else csv_lines(table)
    response = StreamingHttpResponse(pieces, content_type=KINDS[kind])
    name = f"{table.name.lower().replace(' ', '-')}-{timezone.localdate().isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
