"""OpenDocument spreadsheets, written from beginning to end as they are sent: no table is too long for memory."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from spreadsheets.cells import Table, typed

KIND = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
BEGIN = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0" '
    f'xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" office:version="1.3">'
    '<office:automatic-styles><style:style style:name="heading" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet><table:table table:name={name}>"
)
END = "</table:table></office:spreadsheet></office:body></office:document-content>"
# Bytes that are gathered before they are sent on.
PIECE = 64 * 1024


class Sent(io.RawIOBase):
    """A file that is given away as it is written. Nothing can go back in it."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        """Yes, and nothing else."""
        return True

    def write(self, data: Any) -> int:
        """Keep it until it is taken."""
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def ods_pieces(table: Table) -> Iterator[bytes]:
    """The file of one sheet; its first row is bold."""
    sent = Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
        _say_the_kind(archive)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write(BEGIN.format(name=quoteattr(sheet_name(table.name))).encode())
            content.write(ods_row(table.headings, ' table:style-name="heading"').encode())
            for cells in table.rows:
                content.write(ods_row(cells).encode())
                if len(sent.waiting) >= PIECE:
                    yield sent.take()
            content.write(END.encode())
    yield sent.take()


def _say_the_kind(archive: zipfile.ZipFile) -> None:
    """The first entry tells programs what the file is, and must be plain, with its length before it (ODF 1.3, 3.3).

    Into a file that cannot go back, zipfile writes lengths behind; so this one header is written here.
    """
    entry = zipfile.ZipInfo("mimetype")
    entry.header_offset, entry.file_size, entry.compress_size = 0, len(KIND), len(KIND)
    entry.CRC = crc32(KIND.encode())
    file: Any = archive.fp
    file.write(entry.FileHeader(zip64=False) + KIND.encode())
    archive.filelist.append(entry)
    archive.NameToInfo[entry.filename] = entry
    archive.start_dir = file.tell()


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
