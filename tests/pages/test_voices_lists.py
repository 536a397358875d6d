"""Lists and exports of readers' comments: what each person finds in them, and what they cost."""

import csv
import io
from typing import Any

import pytest
from bs4 import Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext
from odfdo import Document
from openpyxl import load_workbook

from pages.models import Feedback
from tests.pages.helpers import soup, text
from tests.pages.voices import Status, exported, listed, said
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words", ["=HYPERLINK('http://evil.example')", "+1+1", "-2+3", "@SUM(A1)", "  =1+1", "\t=1+1", "\n=1+1"]
)
def test_an_export_holds_no_formula_that_a_spreadsheet_would_run(comms_editor: Person, words: str) -> None:
    comment = said("x", Status.SHARED)
    Feedback.objects.filter(pk=comment.pk).update(comment=words, address="=1+1", action_taken="=1+1")
    rows = exported(comms_editor)
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert any(words.strip() in cell for cell in rows[1])


def test_an_export_gives_plain_words_unchanged(comms_editor: Person) -> None:
    said('پہلا قدم مشکل ہے, "really"', Status.SHARED)
    assert 'پہلا قدم مشکل ہے, "really"' in exported(comms_editor)[1]


def test_every_kind_of_export_holds_what_the_filter_shows_and_this_person_may_see(
    comms_editor: Person, desk_officer: Person
) -> None:
    said("My uncle comes into my room")
    said("=The map is too small", Status.SHARED)
    said("An older one", Status.DONE)
    for person, count in ((comms_editor, 1), (desk_officer, 1)):
        for kind in ("csv", "ods", "xlsx"):
            rows = file_of(person, f"?export={kind}&status=shared")
            assert [row.count("'=The map is too small") for row in rows[1:]] == [count], kind
    assert "uncle" not in str(file_of(comms_editor, "?export=ods"))
    assert "uncle" in str(file_of(desk_officer, "?export=ods"))


def file_of(person: Person, query: str) -> list[list[Any]]:
    """The rows of an export of any kind."""
    response: Any = person.client.get(f"/admin/voices/{query}")
    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "export=csv" in query:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    if "export=ods" in query:
        return [row.get_values() for row in Document(io.BytesIO(content)).body.get_tables()[0].rows]
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_the_list_offers_each_kind_of_export(comms_editor: Person) -> None:
    page = str(soup(comms_editor.client.get("/admin/voices/?language=ur")))
    for kind in ("csv", "ods", "xlsx"):
        assert f"/admin/voices/?language=ur&amp;export={kind}" in page


def test_the_list_is_narrowed_by_page_topic_audience_language_and_day(comms_editor: Person) -> None:
    first = said("The map is too small", Status.SHARED)
    second = said("Too many words", Status.SHARED)
    Feedback.objects.filter(pk=first.pk).update(
        address="topics/county-lines/", topic="county-lines going-missing", audience="young-people", received_on="2026-01-05"
    )  # fmt: skip
    Feedback.objects.filter(pk=second.pk).update(language="ur", topic="cuckooing", origin="page", worrying=True)
    for query, expected in {
        "address=county": first,
        "topic=going-missing": first,
        "topic=cuckooing": second,
        "audience=young-people": first,
        "language=ur": second,
        "origin=page": second,
        "worrying=true": second,
        "received_on_to=2026-02-01": first,
        "q=words": second,
    }.items():
        seen = listed(comms_editor, f"?{query}")
        assert [comment for comment in (first, second) if comment.comment in seen] == [expected], query


def test_how_many_wait_is_said_to_everybody_and_only_the_desk_is_led_to_them(
    comms_editor: Person, desk_officer: Person
) -> None:
    said("One")
    said("Two")
    said("Three", Status.SHARED)
    for person, leads in ((desk_officer, True), (comms_editor, False)):
        page = soup(person.client.get("/admin/voices/"))
        assert "2 waiting to be screened" in text(page)
        assert "1 with the editors" in text(page)
        assert bool(page.select("a[href='/admin/voices/?status=waiting']")) == leads


def test_the_list_costs_no_more_when_it_is_long(comms_editor: Person) -> None:
    costs = []
    for _round in range(2):
        for number in range(8):
            said(f"Comment {number}", Status.SHARED)
        comms_editor.client.get("/admin/voices/")
        with CaptureQueriesContext(connection) as queries:
            comms_editor.client.get("/admin/voices/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_learner_and_a_stranger_are_let_in_nowhere(learner: Person, outsider: Person) -> None:
    comment = said("Please read me", Status.SHARED)
    for person in (learner, outsider):
        for address in (
            "/admin/voices/",
            f"/admin/voices/edit/{comment.pk}/",
            "/admin/voices/?export=csv",
            "/admin/helpful/",
        ):
            response = person.client.get(address)
            assert response.status_code in (302, 403), address
            assert b"Please read me" not in response.content


def test_the_desk_finds_its_work_in_the_menu(desk_officer: Person) -> None:
    page = soup(desk_officer.client.get("/admin/"))
    assert isinstance(page, Tag)
    assert "/admin/voices/" in str(page)
