"""Tables as files: safe to open, right in every script, and numbers that stay numbers."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from odfdo import Document

from spreadsheets.opendocument import PIECE, ods_pieces
from spreadsheets.writing import Table, csv_lines, download, plain

ATTACKS = [
    "=HYPERLINK('http://evil.example')",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\u202b=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\x00=1+1",
]


def read_csv(table: Table, **how: Any) -> list[list[str]]:
    """What a program reads back."""
    return list(csv.reader(io.StringIO(b"".join(csv_lines(table)).decode("utf-8-sig")), **how))


def ods_file(table: Table) -> bytes:
    """The whole file."""
    return b"".join(ods_pieces(table))


def read_ods(table: Table) -> list[list[Any]]:
    """The values of the cells."""
    sheet = Document(io.BytesIO(ods_file(table))).body.get_tables()[0]
    return [row.get_values() for row in sheet.rows]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_begins_a_formula_in_either_kind_of_file(attack: str) -> None:
    table = Table("Comments", ["Comment"], [[attack]])
    for cell in (read_csv(table)[1][0], read_ods(table)[1][0]):
        assert cell.startswith("'")


@pytest.mark.parametrize("words", ["plain", "a = b", "fish & chips", "1-2", "پہلا قدم", "'quoted'", "", "   "])
def test_what_cannot_run_is_left_as_it_is(words: str) -> None:
    assert plain(words) == words


@pytest.mark.parametrize("attack", ["fine;=1+1", "fine\n=1+1", "fine\t@x", 'fine";=1+1'])
def test_no_formula_appears_where_another_program_would_split_the_line(attack: str) -> None:
    table = Table("Comments", ["A", "B"], [["first", attack]])
    for delimiter in (";", "\t"):
        cells = [cell for row in read_csv(table, delimiter=delimiter) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_a_heading_is_made_safe_as_well() -> None:
    assert read_csv(Table("x", ["=1+1"], []))[0] == ["'=1+1"]


def test_numbers_and_dates_stay_numbers_and_dates() -> None:
    cells = [-5, 1.5, Decimal("2.25"), date(2026, 11, 25), datetime(2026, 7, 1, 12, tzinfo=UTC), True, False, None]
    table = Table("x", [str(number) for number in range(8)], [cells])
    assert read_csv(table)[1] == ["-5", "1.5", "2.25", "2026-11-25", "2026-07-01 13:00:00", "yes", "no", ""]
    read = read_ods(table)[1]
    assert read[:3] == [-5, Decimal("1.5"), Decimal("2.25")]
    assert [str(value) for value in read[3:5]] == ["2026-11-25", "2026-07-01 13:00:00"]


def test_every_text_in_an_opendocument_file_says_that_it_is_text() -> None:
    file = zipfile.ZipFile(io.BytesIO(ods_file(Table("x", ["a"], [["=1+1"], ["b"]]))))
    content = file.read("content.xml").decode()
    assert "formula" not in content
    assert content.count('office:value-type="string"') == 3


def test_excel_is_told_that_the_file_is_in_utf8_and_urdu_comes_back_whole() -> None:
    table = Table("x", ["بات"], [["پہلا قدم مشکل ہے, “really”\nنیا"]])
    assert b"".join(csv_lines(table)).startswith(b"\xef\xbb\xbf")
    assert read_csv(table)[1] == ["پہلا قدم مشکل ہے, “really”\nنیا"]
    assert read_ods(table)[1] == ["پہلا قدم مشکل ہے, “really”\nنیا"]


def test_characters_that_no_file_may_hold_are_left_out_and_markup_is_text() -> None:
    table = Table("a/b*[c]?", ["<b>"], [["x\x0by\ud800 & <z>"]])
    assert read_ods(table) == [["<b>"], ["xy & <z>"]]
    assert read_csv(table)[1] == ["xy & <z>"]


def test_a_csv_file_is_sent_as_it_is_made() -> None:
    taken = []

    def rows() -> Any:
        for number in range(3):
            taken.append(number)
            yield [number]

    lines = csv_lines(Table("x", ["a"], rows()))
    next(lines), next(lines), next(lines)
    assert taken == [0]


def test_an_opendocument_file_is_sent_as_it_is_made() -> None:
    taken = []

    def rows() -> Any:
        for number in range(50_000):
            taken.append(number)
            # Words that no compression makes small.
            yield [sha256(str(number).encode()).hexdigest()]

    pieces = ods_pieces(Table("x", ["a"], rows()))
    first = next(pieces)
    assert len(taken) < 10_000
    assert max(len(piece) for piece in pieces) < 2 * PIECE + len(first)
    assert len(taken) == 50_000


def test_an_opendocument_file_says_what_it_is_in_its_first_bytes_and_every_part_of_it_is_whole() -> None:
    content = ods_file(Table("x", ["a"], [["b"]]))
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    # The place where programs look (OpenDocument 1.3, part 2, 3.3): no extra field, nothing compressed.
    assert content[30:38] == b"mimetype"
    assert content[38 : 38 + len(kind)] == kind
    assert int.from_bytes(content[18:22], "little") == len(kind)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_a_large_table_becomes_a_file_in_seconds() -> None:
    started = datetime.now(UTC)
    ods_file(Table("x", ["a"] * 10, ([["words", 1, "= 2"] * 3] * 3000)))
    assert (datetime.now(UTC) - started).total_seconds() < 10


@pytest.mark.parametrize("kind", ["csv", "ods"])
def test_a_download_has_a_name_that_says_what_and_when_and_is_kept_by_nobody_between(kind: str) -> None:
    response = download(Table("Comments from readers", ["a"], []), kind)
    assert response["Content-Disposition"].startswith('attachment; filename="comments-from-readers-20')
    assert response["Content-Disposition"].endswith(f'.{kind}"')
    assert "no-store" in response["Cache-Control"]
