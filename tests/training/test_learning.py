"""A learner does a module: resumed anywhere, completed by what was done and by nothing else."""

from datetime import date

import pytest

from tests.training.conftest import NINE, Partnership, at
from training.errors import NotAskedError, NotYoursError, OutdatedError, RetiredError
from training.journeys import assessing, deciding, learning
from training.models import Certificate, Event, Registration, Status

Kind = Event.Kind


def kinds(partnership: Partnership) -> list[str]:
    """What the log says of the teacher since they began."""
    events = Event.objects.filter(learner=partnership.learner(partnership.teacher), registration__isnull=False)
    return [str(kind) for kind in events.values_list("kind", flat=True)]


def test_the_last_required_part_completes_it_and_gives_one_certificate(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    assessing.finish(partnership.teacher, partnership.answered(partnership.teacher, registration), NINE)
    assert not Certificate.objects.exists()
    assert learning.unmet(registration) == ["signs"]
    learning.do_lesson(partnership.teacher, registration, "signs", at("2026-01-06", 23))
    certificate = Certificate.objects.get()
    assert (certificate.issued_on, certificate.valid_until) == (date(2026, 1, 6), date(2027, 1, 6))
    assert (certificate.name, certificate.language) == ("Teacher Example", "en")
    assert kinds(partnership) == [Kind.STARTED, Kind.FINISHED, Kind.PART_DONE, Kind.PART_DONE, Kind.COMPLETED]


def test_the_status_changes_with_it(partnership: Partnership) -> None:
    requirement = partnership.require()

    def status() -> Status:
        return Status.objects.get(learner__user=partnership.teacher, requirement=requirement)

    assert (status().assigned_on, status().due_on, status().done_on) == (date(2026, 1, 5), date(2026, 2, 4), None)
    partnership.begin(partnership.teacher, at("2026-01-07"))
    assert status().started_on == date(2026, 1, 7)
    partnership.complete(partnership.teacher, at("2026-01-08"))
    assert (status().done_on, status().valid_until) == (date(2026, 1, 8), date(2027, 1, 8))
    assert status().started_on is None


def test_what_is_left_out_by_choice_is_not_needed(partnership: Partnership) -> None:
    registration = partnership.complete(partnership.teacher)
    assert learning.parts_done(registration) == {"signs", "check"}
    learning.do_lesson(partnership.teacher, registration, "more", NINE)
    assert Certificate.objects.count() == 1


def test_beginning_again_goes_on_where_they_were(partnership: Partnership) -> None:
    first = partnership.begin(partnership.teacher)
    learning.do_lesson(partnership.teacher, first, "signs", NINE)
    learning.do_lesson(partnership.teacher, first, "signs", NINE)
    again = partnership.begin(partnership.teacher, at("2026-03-01"))
    assert again == first
    assert learning.parts_done(again) == {"signs"}


def test_a_refresher_is_a_new_registration_and_the_old_one_stays(partnership: Partnership) -> None:
    first, second = (partnership.complete(partnership.teacher, at(day)) for day in ("2026-01-05", "2027-01-02"))
    assert (first.number, second.number) == (1, 2)
    assert Certificate.objects.count() == 2
    assert Event.objects.filter(registration=first, kind=Kind.COMPLETED).exists()


@pytest.mark.parametrize("key", ["check", "no-such-part", ""])
def test_a_lesson_that_is_not_in_this_version_is_refused(partnership: Partnership, key: str) -> None:
    with pytest.raises(NotAskedError):
        learning.do_lesson(partnership.teacher, partnership.begin(partnership.teacher), key, NINE)


def test_nobody_learns_in_another_persons_name(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    attempt = partnership.answered(partnership.teacher, registration)
    name = attempt.drawn[0]
    for other in (partnership.driver, partnership.school_lead, partnership.board):
        for forged in (
            lambda other=other: learning.do_lesson(other, registration, "signs"),
            lambda other=other: assessing.begin_attempt(other, registration, "check"),
            lambda other=other: assessing.answer(other, attempt, name, "call"),
            lambda other=other: assessing.finish(other, attempt),
            lambda other=other: assessing.to_answer(other, attempt),
            lambda other=other: assessing.to_review(other, attempt),
        ):
            with pytest.raises(NotYoursError):
                forged()
    assert not Certificate.objects.exists()


def test_a_module_that_is_edited_meanwhile_is_finished_as_it_was_begun(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    partnership.publish(at("2026-01-06"), pass_mark=100)
    learning.do_lesson(partnership.teacher, registration, "signs", at("2026-01-07"))
    result = assessing.finish(
        partnership.teacher, partnership.answered(partnership.teacher, registration, wrong=1), at("2026-01-07")
    )
    assert result.passed
    assert Certificate.objects.get().version.number == 1


def test_a_module_that_is_taken_down_can_be_finished_and_not_begun(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    partnership.module.retired_on = date(2026, 1, 6)
    partnership.module.save()
    with pytest.raises(RetiredError):
        partnership.begin(partnership.driver, at("2026-01-06"))
    assert partnership.complete(partnership.teacher, at("2026-01-07")) == registration


def test_before_the_first_version_there_is_nothing_to_begin(partnership: Partnership) -> None:
    with pytest.raises(RetiredError):
        partnership.begin(partnership.teacher, at("2025-12-31"))


def test_a_change_that_expires_what_was_begun_asks_to_begin_again_and_loses_nothing(partnership: Partnership) -> None:
    old = partnership.begin(partnership.teacher)
    learning.do_lesson(partnership.teacher, old, "signs", NINE)
    attempt = partnership.answered(partnership.teacher, old)
    newer = partnership.publish(at("2026-01-06"), expires_older=True)
    for refused in (
        lambda: learning.do_lesson(partnership.teacher, old, "more"),
        lambda: assessing.finish(partnership.teacher, attempt),
        lambda: assessing.begin_attempt(partnership.teacher, old, "check"),
    ):
        with pytest.raises(OutdatedError):
            refused()
    again = partnership.begin(partnership.teacher, at("2026-01-07"))
    assert (again.version, again.number) == (newer, 2)
    assert Registration.objects.count() == 2
    assert attempt.answers.count() == 4


def test_a_change_that_expires_older_certificates_touches_each_learner_once(partnership: Partnership) -> None:
    requirement = partnership.require()
    partnership.complete(partnership.teacher, at("2026-01-06"))
    newer = partnership.publish(at("2026-05-01"), expires_older=True)
    partnership.complete(partnership.driver, at("2026-05-01", 10))
    assert deciding.expire_older(partnership.board, newer, at("2026-05-01", 11)) == 1
    assert deciding.expire_older(partnership.board, newer, at("2026-05-02")) == 0
    old, new = (Certificate.objects.get(learner__user=user) for user in (partnership.teacher, partnership.driver))
    assert (old.is_valid(date(2026, 4, 30)), old.is_valid(date(2026, 5, 1))) == (True, False)
    assert new.is_valid(date(2026, 5, 1))
    status = Status.objects.get(learner__user=partnership.teacher, requirement=requirement)
    assert (status.valid_until, status.due_on) == (date(2026, 4, 30), date(2026, 5, 31))
