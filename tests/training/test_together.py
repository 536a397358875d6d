"""Many at once, on connections of their own: what happens once is there once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.training.conftest import Partnership, at, founded
from tests.training.events import BEFORE, given, teachers
from training.errors import AlreadyFinishedError, AlreadyThereError
from training.journeys import assessing, belonging, deciding, learning
from training.journeys.booking import book, cancel_booking
from training.journeys.booking_for_people import book_for
from training.journeys.proving import broken_log, wrong_statuses
from training.models import Answer, Attempt, Booking, Certificate, Event, Learner, Membership, Registration, Status

Kind = Event.Kind
MANY = 6


@pytest.fixture
def committed(spoilt_database: None) -> Partnership:
    """The partnership in a database that others see."""
    made = founded()
    made.publish()
    made.require()
    return made


def together(*calls: Callable[[], Any]) -> list[Any]:
    """All let go at the same moment; what each gave, or how it was refused."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(60)
            return call()
        except (AlreadyFinishedError, AlreadyThereError) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def proven() -> None:
    """Everything follows from the log."""
    assert list(wrong_statuses()) == []
    assert list(broken_log()) == []


def test_tabs_that_finish_together_complete_it_once(committed: Partnership) -> None:
    registration = committed.begin(committed.teacher)
    learning.do_lesson(committed.teacher, registration, "signs")
    attempt = committed.answered(committed.teacher, registration)
    results = together(*[lambda: assessing.finish(committed.teacher, Attempt.objects.get(pk=attempt.pk))] * MANY)
    assert len({*results}) == 1
    assert Certificate.objects.count() == 1
    assert Event.objects.filter(kind=Kind.COMPLETED).count() == Event.objects.filter(kind=Kind.FINISHED).count() == 1
    assert Status.objects.get(learner__user=committed.teacher).done_on is not None
    proven()


def test_the_last_lesson_and_the_assessment_finished_together_complete_it_once(committed: Partnership) -> None:
    registration = committed.begin(committed.teacher)
    attempt = committed.answered(committed.teacher, registration)
    lesson = lambda: learning.do_lesson(committed.teacher, registration, "signs")  # noqa: E731
    finish = lambda: assessing.finish(committed.teacher, Attempt.objects.get(pk=attempt.pk))  # noqa: E731
    together(lesson, finish, lesson, finish)
    assert Certificate.objects.count() == 1
    proven()


def test_somebody_who_opens_it_in_many_tabs_begins_once_and_tries_once(committed: Partnership) -> None:
    Learner.objects.filter(user=committed.board).delete()
    begun = together(*[lambda: committed.begin(committed.board).pk] * MANY)
    assert len({*begun}) == 1
    registration = Registration.objects.get()
    tried = together(*[lambda: assessing.begin_attempt(committed.board, Registration.objects.get(), "check").pk] * MANY)
    assert len({*tried}) == 1
    assert Learner.objects.filter(user=committed.board).count() == 1
    assert registration.attempts.count() == 1
    proven()


def test_an_answer_that_comes_with_the_end_counts_or_is_refused(committed: Partnership) -> None:
    registration = committed.begin(committed.teacher)
    attempt = assessing.begin_attempt(committed.teacher, registration, "check")
    name = next(one for one in attempt.drawn if one.endswith(":single"))
    results = together(
        lambda: assessing.answer(committed.teacher, Attempt.objects.get(pk=attempt.pk), name, "call"),
        lambda: assessing.finish(committed.teacher, Attempt.objects.get(pk=attempt.pk)),
    )
    assert Answer.objects.count() == (0 if results[0] is AlreadyFinishedError else 1) == results[1].right
    proven()


def test_completing_while_somebody_is_moved_and_expired_leaves_rows_that_follow(committed: Partnership) -> None:
    teacher = committed.learner(committed.teacher)
    registration = committed.begin(committed.teacher)
    learning.do_lesson(committed.teacher, registration, "signs")
    attempt = committed.answered(committed.teacher, registration)
    together(
        lambda: assessing.finish(committed.teacher, Attempt.objects.get(pk=attempt.pk)),
        lambda: belonging.join(committed.teacher, teacher, committed.taxis, committed.driving),
        lambda: belonging.join(committed.teacher, teacher, committed.taxis, committed.driving),
        lambda: deciding.accept_prior(committed.board, teacher, committed.module, date(2025, 12, 1)),
    )
    assert Membership.objects.filter(learner=teacher, agency=committed.taxis).count() == 1
    assert Certificate.objects.count() == 1
    proven()


def test_accounts_that_are_merged_while_one_of_them_completes_lose_nothing(committed: Partnership) -> None:
    teacher, driver = committed.learner(committed.teacher), committed.learner(committed.driver)
    registration = committed.begin(committed.driver, at("2026-01-06"))
    learning.do_lesson(committed.driver, registration, "signs", at("2026-01-06"))
    attempt = committed.answered(committed.driver, registration, at("2026-01-06"))
    together(
        lambda: belonging.merge(committed.board, teacher, driver),
        lambda: assessing.finish(committed.driver, Attempt.objects.get(pk=attempt.pk)),
    )
    assert Status.objects.get(learner=teacher).done_on is not None
    assert Certificate.objects.visible_to(committed.teacher).count() == 1
    proven()


def test_the_last_place_is_given_once_and_everybody_else_waits_in_a_line(committed: Partnership) -> None:
    session = given(committed, capacity=2)
    people = [committed.board, committed.teacher, *teachers(committed, MANY - 2)]
    calls = [lambda user=user: book(user, session, "en", BEFORE).state for user in people]
    # Their lead books two of them at the same moment.
    theirs = [committed.learner(user) for user in people[2:4]]
    states = together(*calls, lambda: book_for(committed.school_lead, session, theirs, BEFORE))[:-1]
    assert sorted(states) == ["booked"] * 2 + ["waiting"] * (MANY - 2)
    assert sorted(Booking.objects.values_list("turn", flat=True)) == list(range(1, MANY + 1))
    # Everybody with a place gives it back while the others ask again: each place is given on once.
    holders = list(Booking.objects.filter(state="booked").select_related("learner__user"))
    together(*[lambda one=one: cancel_booking(one.learner.user, one, BEFORE) for one in holders], *calls[2:4])
    assert sorted(Booking.objects.exclude(place=None).values_list("place", flat=True)) == [1, 2]
    proven()
