"""A table that comes from anybody's spreadsheet: read whole, or refused with the row, the column and what to do."""

import csv
import io
import re
import time

import pytest

from spreadsheets.formulas import guarded, restored
from spreadsheets.reading import LARGEST, MOST_PROBLEMS, MOST_ROWS, Column, Table, read_table

COLUMNS = [Column("code", required=True), Column("title"), Column("review_due")]
PLAIN = 'code,title,review_due\r\na,"One, two",2027-01-31\r\nb,اردو żółw,\r\n'


def table(content: str | bytes) -> Table:
    """What is read of a file."""
    return read_table(content.encode() if isinstance(content, str) else content, COLUMNS)


def cells(content: str | bytes) -> list[dict[str, str]]:
    """The rows of a file that must be fine."""
    found = table(content)
    assert found.problems == []
    return [row.cells for row in found.rows]


def wrong(content: str | bytes) -> tuple[int, str, str]:
    """The first thing that is wrong with a file, which must not be fine."""
    found = table(content)
    assert found.problems
    return found.problems[0].row, found.problems[0].column, found.problems[0].says


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_separator_that_spreadsheets_write_is_read_alike(encoding: str, delimiter: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(csv.reader(io.StringIO(PLAIN, newline="")))
    assert cells(file.getvalue().encode(encoding)) == [
        {"code": "a", "title": "One, two", "review_due": "2027-01-31"},
        {"code": "b", "title": "اردو żółw", "review_due": ""},
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(ends: str) -> None:
    assert len(cells(PLAIN.replace("\r\n", ends))) == 2


def test_excels_line_about_the_separator_is_not_a_row() -> None:
    found = table("sep=;\r\ncode;title\r\na;x\r\n")
    assert [(row.number, row.cells) for row in found.rows] == [(2, {"code": "a", "title": "x"})]


def test_columns_stand_in_any_order_with_blanks_and_capitals() -> None:
    assert cells("Review due,CODE\n2027-01-31,a\n") == [{"review_due": "2027-01-31", "code": "a"}]


def test_the_encoding_of_old_windows_is_read_and_said() -> None:
    found = table("code,title\na,“£5” café\n".encode("cp1252"))
    assert found.rows[0].cells["title"] == "“£5” café"
    assert "CSV UTF-8" in found.notice
    assert table(PLAIN).notice == ""


def test_empty_rows_are_passed_over_and_still_counted() -> None:
    found = table("code,title\n\n,\na,x\n\n")
    assert [row.number for row in found.rows] == [4]


def test_a_cell_of_many_lines_is_one_cell_and_the_next_row_keeps_its_number() -> None:
    found = table('code,title\na,"one\ntwo\nthree"\nb,\n')
    assert found.rows[0].cells["title"] == "one\ntwo\nthree"
    assert found.rows[1].number == 3


@pytest.mark.parametrize(
    ("content", "row", "column", "says"),
    [
        (b"", 0, "", "empty"),
        (b" \r\n \r\n", 0, "", "empty"),
        (b"PK\x03\x04" + b"x" * 50, 0, "", "not a CSV file"),
        (b"%PDF-1.7", 0, "", "not a CSV file"),
        ("code,title\na,x\n".encode("utf-16-le"), 0, "", "cannot be read"),
        (b"\xff\xfec\x00o\x00d", 0, "", "cannot be read"),
        (b"code,title\na,\x81\x8d\xff\n", 0, "", "cannot be read"),
        ("code,title\na,x\x00y\n", 2, "title", "cannot be seen"),
        ("code,title\na,x\x1by\n", 2, "title", "cannot be seen"),
        ("code,title,titel\na,x,y\n", 1, "titel", "no such column"),
        ("code,title,title\na,x,y\n", 1, "title", "twice"),
        ("title\nx\n", 1, "code", "missing"),
        ("hello\nworld\n", 1, "", "names of the columns: code, title, review_due"),
        ("code,title\n", 0, "", "no rows"),
        ("code,title\na,x\nb\n", 3, "", "1 cells, and the first row names 2"),
        ("code,title\na,x,y\n", 2, "", "3 cells"),
        ('code,title\na,"x\nb,y\n', 2, "", "quotation marks"),
        ('code,title\na,"x"y\n', 2, "", "quotation marks"),
        ("code,title,\na,x,y\n", 2, "", "no name"),
    ],
)
def test_a_broken_file_is_refused_with_its_place_and_what_to_do(
    content: str | bytes, row: int, column: str, says: str
) -> None:
    found = wrong(content)
    assert found[:2] == (row, column)
    assert says in found[2]


def test_empty_columns_at_the_end_are_no_problem() -> None:
    assert cells("code,title,,\na,x,,\n") == [{"code": "a", "title": "x"}]


def test_a_file_that_is_too_large_or_too_long_is_refused() -> None:
    assert "MB" in wrong(b"x" * (LARGEST + 1))[2]
    exactly = "code\n" + "a\n" * MOST_ROWS
    assert len(cells(exactly)) == MOST_ROWS
    assert f"{MOST_ROWS:,} rows" in wrong(exactly + "a\n")[2]
    assert "too long" in wrong("code,title\na," + "x" * 200_000)[2]


def test_a_file_with_a_thousand_faults_does_not_make_a_page_of_a_thousand() -> None:
    assert len(table("code,title\n" + "a\n" * 1000).problems) == MOST_PROBLEMS


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 20",
        "-5",
        "@x",
        "\tx",
        "\r=x",
        "  =x",
        "'=x",
        "''=x",
        "' =x",
        "'quoted'",
        "'",
        "",
        "＝1",
        "plain",
        "\n-",
        "\u200b=x",
        "'\u202b=x",
        "−1",
        "﹦x",
        "a;=1",
        "a\n=1\n'-2",
        "a\n''=1;;=2",
        "a; \u200b@x | +y",
        "a 'quoted; 'word'",
        "\t'=x",
    ],
)
def test_what_was_guarded_against_formulas_comes_back_unchanged(text: str) -> None:
    assert restored(guarded(text)) == text
    kept = cells(f'code,title\na,"{guarded(text)}"\n')[0]["title"]
    assert kept == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", " =x", "＝1", "−1", "﹦x", "\u200b=1", "\u202b=1", "\ufeff@x", "\x00=1"]
)
def test_nothing_that_a_spreadsheet_would_run_leaves_bare(text: str) -> None:
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["fine;=1+1", "fine\n=1+1", "fine\t\u200b@x", "fine|−1"])
def test_nothing_would_run_where_another_program_splits_the_cell(text: str) -> None:
    assert all(not part.lstrip("\u200b").startswith(tuple("=+-@−")) for part in re.split(r"[;\n\t|]", guarded(text)))


def test_a_cell_of_nothing_but_ends_of_lines_is_read_at_once() -> None:
    started = time.monotonic()
    assert restored("\n" * 120_000) == "\n" * 120_000
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("text", ["plain", "a=b", "a - b", "a, =b", "2027-01-31", "'quoted'", "٣"])
def test_plain_words_leave_as_they_are(text: str) -> None:
    assert guarded(text) == text
