"""Where help is missing: what is counted, what is never kept, and what a board may see."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from people.roles import BOARD
from signposting.journeys.gaps import count_search, forget_old_gaps, gaps, week_of
from signposting.models import SearchGap, TaxonomyTerm
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
REPORT = "/admin/signposting/gaps/"


def searched(times: int, found: int = 0, weeks_ago: int = 1, **what: str) -> None:
    """The same search, so often."""
    then = timezone.localdate() - timedelta(weeks=weeks_ago)
    with mock.patch("django.utils.timezone.localdate", return_value=then):
        for _time in range(times):
            count_search(**what, found=found)


def report(person: Person, query: str = "") -> str:
    """The table of the report as text."""
    page = BeautifulSoup(person.client.get(REPORT + query).content, "html.parser")
    table = page.select_one("table.listing")
    return table.get_text(" ", strip=True) if table else ""


def test_a_search_is_counted_by_its_week_and_by_nothing_of_the_person() -> None:
    searched(3, weeks_ago=0, need="talk-to-someone", area="E08000032", language="sk")
    names = ("week", "need", "topic", "area", "language", "searches", "found_little")
    assert {field.name for field in SearchGap._meta.fields} == {"id", *names}
    assert SearchGap.objects.values(*names).get() == {
        "week": week_of(timezone.localdate()),
        "need": "talk-to-someone",
        "topic": "",
        "area": "E08000032",
        "language": "sk",
        "searches": 3,
        "found_little": 3,
    }


def test_a_search_that_found_enough_is_no_gap() -> None:
    searched(20, found=3, need="talk-to-someone")
    assert not gaps(timezone.localdate() - timedelta(weeks=4))
    assert SearchGap.objects.get().searches == 20


def test_a_page_without_a_search_counts_nothing() -> None:
    count_search(found=0)
    assert not SearchGap.objects.exists()


def test_the_team_sees_what_is_missing_where(site_manager: Person) -> None:
    searched(23, need="talk-to-someone", area="E08000032", language="sk")
    assert "I want to talk to someone any Bradford Slovak 20 20" in report(site_manager)


def test_small_numbers_are_never_shown_not_even_as_a_difference(comms_editor: Person) -> None:
    """Four searches would tell of few people; and two reports that differ by one say the same."""
    searched(4, need="somewhere-safe", language="ti")
    assert report(comms_editor) == ""
    searched(20, need="talk-to-someone", topic="county-lines")
    before = report(comms_editor)
    searched(4, need="talk-to-someone", topic="county-lines")
    assert report(comms_editor) == before
    assert "Tigrinya" not in report(comms_editor, "?weeks=104&by=language")


def test_nobody_finds_a_small_number_by_searching_until_it_shows(comms_editor: Person) -> None:
    """Whoever adds searches of their own sees nothing of a week before it is over."""
    searched(3, weeks_ago=0, need="somewhere-safe", language="ti")
    searched(20, need="talk-to-someone")
    before = report(comms_editor)
    for _time in range(9):
        count_search(need="somewhere-safe", language="ti", found=0)
        assert report(comms_editor) == before
    with mock.patch("django.utils.timezone.localdate", return_value=timezone.localdate() + timedelta(weeks=1)):
        assert "I need somewhere safe any any Tigrinya 10 10" in report(comms_editor)


def test_fewer_columns_put_rows_together(comms_editor: Person) -> None:
    searched(3, need="talk-to-someone", language="ur")
    searched(3, need="talk-to-someone", language="pl")
    assert report(comms_editor) == ""
    assert "I want to talk to someone 5 5" in report(comms_editor, "?weeks=52&by=need")


def test_the_report_is_a_file_too(comms_editor: Person) -> None:
    searched(9, need="talk-to-someone", language="pl")
    lines = comms_editor.client.get(f"{REPORT}?weeks=52&by=need&by=language&export=csv").getvalue().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(lines))) == [
        ["Need", "Language spoken", "Searches, at least", "Found little, at least"],
        ["I want to talk to someone", "Polish", "5", "5"],
    ]


@pytest.mark.parametrize(
    "query", ["?weeks=-1", "?weeks=x&by=name", "?by=", "?export=exe", "?weeks=52&by=need&export=%00"]
)
def test_a_report_that_nobody_offers_is_the_usual_one(comms_editor: Person, query: str) -> None:
    searched(9, need="talk-to-someone")
    assert "I want to talk to someone" in report(comms_editor, query)


def test_old_weeks_roll_off() -> None:
    for weeks in (1, 103, 105):
        SearchGap.objects.create(week=week_of(timezone.localdate() - timedelta(weeks=weeks)), need="x", searches=9)
    assert forget_old_gaps() == 1
    assert SearchGap.objects.count() == 2


def test_a_week_begins_on_monday() -> None:
    assert week_of(date(2026, 11, 29)) == week_of(date(2026, 11, 23)) == date(2026, 11, 23)


def test_the_board_reads_what_is_missing_and_comes_to_nothing_else(somebody: Callable[..., Person]) -> None:
    board = somebody("chair@board.example", BOARD)
    assert board.user
    searched(9, need="somewhere-safe")
    page = BeautifulSoup(board.client.get("/admin/").content, "html.parser")
    assert "Little was found at least 5 times" in page.get_text(" ", strip=True)
    assert report(board, "?weeks=52&by=need").endswith("I need somewhere safe 5 5")
    assert board.client.post(REPORT).status_code == 405
    assert board.user.get_all_permissions() == {
        "wagtailadmin.access_admin",
        "signposting.view_searchgap",
        "training.view_summary",
    }


def test_a_total_proves_no_small_number(comms_editor: Person) -> None:
    """Every need but one was searched nine times, and is shown as five; a total of all would show the last."""
    needs = list(
        TaxonomyTerm.objects.filter(taxonomy="need", locale__language_code="en").values_list("code", flat=True)
    )
    for need in needs[1:]:
        searched(9, need=need)
    searched(4, need=needs[0])
    [whole] = gaps(timezone.localdate() - timedelta(weeks=4), by=[])
    each = gaps(timezone.localdate() - timedelta(weeks=4), by=["need"])
    assert [gap.found_little for gap in each] == [5] * (len(needs) - 1)
    assert 5 * len(each) < whole.found_little <= 9 * len(each)
