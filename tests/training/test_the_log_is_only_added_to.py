"""The log cannot be rewritten, nor say twice what happens once; and what is shown can be proven from it."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.training.conftest import NINE, Partnership, at
from training.guards import TABLES, name_of
from training.journeys import assessing, deciding
from training.models import (
    ActivityVersion,
    Answer,
    Attempt,
    BankVersion,
    BankWords,
    Certificate,
    Confidence,
    Event,
    Package,
    PackageFile,
    Registration,
    SessionVersion,
    Status,
    VersionWords,
)

Kind = Event.Kind
LOG: list[Any] = [ActivityVersion, BankVersion, Registration, Attempt, Answer, Event]


def rebuilt(*options: str) -> str:
    """What the command says, and that it ends well."""
    said = StringIO()
    call_command("rebuild_training_status", *options, stdout=said)
    return said.getvalue()


def complaint(*options: str) -> str:
    """What the command says when it ends with 1."""
    said = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("rebuild_training_status", *options, stdout=said)
    assert ended.value.returncode == 1
    return said.getvalue() + str(ended.value)


def without_guard(table: str, verb: str, change: Callable[[], Any]) -> None:
    """What somebody could do who may change tables."""
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name_of(table, verb)}{on}")
    change()


def test_every_table_of_the_log_is_guarded() -> None:
    kept = [*LOG, Confidence, VersionWords, BankWords, Package, PackageFile, SessionVersion]
    assert {model._meta.db_table for model in kept} == {*TABLES}


@pytest.mark.parametrize("model", LOG, ids=lambda model: str(model.__name__))
def test_the_database_refuses_to_change_or_delete_a_row_of_the_log(partnership: Partnership, model: Any) -> None:
    partnership.complete(partnership.teacher)
    row = model.objects.first()
    for change in (
        row.save,
        lambda: model.objects.filter(pk=row.pk).update(id=row.pk),
        lambda: model.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="added and never changed"), transaction.atomic():
            change()
    assert model.objects.filter(pk=row.pk).exists()


def test_what_happens_once_cannot_be_written_twice(partnership: Partnership) -> None:
    registration = partnership.complete(partnership.teacher)
    for kind in (Kind.COMPLETED, Kind.FINISHED, Kind.PART_DONE):
        event = registration.events.filter(kind=kind).first()
        assert event is not None
        again = {"learner": event.learner, "kind": kind, "at": NINE, "registration": registration}
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.create(**again, attempt=event.attempt, part=event.part)
    certificate = Certificate.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            event=certificate.event,
            learner=certificate.learner,
            version=certificate.version,
            language="en",
            issued_on=certificate.issued_on,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            learner=registration.learner,
            activity=registration.activity,
            version=registration.version,
            number=registration.number,
            language="en",
            started_at=NINE,
        )


def eventful(partnership: Partnership) -> None:
    """A year in which everything happens that the log knows."""
    requirement = partnership.require()
    partnership.complete(partnership.teacher, at("2026-01-06"))
    done = partnership.complete(partnership.driver, at("2026-01-07"))
    newer = partnership.publish(at("2026-05-01"), expires_older=True)
    deciding.expire_older(partnership.board, newer, at("2026-05-01", 10))
    deciding.withdraw(partnership.taxi_lead, done.events.get(kind=Kind.COMPLETED), at("2026-06-01"))
    teacher = partnership.learner(partnership.teacher)
    deciding.exempt(
        partnership.school_lead, teacher, requirement, date(2026, 6, 1), date(2026, 7, 1), "", at("2026-06-01")
    )
    partnership.complete(partnership.teacher, at("2026-08-01"))


def test_every_row_follows_from_the_log(partnership: Partnership) -> None:
    eventful(partnership)
    assert "Every status follows from the log" in rebuilt()


def test_a_row_that_was_changed_is_named_and_mended(partnership: Partnership) -> None:
    eventful(partnership)
    row = Status.objects.get(learner__user=partnership.teacher)
    Status.objects.filter(pk=row.pk).update(valid_until=date(2099, 1, 1))
    says = complaint()
    assert f"learner {row.learner_id} for requirement {row.requirement_id} holds valid_until 2099-01-01 instead" in says
    assert "teacher" not in says
    complaint("--write")
    assert Status.objects.get(pk=row.pk).dates == row.dates
    rebuilt()


def test_a_row_too_many_and_a_row_too_few_are_named_and_mended(partnership: Partnership) -> None:
    eventful(partnership)
    row = Status.objects.get(learner__user=partnership.teacher)
    Status.objects.filter(pk=row.pk).delete()
    Status.objects.create(
        learner=partnership.learner(partnership.board), requirement=row.requirement, assigned_on=date(2026, 1, 1)
    )
    says = complaint("--write")
    assert "is missing." in says
    assert "nothing in the log asks for it" in says
    rebuilt()


def test_a_result_that_was_forged_in_the_database_is_found(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    attempt = partnership.answered(partnership.teacher, registration, wrong=4)
    assessing.finish(partnership.teacher, attempt, NINE)
    forged = {"right": 4, "asked": 4, "score": 100, "passed": True}
    finished = Event.objects.filter(attempt=attempt, kind=Kind.FINISHED)
    without_guard("training_event", "UPDATE", lambda: finished.update(data=forged))
    assert "says another result than its answers do" in complaint()


def test_a_completion_without_its_parts_and_a_certificate_without_a_completion_are_found(
    partnership: Partnership,
) -> None:
    registration = partnership.begin(partnership.teacher)
    learner = registration.learner
    forged = Event.objects.create(
        learner=learner, kind=Kind.COMPLETED, at=NINE, registration=registration, activity=partnership.module
    )
    says = complaint()
    assert f"Event {forged.pk} says completed, and a required part is not done." in says
    assert f"Event {forged.pk} says completed, and there is no certificate." in says
    started = registration.events.get(kind=Kind.STARTED)
    Certificate.objects.create(
        event=started, learner=learner, version=registration.version, language="en", issued_on=date(2026, 1, 5)
    )
    assert "follows from no completion" in complaint("--write")
    assert Event.objects.filter(pk=forged.pk).exists()


def test_an_assessment_that_nobody_passed_is_not_done(partnership: Partnership) -> None:
    registration = partnership.begin(partnership.teacher)
    partnership.answered(partnership.teacher, registration)
    Event.objects.create(
        learner=registration.learner, kind=Kind.PART_DONE, at=NINE, registration=registration, part="check"
    )
    assert "an assessment is done that nobody passed" in complaint()
