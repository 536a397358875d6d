"""Figures for the board: how they are counted page by page, how they are read, and how they leave the desk."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from odfdo import Document

from config.demonstration.concerns import last_quarter
from people.roles import DESK_MANAGERS
from reporting.figures import areas, dimensions, periods
from reporting.figures.periods import Quarter
from reporting.journeys import admitting, auditing, figuring
from reporting.models import AuditEntry
from tests.reporting.conftest import OpenDesk
from tests.reporting.counting import FILE, PAGE, came, keys, tables
from tests.reporting.desk import Officer

pytestmark = pytest.mark.usefixtures("quick_receipts")


def test_counting_goes_on_from_page_to_page_and_keeps_nothing_on_the_server(
    long_since: None, hana: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figuring, "AT_ONCE", 3)
    came(4)
    came(4, on=last_quarter().first)
    hana.go(PAGE)
    with CaptureQueriesContext(connection) as caught:
        hana.post(PAGE, year=last_quarter().year)
    assert not [one["sql"] for one in caught if one["sql"].startswith("INSERT")]
    assert "3 of 8 reports counted" in hana.text
    assert not tables(hana)
    steps = 1
    while not tables(hana):
        field = hana.soup.select_one("main input[name=carried]")
        assert field
        hana.post(PAGE, carried=field["value"])
        steps += 1
    assert steps == 3
    assert "All reports of these months were opened and counted" in hana.text
    assert tables(hana)["Who reported"]["All reports"][-1] == "10"


def test_what_the_page_carries_is_for_one_officer_and_cannot_be_changed(
    long_since: None, hana: Officer, somebody: Any
) -> None:
    came(6)
    hana.post(PAGE, year=last_quarter().year)
    field = hana.soup.select_one("main input[name=carried]")
    assert field
    kept = str(field["value"])
    for text in (kept[:-8] + "AAAAAAAA", "nonsense", ""):
        assert hana.post(FILE, carried=text, kind="csv").status_code == 422
        assert "Choose the year again" in hana.text
    assert hana.post(FILE, carried=kept, kind="exe").status_code == 422
    other = Officer(somebody("second@desk.example", DESK_MANAGERS).user, "a heron over the weir")
    holder = admitting.choose_passphrase(other.user, other.passphrase)
    admitting.admit(hana.user, keys(hana), holder)
    assert other.unlock().post(FILE, carried=kept, kind="csv").status_code == 422
    assert not AuditEntry.objects.filter(action="exported").exists()
    assert hana.post(PAGE, year=1999).status_code == 422
    assert "Choose one of these years" in hana.text


def test_files_say_what_the_page_says_and_are_logged(long_since: None, hana: Officer) -> None:
    came(9, area="Halifax")
    year = last_quarter().year
    hana.post(PAGE, year=year)
    shown = tables(hana)
    field = hana.soup.select_one("main input[name=carried]")
    assert field
    for kind in ("csv", "ods"):
        answer = hana.client.post(FILE, {"carried": field["value"], "kind": kind})
        assert answer["Cache-Control"] == "private, no-store"
        assert f'filename="figures-{year}-' in answer["Content-Disposition"]
        content = answer.getvalue()
        if kind == "csv":
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        else:
            sheet: Any = Document(io.BytesIO(content)).body.get_table(0)
            rows = [list(map(str, row)) for row in sheet.iter_values()]
        assert rows[0][:2] == ["Table", "Row"]
        for title, lines in shown.items():
            for words, cells in lines.items():
                assert [title, words, *cells] in rows
        assert any("nearest 5" in row[1] for row in rows)
        entry = AuditEntry.objects.latest("number")
        assert (entry.who, entry.action) == (hana.user.email, "exported")
        assert entry.detail == f"figures {periods.year_name(year)}, {kind}"
    assert auditing.first_break() is None


def test_each_table_can_be_read_by_ear_and_reached_by_keyboard(long_since: None, hana: Officer) -> None:
    came(6)
    hana.post(PAGE, year=last_quarter().year)
    assert len(hana.soup.select(".figures")) == 10
    for section in hana.soup.select(".figures"):
        table, around = section.table, section.select_one(".desk__table")
        assert table
        assert around
        assert (around["tabindex"], around["role"]) == ("0", "region")
        assert table.caption
        assert section.select_one(f"#{table['aria-describedby']}")
        assert {cell["scope"] for cell in table.select("thead th")} == {"col"}
        assert {cell["scope"] for cell in table.select("tbody th")} == {"row"}


def test_the_year_gets_a_column_when_it_is_over(long_since: None, hana: Officer) -> None:
    over = periods.quarter_of(timezone.localdate()).year - 1
    for number in range(4):
        came(6, on=Quarter(over, number).last)
    hana.post(PAGE, year=over)
    assert tables(hana)["Who reported"]["All reports"] == ["5", "5", "5", "5", "25"]
    heads = [cell.get_text() for cell in hana.soup.select(".figures thead")[0].select("th")]
    assert heads[1:] == [
        f"April to June {over}",
        f"July to September {over}",
        f"October to December {over}",
        f"January to March {over + 1}",
        f"Year {periods.year_name(over)}",
    ]


def test_a_desk_that_has_just_begun_is_told_when_figures_come(desk: OpenDesk, hana: Officer) -> None:
    hana.go(PAGE)
    assert "No quarter is over yet" in hana.text


def test_counting_costs_the_same_number_of_queries_however_many_came(long_since: None, hana: Officer) -> None:
    def queries() -> int:
        counting, keyring = figuring.begin(last_quarter().year), keys(hana)
        with CaptureQueriesContext(connection) as caught:
            figuring.count(hana.user, keyring, counting)
        return len(caught)

    came(2)
    few = queries()
    came(8)
    assert queries() == few <= 12


def test_a_report_always_stands_in_one_row_of_each_table(long_since: None, hana: Officer) -> None:
    came(3, path="someone", place_type="a code of another year")
    came(2, path="a path of another year")
    counting = figuring.count(hana.user, keys(hana), figuring.begin(last_quarter().year))
    true = figuring.counts(counting)
    for dimension in dimensions.dimensions(areas.districts()):
        if dimension.kind.name == "PARTS":
            sums = [
                sum(true.cells[dimension.name, row][quarter] for row in dimension.rows) for quarter in true.quarters
            ]
            assert sums == list(true.totals), dimension.name
