"""“By page”: what readers said, in numbers, by page, topic, audience, language and month."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.models import HelpfulCount
from tests.pages.helpers import soup, text
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
ABOUT = {"language": "en", "month": "2026-11-01"}


@pytest.fixture
def counts() -> list[HelpfulCount]:
    """Two pages, two languages, two months."""
    return [
        HelpfulCount.objects.create(**{**ABOUT, **row})
        for row in (
            {"address": "topics/cuckooing/", "topic": "cuckooing county-lines", "yes": 2, "no": 1},
            {"address": "topics/cuckooing/", "topic": "cuckooing county-lines", "language": "ur", "yes": 1},
            {"address": "about/", "month": "2026-10-01", "no": 4, "forgotten": 2},
        )
    ]


def seen(person: Person, query: str = "") -> tuple[str, list[str]]:
    """The line of sums, and the list."""
    page = soup(person.client.get(f"/admin/helpful/{query}"))
    rows = page.select("#listing-results tbody tr")
    return text(page), [text(row) for row in rows]


def test_each_row_says_how_many_and_what_share_found_the_page_helpful(comms_editor: Person, counts: Any) -> None:
    _all, rows = seen(comms_editor)
    assert len(rows) == 3
    assert "/topics/cuckooing/" in rows[0]
    assert "cuckooing, county-lines" in rows[0]
    assert " 2 1 67 0 0 0 0" in rows[0]
    assert " 0 4 0 0 0 0 2" in rows[2]


def test_the_sums_are_of_all_that_the_filter_shows(comms_editor: Person, counts: Any) -> None:
    for query, sums, number in (
        ("", "yes 3 · no 5 · 38% found it helpful · comments: 0 waiting, 0 with the editors, 0 with the desk, 2 done", 3),
        ("?topic=county-lines", "yes 3 · no 1 · 75%", 2),
        ("?topic=lines", "yes 3 · no 5", 3),
        ("?language=ur", "yes 1 · no 0 · 100%", 1),
        ("?month_to=2026-10-31", "yes 0 · no 4 · 0%", 1),
        ("?address=about", "yes 0 · no 4 · 0%", 1),
    ):  # fmt: skip
        page, rows = seen(comms_editor, query)
        assert sums in page, query
        assert len(rows) == number, query


def test_the_best_and_the_worst_can_stand_first(comms_editor: Person, counts: Any) -> None:
    assert "/about/" in seen(comms_editor, "?ordering=share")[1][0]
    assert "/topics/" in seen(comms_editor, "?ordering=-share")[1][0]


def test_the_export_holds_what_the_list_shows(comms_editor: Person, counts: Any) -> None:
    response: Any = comms_editor.client.get("/admin/helpful/?export=csv&language=ur")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[1:] == [
        ["/topics/cuckooing/", "cuckooing county-lines", "", "ur", "2026-11-01", "1", "0", "100", "0", "0", "0", "0"]
    ]


def test_counts_can_be_looked_at_and_not_written(comms_editor: Person) -> None:
    count = HelpfulCount.objects.create(address="about/", language="en", month="2026-11-01", yes=3, no=1)
    comms_editor.client.post(f"/admin/helpful/edit/{count.pk}/", {"yes": "300"})
    comms_editor.client.post(f"/admin/helpful/delete/{count.pk}/")
    comms_editor.client.post("/admin/helpful/new/", {"address": "x/", "yes": "9"})
    assert list(HelpfulCount.objects.values_list("yes", "no")) == [(3, 1)]


def test_a_long_list_comes_in_pages_and_costs_no_more(comms_editor: Person, counts: Any) -> None:
    comms_editor.client.get("/admin/helpful/")
    with CaptureQueriesContext(connection) as few:
        comms_editor.client.get("/admin/helpful/")
    HelpfulCount.objects.bulk_create(
        HelpfulCount(address=f"page-{number}/", language="en", month="2026-11-01", yes=number) for number in range(120)
    )
    with CaptureQueriesContext(connection) as many:
        assert len(seen(comms_editor)[1]) == 50
    assert len(many) == len(few)
