"""Attempts: pass mark, number, wait, deadline; graded once, on the server, from the questions that were asked."""

import json
from datetime import datetime, timedelta

import pytest

from tests.training.conftest import NINE, Partnership, at
from tests.training.questions import RIGHT
from training.errors import (
    AlreadyFinishedError,
    AlreadyPassedError,
    DeadlinePassedError,
    ForgedAnswerError,
    IncompleteAnswerError,
    NoAttemptsLeftError,
    NotAskedError,
    TooSoonError,
)
from training.journeys import assessing
from training.models import Answer, Event

Kind = Event.Kind


@pytest.mark.parametrize(("wrong", "score", "passed"), [(0, 100, True), (1, 75, True), (2, 50, False), (4, 0, False)])
def test_the_pass_mark_decides(partnership: Partnership, wrong: int, score: int, passed: bool) -> None:
    attempt = partnership.answered(partnership.teacher, partnership.begin(partnership.teacher), wrong=wrong)
    result = assessing.finish(partnership.teacher, attempt, NINE)
    assert (result.right, result.asked, result.score, result.passed) == (4 - wrong, 4, score, passed)


def test_what_was_not_answered_is_wrong(partnership: Partnership) -> None:
    attempt = assessing.begin_attempt(partnership.teacher, partnership.begin(partnership.teacher), "check", NINE)
    assert assessing.finish(partnership.teacher, attempt, NINE).right == 0


def test_the_last_answer_counts_and_the_first_stays_in_the_log(partnership: Partnership) -> None:
    attempt = partnership.answered(partnership.teacher, partnership.begin(partnership.teacher), wrong=4)
    for name, question in assessing.questions_of(attempt).items():
        assessing.answer(partnership.teacher, attempt, name, RIGHT[question.id], NINE)
    assert assessing.finish(partnership.teacher, attempt, NINE).right == 4
    assert Answer.objects.filter(attempt=attempt).count() == 8


def test_finishing_again_changes_nothing(partnership: Partnership) -> None:
    attempt = partnership.answered(partnership.teacher, partnership.begin(partnership.teacher), wrong=4)
    first = assessing.finish(partnership.teacher, attempt, NINE)
    with pytest.raises(AlreadyFinishedError):
        assessing.answer(partnership.teacher, attempt, attempt.drawn[0], "call", NINE)
    assert assessing.finish(partnership.teacher, attempt, at("2026-02-01")) == first
    assert Event.objects.filter(attempt=attempt, kind=Kind.FINISHED).count() == 1


def test_two_tabs_share_one_attempt(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    first, second = (assessing.begin_attempt(partnership.teacher, registration, "check", NINE) for _ in range(2))
    assert first == second


def test_forged_answers_and_questions_that_were_not_asked_write_nothing(partnership: Partnership) -> None:
    attempt = assessing.begin_attempt(partnership.teacher, partnership.begin(partnership.teacher), "check", NINE)
    single = next(name for name in attempt.drawn if name.endswith(":single"))
    for name, given, error in (
        (single, "no-such-option", ForgedAnswerError),
        (single, {"right": True}, ForgedAnswerError),
        (single, "", IncompleteAnswerError),
        ("single", "call", NotAskedError),
        (single.replace(":single", ":other"), "call", NotAskedError),
        (f"999{single}", "call", NotAskedError),
    ):
        with pytest.raises(error):
            assessing.answer(partnership.teacher, attempt, name, given, NINE)
    assert not Answer.objects.exists()


def test_a_pool_asks_some_of_its_bank_and_refuses_the_others(partnership: Partnership) -> None:
    bank = partnership.publish(at("2026-01-05", 8)).parts[-1]["pools"][0]["bank_version"]
    partnership.publish(at("2026-01-05", 9), pools=[{"bank_version": bank, "draw": 2}])
    attempt = assessing.begin_attempt(partnership.teacher, partnership.begin(partnership.teacher), "check", NINE)
    assert len({*attempt.drawn}) == 2
    left = next(name for name in (f"{bank}:{kind}" for kind in RIGHT) if name not in attempt.drawn)
    with pytest.raises(NotAskedError):
        assessing.answer(partnership.teacher, attempt, left, RIGHT[left.partition(":")[2]], NINE)


def test_when_time_is_over_what_was_answered_before_counts(partnership: Partnership) -> None:
    partnership.publish(at("2026-01-05", 8), minutes=20, wait_hours=24)
    registration = partnership.begin(partnership.teacher)
    attempt = partnership.answered(partnership.teacher, registration, wrong=2)
    with pytest.raises(DeadlinePassedError):
        assessing.answer(partnership.teacher, attempt, attempt.drawn[0], "call", at("2026-01-05", 10))
    # Coming back the next day: the attempt ended with its time, so the wait is over an hour after that time tomorrow.
    with pytest.raises(TooSoonError) as refused:
        assessing.begin_attempt(partnership.teacher, registration, "check", at("2026-01-06", 9))
    assert refused.value.until == NINE + timedelta(days=1, minutes=20)
    second = assessing.begin_attempt(partnership.teacher, registration, "check", at("2026-01-06", 10))
    assert second.number == 2
    assert assessing.finish(partnership.teacher, attempt, at("2026-01-06", 10)).right == 2


def test_attempts_are_numbered_waited_for_and_used_up(partnership: Partnership) -> None:
    partnership.publish(at("2026-01-05", 8), attempts=2, wait_hours=24)
    registration = partnership.begin(partnership.teacher)

    def fail(moment: datetime) -> None:
        attempt = partnership.answered(partnership.teacher, registration, moment, wrong=3)
        assert not assessing.finish(partnership.teacher, attempt, moment).passed

    fail(NINE)
    with pytest.raises(TooSoonError):
        assessing.begin_attempt(partnership.teacher, registration, "check", at("2026-01-06", 8))
    fail(at("2026-01-06", 9))
    with pytest.raises(NoAttemptsLeftError):
        assessing.begin_attempt(partnership.teacher, registration, "check", at("2026-03-01"))
    # There is a way on: the module again, lessons and all. It does not shorten the wait.
    again = partnership.begin(partnership.teacher, at("2026-01-06", 10))
    assert again.number == 2
    with pytest.raises(TooSoonError):
        assessing.begin_attempt(partnership.teacher, again, "check", at("2026-01-06", 11))
    assert assessing.begin_attempt(partnership.teacher, again, "check", at("2026-01-07", 9)).number == 1


def test_whoever_has_passed_has_nothing_left_to_attempt(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    assessing.finish(partnership.teacher, partnership.answered(partnership.teacher, registration), NINE)
    with pytest.raises(AlreadyPassedError):
        assessing.begin_attempt(partnership.teacher, registration, "check", NINE)


def test_pages_tell_right_answers_once_they_have_passed_and_not_before(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    failed = partnership.answered(partnership.teacher, registration, wrong=4)
    with pytest.raises(NotAskedError):
        assessing.to_review(partnership.teacher, failed)
    asked = assessing.to_answer(partnership.teacher, failed)
    assert "right" not in json.dumps(asked)
    assert "feedback" not in json.dumps(asked)
    assessing.finish(partnership.teacher, failed, NINE)
    assert all("right" not in one for one in assessing.to_review(partnership.teacher, failed))
    assessing.finish(partnership.teacher, partnership.answered(partnership.teacher, registration), NINE)
    shown = {one["id"]: one["right"] for one in assessing.to_review(partnership.teacher, failed)}
    assert {**shown, "multiple": sorted(shown["multiple"])} == RIGHT
