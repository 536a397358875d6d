"""What a lead decides: exemptions, prior learning, doing it again, taking a completion back."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.training.conftest import Partnership, at
from training.errors import NotThereError, NotYoursError
from training.journeys import deciding
from training.models import Certificate, Event, Lead, Membership, Status
from training.standing import Standing

Kind = Event.Kind
DAY = date(2026, 6, 1)


def standing(partnership: Partnership, day: date = DAY) -> Standing:
    """Where the teacher stands."""
    return Status.objects.get(learner__user=partnership.teacher).on(day)


def test_somebody_is_let_off_until_a_day_and_the_log_holds_no_reason(partnership: Partnership) -> None:
    requirement = partnership.require()
    teacher = partnership.learner(partnership.teacher)
    deciding.exempt(partnership.school_lead, teacher, requirement, date(2026, 1, 10), DAY, "On leave", at("2026-01-10"))
    assert standing(partnership) is Standing.EXEMPT
    assert standing(partnership, date(2026, 6, 2)) is Standing.NOT_STARTED
    assert "leave" not in str(list(Event.objects.values_list("data", flat=True)))


def test_an_exemption_ends_early_and_the_newest_counts(partnership: Partnership) -> None:
    requirement = partnership.require()
    teacher = partnership.learner(partnership.teacher)
    first, second = (
        deciding.exempt(partnership.school_lead, teacher, requirement, date(2026, 1, 10), None, "", at("2026-01-10"))
        for _ in range(2)
    )
    deciding.end_exemption(partnership.school_lead, first, at("2026-03-01"))
    assert standing(partnership) is Standing.EXEMPT
    deciding.end_exemption(partnership.school_lead, second, at("2026-03-01"))
    assert standing(partnership, date(2026, 2, 28)) is Standing.EXEMPT
    assert standing(partnership) is Standing.OVERDUE
    with pytest.raises(NotThereError):
        deciding.end_exemption(partnership.school_lead, second, at("2026-03-02"))


def test_prior_learning_counts_and_gives_no_certificate(partnership: Partnership) -> None:
    partnership.require()
    teacher = partnership.learner(partnership.teacher)
    event = deciding.accept_prior(partnership.school_lead, teacher, partnership.module, date(2025, 12, 1))
    assert standing(partnership) is Standing.VALID
    assert not Certificate.objects.exists()
    deciding.withdraw(partnership.school_lead, event)
    assert standing(partnership) is Standing.OVERDUE


def test_a_completion_that_is_taken_back_counts_no_more_and_revokes_its_certificate(partnership: Partnership) -> None:
    partnership.require()
    registration = partnership.complete(partnership.teacher)
    event = registration.events.get(kind=Kind.COMPLETED)
    first = deciding.withdraw(partnership.school_lead, event, at("2026-05-01"))
    assert deciding.withdraw(partnership.school_lead, event, at("2026-05-02")) == first
    certificate = Certificate.objects.get()
    assert certificate.revoked_on == date(2026, 5, 1)
    assert not certificate.is_valid(DAY)
    assert standing(partnership) is Standing.OVERDUE
    with pytest.raises(NotThereError):
        deciding.withdraw(partnership.school_lead, registration.events.get(kind=Kind.STARTED))


def test_somebody_has_to_do_it_again(partnership: Partnership) -> None:
    partnership.require()
    partnership.complete(partnership.teacher)
    deciding.expire(
        partnership.school_lead, partnership.learner(partnership.teacher), partnership.module, at("2026-05-01")
    )
    assert standing(partnership, date(2026, 5, 31)) is Standing.NOT_STARTED
    partnership.complete(partnership.teacher, at("2026-05-20"))
    assert standing(partnership) is Standing.VALID
    assert [one.is_valid(DAY) for one in Certificate.objects.all()] == [False, True]


def test_nobody_decides_about_another_agencys_people_nor_about_themselves(partnership: Partnership) -> None:
    requirement = partnership.require()
    teacher = partnership.learner(partnership.teacher)
    event = partnership.complete(partnership.teacher).events.get(kind=Kind.COMPLETED)
    own = partnership.learner(partnership.school_lead)
    Membership.objects.create(
        learner=own, agency=partnership.school, job_role=partnership.teaching, began_on=date(2026, 1, 1)
    )
    decisions: list[Any] = []
    for by, learner in (
        (partnership.taxi_lead, teacher),
        (partnership.teacher, teacher),
        (partnership.driver, teacher),
        (partnership.school_lead, own),
    ):
        decisions += [
            lambda by=by, learner=learner: deciding.exempt(by, learner, requirement, DAY, None, ""),
            lambda by=by, learner=learner: deciding.accept_prior(by, learner, partnership.module, DAY),
            lambda by=by, learner=learner: deciding.expire(by, learner, partnership.module),
        ]
    decisions.append(lambda: deciding.withdraw(partnership.taxi_lead, event))
    before = Event.objects.count()
    for decide in decisions:
        with pytest.raises(NotYoursError):
            decide()
    assert Event.objects.count() == before


def test_a_lead_who_lost_the_role_or_the_agency_decides_nothing(partnership: Partnership) -> None:
    teacher = partnership.learner(partnership.teacher)
    Lead.objects.filter(user=partnership.school_lead).update(ended_on=date(2026, 1, 1))
    with pytest.raises(NotYoursError):
        deciding.expire(partnership.school_lead, teacher, partnership.module)
    partnership.taxi_lead.groups.clear()
    with pytest.raises(NotYoursError):
        deciding.expire(partnership.taxi_lead, partnership.learner(partnership.driver), partnership.module)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"months": 0}, "months"),
        ({"validity": "fixed", "fixed_month": 13, "fixed_day": 1}, "fixed_month"),
        ({"validity": "fixed", "fixed_month": 4, "fixed_day": 31}, "fixed_day"),
        ({"months": 1, "window_days": 28}, "window_days"),
        ({"ended_on": date(2999, 1, 1)}, "ended_on"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused(partnership: Partnership, terms: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        partnership.require(**terms)
    assert field in refused.value.message_dict


def test_requirements_are_the_boards(partnership: Partnership) -> None:
    requirement = partnership.require()
    partnership.board = partnership.school_lead
    with pytest.raises(NotYoursError):
        partnership.require(title="Another")
    assert requirement.statuses.count() == 2
