"""Questions are graded on the server, drawn so that it can be repeated, and shown without their answers."""

import json
from typing import Any

import pytest

from tests.training.questions import BANK, MATCHING, MULTIPLE, ORDERING, RIGHT, SINGLE, WRONG, question
from training.errors import ForgedAnswerError, IncompleteAnswerError
from training.questions.drawing import draw, new_seed, shuffled
from training.questions.grading import grade, percentage
from training.questions.kinds import BadQuestionError, read_bank, read_question
from training.questions.showing import asked, reviewed, right_answer

# How the six letters stand for one seed.
KEPT = ["d", "a", "c", "b", "e", "f"]
KINDS = ["single", "multiple", "ordering", "matching"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_answer_is_right_and_another_is_not(kind: str) -> None:
    assert grade(question(kind), RIGHT[kind]) is True
    assert grade(question(kind), WRONG[kind]) is False
    assert grade(question(kind), right_answer(question(kind))) is True


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("single", "no-such-option"),
        ("single", ["call"]),
        ("single", 7),
        ("multiple", "phones"),
        ("multiple", ["phones", "phones"]),
        ("multiple", ["phones", "no-such-option"]),
        ("multiple", [["phones"]]),
        ("ordering", ["see", "see", "write"]),
        ("ordering", {"see": 1}),
        ("ordering", ["see", "say", "write", "more"]),
        ("matching", [["danger", "999"]]),
        ("matching", {"danger": "999", "later": "no-such-target"}),
        ("matching", {"danger": "999", "later": "101", "more": "999"}),
        ("matching", {"danger": "999", "later": ["101"]}),
    ],
)
def test_an_answer_that_the_page_could_not_have_sent_is_refused(kind: str, given: Any) -> None:
    with pytest.raises(ForgedAnswerError):
        grade(question(kind), given)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("single", ""),
        ("single", None),
        ("multiple", []),
        ("multiple", None),
        ("ordering", ["see"]),
        ("matching", {"danger": "999"}),
        ("matching", {"danger": "999", "later": ""}),
        ("matching", None),
    ],
)
def test_an_answer_that_is_not_whole_is_asked_for_again(kind: str, given: Any) -> None:
    with pytest.raises(IncompleteAnswerError):
        grade(question(kind), given)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_handed_no_right_answer(kind: str) -> None:
    shown = asked(question(kind), "seed")
    assert {*shown} == {"id", "kind", "text", "options", "targets"}
    assert all({*option} == {"id", "text"} for option in [*shown["options"], *shown["targets"]])
    assert "feedback" not in json.dumps(shown)


def test_options_stand_in_an_order_that_tells_nothing_of_the_right_one() -> None:
    firsts = {asked(question("ordering"), str(seed))["options"][0]["id"] for seed in range(40)}
    assert firsts == {"see", "say", "write"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_answer_is_shown_once_they_have_passed(kind: str) -> None:
    assert "right" not in reviewed(question(kind), "seed", WRONG[kind], passed=False)
    assert reviewed(question(kind), "seed", WRONG[kind], passed=True)["right"] == right_answer(question(kind))


def test_feedback_is_for_what_was_chosen_and_for_nothing_else() -> None:
    shown = reviewed(question("single"), "seed", "wait", passed=False)
    assert shown["feedback"] == [{"option": "Wait and see", "feedback": "Time is lost."}]
    assert "danger first" not in json.dumps(shown)
    assert reviewed(question("single"), "seed", None, passed=False)["is_right"] is False


def test_what_was_drawn_can_be_drawn_again_and_nobody_gets_the_same_by_habit() -> None:
    ids = [str(number) for number in range(20)]
    assert draw("a seed", "bank", ids, 5) == draw("a seed", "bank", ids[::-1], 5)
    assert len({tuple(draw(new_seed(), "bank", ids, 5)) for _ in range(50)}) > 40
    assert {one for _ in range(200) for one in draw(new_seed(), "bank", ids, 5)} == {*ids}
    assert sorted(draw("a seed", "bank", ids, 50)) == sorted(ids)
    # Kept attempts are read for years: the order must never change.
    assert shuffled("a seed", "bank", "abcdef") == KEPT


def test_nobody_passes_by_rounding() -> None:
    assert [percentage(7, 10), percentage(799, 1000), percentage(2, 3), percentage(0, 0)] == [70, 79, 66, 0]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({**SINGLE, "options": MULTIPLE["options"]}, "exactly one"),
        ({**MULTIPLE, "options": ORDERING["options"]}, "at least one option as right"),
        ({**ORDERING, "options": ORDERING["options"][:1]}, "at least two"),
        ({**ORDERING, "options": [ORDERING["options"][0]] * 2}, "same id"),
        ({**MATCHING, "targets": MATCHING["targets"][:1]}, "what it belongs to"),
        ({**SINGLE, "kind": "essay"}, "known kind"),
        ({"id": "x"}, "known kind"),
    ],
)
def test_a_question_that_nobody_could_answer_says_what_to_mend(broken: dict[str, Any], says: str) -> None:
    with pytest.raises(BadQuestionError, match=says):
        read_question(broken)


def test_a_bank_has_each_question_once() -> None:
    assert [*read_bank(BANK)] == ["single", "multiple", "ordering", "matching"]
    with pytest.raises(BadQuestionError, match="same id"):
        read_bank([SINGLE, SINGLE])
