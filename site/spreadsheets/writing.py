"""Writes tables as CSV and OpenDocument files that are safe to open.

What strangers typed may start like a formula, and a spreadsheet would run it (OWASP, “CSV
injection”). So text that could begin one gets an apostrophe in front; numbers and dates stay what
they are, and in an OpenDocument file every cell says its type besides.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from odfdo import Document

from spreadsheets.formulas import guarded_inside, guarded_start

# XML has no way to write these, and no text needs them.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0" '
    f'xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" office:version="1.3">'
    '<office:automatic-styles><style:style style:name="heading" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet><table:table table:name={name}>{rows}</table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)
KINDS = {"csv": "text/csv; charset=utf-8", "ods": "application/vnd.oasis.opendocument.spreadsheet"}


@dataclass(frozen=True)
class Table:
    """A name, headings, and rows of texts, numbers, dates, yes or no, or nothing."""

    name: str
    headings: list[str]
    rows: Iterable[Iterable[Any]]


def plain(value: Any) -> str:
    """Text that a spreadsheet will show and never run."""
    return guarded_start(UNPRINTABLE.sub("", "" if value is None else str(value)))


def typed(value: Any) -> Any:
    """A number, a date or a moment in local time as it is; yes or no in words; all else as plain text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    return plain(value)


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


def ods_file(table: Table) -> bytes:
    """An OpenDocument spreadsheet of one sheet; its first row is bold."""
    container: Any = Document("spreadsheet").container
    # The library's own rows take a minute for five thousand: each looks at all the others.
    rows = [ods_row(table.headings, ' table:style-name="heading"'), *(ods_row(cells) for cells in table.rows)]
    content = CONTENT.format(name=quoteattr(sheet_name(table.name)), rows="".join(rows))
    container.set_part("content.xml", content.encode())
    file = io.BytesIO()
    container.save(file)
    return file.getvalue()


def ods_row(cells: Iterable[Any], style: str = "") -> str:
    """One row of typed cells."""
    return f"<table:table-row>{''.join(ods_cell(typed(cell), style) for cell in cells)}</table:table-row>"


def ods_cell(value: Any, style: str = "") -> str:
    """A cell that says its type, so that nothing in it is taken for a formula."""
    if isinstance(value, str):
        kind, lines = "string", value.split("\n")
    elif isinstance(value, date):
        lines = [value.isoformat()]
        kind = f'date" office:date-value="{lines[0]}'
    else:
        lines = [str(value)]
        kind = f'float" office:value="{lines[0]}'
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="{kind}"{style}>{words}</table:table-cell>'


def sheet_name(name: str) -> str:
    """A name without the characters that sheets may not have."""
    return re.sub(r"[\[\]*?:/\\'\n]", " ", name).strip()[:31] or "Table"


def download(table: Table, kind: str) -> HttpResponseBase:
    """The table as a file to keep, named after it and the day; `kind` is `csv` or `ods`."""
    response: HttpResponseBase
    if kind == "ods":
        response = HttpResponse(ods_file(table), content_type=KINDS[kind])
    else:
        response = StreamingHttpResponse(csv_lines(table), content_type=KINDS["csv"])
    name = f"{table.name.lower().replace(' ', '-')}-{timezone.localdate().isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
