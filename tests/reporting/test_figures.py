"""Figures for the board: who may make them, what is counted, what is left out, and how they leave the desk."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from odfdo import Document

from people.roles import DESK_AUDITORS, DESK_MANAGERS
from reporting.figures import areas, dimensions, periods
from reporting.figures.periods import Quarter
from reporting.journeys import admitting, auditing, figuring, handling, reading, sending, unlocking
from reporting.keyring import Keyring
from reporting.models import AuditEntry, Report, Setup, Unlocking
from reporting.sealing import receipts
from signposting.gazetteer.bundled import load_gazetteer
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.desk import Officer

PAGE, FILE = "/desk/figures/", "/desk/figures/file/"


def last_quarter() -> Quarter:
    """The newest that is over."""
    quarter = periods.quarter_of(timezone.localdate())
    return periods.quarter_of(quarter.first - timedelta(days=1))


@pytest.fixture(autouse=True)
def quick_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts are derived quickly: nobody comes back with one here, and each of some hundred would take its time."""
    monkeypatch.setattr(receipts, "MEMORY", receipts.MEMORY // 1024)


@pytest.fixture
def long_since(desk: OpenDesk) -> None:
    """The desk began two years ago, and its districts are known."""
    load_gazetteer()
    Setup.objects.update(made_on=last_quarter().first - timedelta(days=730))


def came(
    times: int, hours: int = 2, on: date | None = None, path: str = "someone", slow: bool = False, **answers: Any
) -> list[Report]:
    """So many reports came in the last quarter, some hours before now."""
    found = []
    for _time in range(times):
        filled = concern(answers={"worry": "A planted worry", **answers}, path=path, slow=slow)
        report = sending.send(filled, timezone.now() - timedelta(hours=hours))
        Report.objects.filter(pk=report.pk).update(received_on=on or last_quarter().last)
        found.append(report)
    return found


def keys(officer: Officer) -> Keyring:
    """What the officer's browser has open."""
    keyring = unlocking.keyring_of(officer.user, officer.client.cookies["lantern_desk"].value)
    assert keyring
    return keyring


def write(officer: Officer, report: Report, kind: str, data: dict[str, Any]) -> None:
    """The manager writes about a report."""
    handling.record(officer.user, reading.read(officer.user, keys(officer), report.pk), kind, data)


def tables(officer: Officer) -> dict[str, dict[str, list[str]]]:
    """What stands on the page: table, row, cells."""
    return {
        section.h2.get_text(): {
            row.select("th")[0].get_text(): [cell.get_text() for cell in row.select("td")]
            for row in section.select("tbody tr")
        }
        for section in officer.soup.select("section.figures")
        if section.h2
    }


def counted(officer: Officer, year: int | None = None) -> dict[str, dict[str, str]]:
    """The figures of a year: the cells of the last quarter."""
    officer.post(PAGE, year=last_quarter().year if year is None else year)
    column = periods.closed(last_quarter().year, date(2000, 1, 1), timezone.localdate()).index(last_quarter())
    return {title: {row: cells[column] for row, cells in rows.items()} for title, rows in tables(officer).items()}


def test_a_manager_makes_figures_and_nobody_else(
    long_since: None, hana: Officer, dora: Officer, somebody: Any, comms_editor: Any
) -> None:
    assert hana.go(PAGE).status_code == 200
    assert 'href="/desk/figures/"' in hana.page.content.decode()
    auditor = Officer(somebody("auditor@board.example", DESK_AUDITORS).user, "")
    for person in (dora, auditor, Officer(comms_editor.user, "")):
        for address in (PAGE, FILE):
            assert person.post(address, year=2025).status_code == 403
        assert person.go(PAGE).status_code == 403
    assert 'href="/desk/figures/"' not in dora.go("/desk/").content.decode()
    Unlocking.objects.all().delete()
    hana.go(PAGE)
    assert "Your passphrase opens them" in hana.text


def test_reports_of_a_quarter_are_counted_and_rounded(long_since: None, hana: Officer) -> None:
    came(7, area="BD3 8QX", place_type="street", themes=["criminal", "online"])
    came(6, area="Long Lane, Leeds", place_type="home", themes=["criminal"], path="young_person")
    found = counted(hana)
    assert found["Who reported"]["About somebody"] == "5"
    assert found["Who reported"]["A young person, about themself"] == "5"
    assert found["Who reported"]["All reports"] == "15"
    assert found["Area"]["Bradford"] == "5"
    assert found["Area"]["Leeds"] == "5"
    assert found["Kind of place"]["A street, park or car park"] == "5"
    assert found["Theme"]["Being made to sell, carry or hide drugs, or to do crimes"] == "15"
    assert found["Theme"]["Something that happens online or on a phone"] == "5"
    assert found["Urgency, as judged"]["Not judged yet"] == "15"
    assert found["Outcome"]["Still open"] == "15"
    assert "All reports of these months were opened and counted" in hana.text
    # The page is printed for the board: no exact number stands on it.
    assert not re.search(r"\b13 (of|reports)\b", hana.text)
    assert "planted" not in hana.page.content.decode()
    assert "BD3" not in hana.page.content.decode()


def test_what_is_below_five_is_left_out_and_the_page_says_so(long_since: None, hana: Officer) -> None:
    came(20, area="Bradford")
    came(3, area="Leeds")
    found = counted(hana)["Area"]
    assert found["Bradford"] == "20"
    # Nothing, and three, look the same.
    assert found["Leeds"] == found["Wakefield"] == found["Elsewhere"] == "left out"
    (about,) = [p.get_text() for p in hana.soup.select(".figures .note") if "districts" in p.get_text()]
    assert "left out: each is below 5, or would give such a number away" in about
    assert "nearest 5" in about


def test_judged_closed_and_late_reports_stand_where_they_belong(long_since: None, hana: Officer) -> None:
    for report in came(6, hours=30):
        write(hana, report, "triage", {"urgency": "today", "themes": ["home"], "flags": [], "area": "Keighley"})
        write(hana, report, "outcome", {"outcome": "referred_police", "text": ""})
    for report in came(12, hours=3, themes=["work"], area="Whitby"):
        handling.answer(hana.user, reading.read(hana.user, keys(hana), report.pk), "Thank you")
    found = counted(hana)
    assert found["Urgency, as judged"]["Act today"] == "5"
    assert found["Outcome"]["Passed to the police"] == "5"
    assert found["Outcome"]["Still open"] == "10"
    assert found["Area"]["Bradford"] == "5"
    assert found["Area"]["Elsewhere"] == "10"
    assert found["Theme"]["Violence, control or fear at home, or from a partner"] == "5"
    assert found["Time to the first reading"]["Within 24 hours"] == "10"
    assert found["Time to the first reading"]["Within 48 hours"] == "5"
    assert found["Time to the first answer"]["Not answered"] == "5"
    assert found["How soon"]["Of 100 reports, read within 24 hours"] == "50"


def test_the_promise_is_told_only_as_far_as_shown_numbers_tell_it(long_since: None, hana: Officer) -> None:
    for report in came(20, hours=3):
        reading.read(hana.user, keys(hana), report.pk)
    came(2)
    found = counted(hana)["How soon"]
    assert found["Of 100 reports, read within 24 hours"] == "100"
    assert found["Half were read"] == "within 4 hours"
    # Nobody was answered: below five, and shown as nothing.
    assert found["Half were answered"] == "left out"


def test_what_is_about_the_desk_locked_away_slow_damaged_or_of_today_is_not_counted_with_the_rest(
    long_since: None, hana: Officer
) -> None:
    kept = came(10)
    came(5, path=sending.ABOUT_THE_DESK)
    for report in came(6):
        write(hana, report, "locked_out", {"officers": [hana.user.pk]})
    judged, *rest = came(7, slow=True)
    write(hana, judged, "triage", {"urgency": "soon", "themes": [], "flags": [], "area": ""})
    Report.objects.filter(pk=kept[0].pk).update(body=b"\x01damaged")
    came(20, on=timezone.localdate())
    found = counted(hana)
    # Nine that open, and one of the slow lane that was judged.
    assert found["Who reported"]["All reports"] == "10"
    assert found["Slow lane, not judged to be real"]["Came very fast, or as programs do"] == "5"
    assert len(rest) == 6
    assert "Not every report opened" in hana.text
    assert "Concerns about the desk are never counted" in hana.text
    # How many, and whether there are any, would tell an officer that there is a report about them.
    assert "Nor are reports that you are locked out of: if there are any" in hana.text


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
