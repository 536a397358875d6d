"""Erasure takes the person out of the record and leaves every count as it was."""

from datetime import date

import pytest
from django.forms import model_to_dict

from tests.training.conftest import Partnership, at, person
from training.errors import NotYoursError
from training.journeys import belonging, deciding, forgetting
from training.journeys.proving import broken_log, wrong_statuses
from training.models import Certificate, Event, Exemption, Learner, Membership, Status

Kind = Event.Kind


def test_nothing_leads_back_to_the_person_and_the_events_stay(partnership: Partnership) -> None:
    requirement = partnership.require()
    private = person("at.home@lantern.example")
    teacher, other = partnership.learner(partnership.teacher), partnership.learner(private)
    partnership.complete(partnership.teacher, at("2026-01-06"))
    partnership.complete(private, at("2026-01-07"))
    deciding.exempt(partnership.school_lead, teacher, requirement, date(2026, 2, 1), None, "After an operation")
    belonging.merge(partnership.board, teacher, other)
    completed = Event.objects.filter(kind=Kind.COMPLETED).count()
    forgetting.forget(private, teacher)
    assert Event.objects.filter(kind=Kind.COMPLETED).count() == completed == 2
    assert not Learner.objects.filter(user__in=[partnership.teacher, private]).exists()
    assert not Event.objects.filter(by__in=[partnership.teacher.pk, private.pk]).exists()
    assert {*Certificate.objects.values_list("name", flat=True)} == {""}
    kept = [model_to_dict(row) for model in (Exemption, Membership, Certificate) for row in model.objects.all()]
    assert "operation" not in str(kept)
    assert not Status.objects.filter(learner=teacher).exists()
    assert Learner.objects.visible_to(partnership.school_lead).count() == 0
    assert [*wrong_statuses(), *broken_log()] == []


def test_whoever_comes_back_begins_a_new_record(partnership: Partnership) -> None:
    partnership.complete(partnership.teacher)
    old = partnership.learner(partnership.teacher)
    forgetting.forget(partnership.board, old)
    new = partnership.learner(partnership.teacher)
    assert new != old
    assert not Certificate.objects.visible_to(partnership.teacher).exists()


def test_nobody_else_may(partnership: Partnership) -> None:
    teacher = partnership.learner(partnership.teacher)
    for other in (partnership.driver, partnership.school_lead, partnership.taxi_lead):
        with pytest.raises(NotYoursError):
            forgetting.forget(other, teacher)
    teacher.refresh_from_db()
    assert teacher.user == partnership.teacher
