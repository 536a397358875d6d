"""What figures make of a place that somebody typed, and of a day: one of a short list, and a quarter."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.figures import areas, periods
from reporting.figures.periods import Quarter
from signposting.gazetteer.bundled import load_gazetteer


def test_quarters_before_the_desk_began_are_not_columns_of_nothing() -> None:
    began, today = date(2025, 8, 20), date(2026, 4, 2)
    assert [quarter.number for quarter in periods.closed(2025, began, today)] == [1, 2, 3]
    assert list(periods.years(began, today)) == [2025]
    assert periods.is_over(2025, today)
    assert not periods.is_over(2025, date(2026, 3, 31))
    assert (Quarter(2025, 3).first, Quarter(2025, 3).last) == (date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("BD3", "Bradford"),
        ("bd3 8qx", "Bradford"),
        ("12 Long Lane, Halifax HX1 1AA", "Calderdale"),
        ("behind the shop in Keighley", "Bradford"),
        ("Leeds city centre", "Leeds"),
        ("Manchester", areas.ELSEWHERE),
        ("", areas.UNKNOWN),
        ("the park by the school", areas.UNKNOWN),
        ("لیڈز", "Leeds"),
        ("ਸਕੂਲ ਦੇ ਪਿੱਛੇ", areas.UNKNOWN),
        ("BD3" * 5000, areas.UNKNOWN),
    ],
)
def test_what_was_typed_about_a_place_becomes_one_of_a_short_list(db: None, typed: str, where: str) -> None:
    load_gazetteer()
    found = areas.reader()(typed)
    assert areas.districts().get(found, found) == where


def test_finding_areas_asks_the_database_nothing_about_what_was_typed(db: None) -> None:
    load_gazetteer()
    area = areas.reader()
    with CaptureQueriesContext(connection) as caught:
        assert areas.districts()[area("Keighley")] == "Bradford"
    assert not [one for one in caught if "eighley" in one["sql"].casefold()]
