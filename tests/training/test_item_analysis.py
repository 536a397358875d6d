"""Authors see how their questions fare, in sums that the database makes, and nobody finds a person in them."""

import itertools
from math import isclose
from statistics import correlation

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.cast import Person
from tests.training.conftest import NINE, Partnership, person
from tests.training.questions import BANK, RIGHT, WRONG
from training.errors import NotYoursError
from training.item_statistics import Tally, discrimination, shown_choices
from training.journeys import assessing, belonging
from training.journeys.item_analysis import ShownItem, item_analysis, spans
from training.models import ActivityVersion
from training.withholding import FEW, FEWEST, LEFT_OUT


def test_discrimination_is_the_correlation_of_an_answer_with_the_rest_of_the_test() -> None:
    answers = [(1, 0.9), (1, 0.7), (0, 0.4), (1, 0.8), (0, 0.5), (0, 0.9)]
    tally = Tally()
    for right, rest in answers:
        tally += Tally(1, right, rest, rest**2, right * rest)
    expected = correlation([right for right, _rest in answers], [rest for _right, rest in answers])
    assert isclose(discrimination(tally) or 0, expected)
    assert discrimination(Tally(3, 3, 1.5, 1.0, 1.5)) is None


def test_no_small_number_is_shown_and_none_is_left_out_alone() -> None:
    for numbers in itertools.product((0, 1, 4, 5, 9, 30), repeat=4):
        counts = dict(zip("abcd", numbers, strict=True))
        shown = shown_choices(counts, "a")
        assert all(value >= FEWEST for value in shown.values() if isinstance(value, int))
        hidden = [one for one, value in shown.items() if value in (FEW, LEFT_OUT)]
        others = [one for one in counts if one != "a" and counts[one] >= FEWEST]
        assert len(hidden) != 1 or not others


def test_versions_are_named_in_spans() -> None:
    assert spans({1, 2, 3, 5}) == "1–3, 5"


def told(partnership: Partnership, number: int, wrong: int) -> None:
    """Somebody tries for the first time, gets some wrong, and all right afterwards: first attempts count."""
    user = person(f"learner{number}@lantern.example")
    belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, at=NINE)
    registration = partnership.begin(user)
    attempt = assessing.begin_attempt(user, registration, "check", NINE)
    for place, (name, question) in enumerate(sorted(assessing.questions_of(attempt).items())):
        # Whoever changes an answer means the last one.
        assessing.answer(user, attempt, name, WRONG[question.id], NINE)
        if place >= wrong:
            assessing.answer(user, attempt, name, RIGHT[question.id], NINE)
    assessing.finish(user, attempt, NINE)
    if wrong > 1:
        again = partnership.answered(user, registration)
        assessing.finish(user, again, NINE)


def by_id(rows: list[ShownItem]) -> dict[str, ShownItem]:
    """By the question's words."""
    return {row.text: row for row in rows}


def test_an_author_finds_the_hard_question_and_the_answer_that_nobody_takes(
    partnership: Partnership, comms_editor: Person, training_lead: Person
) -> None:
    version = ActivityVersion.objects.get(activity=partnership.module)
    editor = comms_editor.user
    for number in range(9):
        told(partnership, number, wrong=number % 3)
    few = item_analysis(editor, partnership.module)
    assert {row.facility for row in few} == {"left out"}
    assert {one.share for row in few for one in row.choices} <= {"left out"}

    for number in range(9, 36):
        told(partnership, number, wrong=number % 3)
    with CaptureQueriesContext(connection) as queries:
        rows = item_analysis(editor, partnership.module)
    assert len(queries) <= 8
    order = sorted(question["id"] for question in BANK)
    texts = {question["id"]: question["text"] for question in BANK}
    hardest, second, *_easier = (by_id(rows)[texts[one]] for one in order)
    # A third of all get none wrong, a third the first, and a third the first two.
    assert (hardest.asked, hardest.facility, second.facility) == (36, "33 %", "66 %")
    assert rows[0] == hardest
    assert "Harder than the pass mark" in hardest.marks
    assert hardest.discrimination is not None
    assert any(one.mark == "Nobody, or fewer than five, chose it" for row in rows for one in row.choices)

    version_2 = partnership.publish()
    assert version_2.number == version.number + 1
    assert by_id(item_analysis(editor, partnership.module))[hardest.text].versions == "1–2", "one wording, one row"

    address = f"/admin/training/items/{partnership.module.pk}/"
    page = comms_editor.client.get(address)
    assert hardest.text in page.text
    assert "learner1@" not in page.text
    file = comms_editor.client.get(address, {"export": "csv"})
    lines = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Harder than the pass mark" in lines
    assert partnership.module.title in comms_editor.client.get("/admin/training/items/").text
    assert training_lead.client.get(address).status_code in (302, 403)
    with pytest.raises(NotYoursError):
        item_analysis(partnership.board, partnership.module)
