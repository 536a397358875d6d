"""A file of people, as spreadsheets really write it: what is read, and what is wrong in which row."""

import codecs
import io
import zipfile
from datetime import date

import pytest

from spreadsheets import reading_ods
from spreadsheets.cells import Table as Written
from spreadsheets.opendocument import BEGIN, END, KIND, ods_pieces, ods_row
from training.people_file import MOST_ROWS, day_in, read_people

HEAD = "E-mail,First name,Last name,Team,Job role,Level,Starts on,Leaves on\n"


def faults(text: str) -> dict[int, str]:
    """What is said of each row that has a fault."""
    return {line.number: " ".join(line.faults) for line in read_people(text.encode()).lines if line.faults}


def first(content: bytes) -> dict[str, str]:
    """The first row."""
    found = read_people(content)
    assert not found.problem
    return next(iter(found.lines)).cells


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: ("sep=;\n" + text.replace(",", ";")).encode("cp1252"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
)
def test_it_is_read_however_the_spreadsheet_wrote_it(encoded: object) -> None:
    text = "Email Address,Forename,Surname,Role\nzoe@mill.example,Zoë,O’Neill,Teacher\n"
    assert first(encoded(text)) == {  # type: ignore[operator]
        "email": "zoe@mill.example",
        "first_name": "Zoë",
        "last_name": "O’Neill",
        "job_role": "Teacher",
    }


def test_windows_letters_and_columns_that_are_not_used_are_said() -> None:
    found = read_people("email,Surname,Payroll number\nz@mill.example,Zoë,123\n".encode("cp1252"))
    assert "Windows-1252" in found.notices[0]
    assert "Payroll number" in found.notices[1]
    assert next(iter(found.lines)).cells == {"email": "z@mill.example", "last_name": "Zoë"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a workbook", "not a CSV file"),
        (b"First name,Last name\nA,B\n", "“E-mail” among them"),
        (b"E-mail,Mail\na@b.example,c@d.example\n", "mean the same"),
        (b"\x00" * 50, "cannot be read"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(content: bytes, says: str) -> None:
    assert says in read_people(content).problem


def test_every_fault_has_its_row_and_what_to_do() -> None:
    rows = [
        ",Ann,A,,,,,",
        "not an address,Ben,B,,,,,",
        "cy@mill.example,Cy,C,,,,,",
        "CY@mill.example,Cy,C,,,,,",
        "di@mill.example,Di,D,,,Wizard,,",
        "ed@mill.example,Ed,E,,,,31/02/2026,",
        "fi@mill.example,Fi,F,,,,01/05/2026,01/04/2026",
        "gu@mill.example,Gu,G,,,,01/05/0206,",
        "hu@mill.example,Hu,Smith, Jones,,Teacher,,01/01/2026,01/02/2026",
        f"ian@mill.example,{'I' * 200},I,,,,,",
        "jo@mill.example,J\x07o,J,,,,,",
    ]
    found = faults(HEAD + "\n".join(rows))
    assert sorted(found) == [2, 3, 5, 6, 7, 8, 9, 10, 11, 12]
    expected = {
        2: "It is missing".lower(),
        3: "not an address",
        5: "in row 4 already",
        6: "Wizard",
        7: "31/02/2026",
        8: "before the day",
        9: "year",
        10: "cells",
        11: "longer than 150",
        12: "cannot be seen",
    }
    assert {row: says for row, says in expected.items() if says.lower() not in found[row].lower()} == {}


def test_a_quotation_mark_that_does_not_match_names_its_row_and_keeps_those_before() -> None:
    found = list(
        read_people((HEAD + 'a@mill.example,Ann\nb@mill.example,"Ben"x,B\nc@mill.example,Cy\n').encode()).lines
    )
    assert [line.number for line in found if not line.faults] == [2]
    assert "could not be read" in found[1].faults[0]


def test_more_rows_than_anybody_sends_are_said_and_not_read() -> None:
    text = HEAD + "".join(f"p{number}@mill.example\n" for number in range(MOST_ROWS + 10))
    lines = list(read_people(text.encode()).lines)
    assert len(lines) == MOST_ROWS + 1
    assert "second file" in lines[-1].faults[0]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-01-31",
        "31/01/2026",
        "31.1.2026",
        "31-01-2026",
        "31/01/26",
        "31 Jan 2026",
        "31-Jan-26",
        "2026-01-31 00:00:00",
    ],
)
def test_days_are_read_as_they_are_written_here(typed: str) -> None:
    assert day_in(typed) == date(2026, 1, 31)


def test_an_apostrophe_that_keeps_a_formula_from_running_is_taken_away_again() -> None:
    assert first(b"email,Surname\na@mill.example,'=SUM(A1)\n")["last_name"] == "=SUM(A1)"


def sheet(*rows: list[object], head: str = HEAD) -> bytes:
    """An OpenDocument file, as this site writes them."""
    return b"".join(ods_pieces(Written("people", head.strip().split(","), iter(rows))))


def packed(content: str) -> bytes:
    """An OpenDocument file with this in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("content.xml", content)
    return file.getvalue()


def test_an_opendocument_file_is_read_like_a_csv_file() -> None:
    found = read_people(sheet(["z@mill.example", "Zoë", "", "Year 6", "", "", date(2026, 2, 1)], ["bad", "Bo"]))
    lines = list(found.lines)
    assert lines[0].cells["first_name"] == "Zoë"
    assert day_in(lines[0].cells["starts_on"]) == date(2026, 2, 1)
    assert (lines[1].number, "not an e-mail address" in lines[1].faults[0]) == (3, True)


def test_a_sheet_that_repeats_is_damaged_or_is_a_bomb_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = BEGIN.format(name='"People"')
    heading = ods_row(["E-mail"])
    gap = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    found = read_people(packed(begin + heading + gap + ods_row(["z@mill.example"]) + end + END))
    assert [line.number for line in found.lines] == [4]
    many = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell><text:p>z</text:p></table:table-cell></table:table-row>'
    assert "too many" in " ".join(next(iter(read_people(packed(begin + heading + many + END)).lines)).faults)
    assert "damaged" in read_people(packed(begin)).problem
    assert "no spreadsheet program" in read_people(packed('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).problem
    monkeypatch.setattr(reading_ods, "LARGEST_UNPACKED", 100_000)
    assert "far too large" in read_people(packed(begin + " " * 100_000)).problem
