"""A lead sees their own agency's people, the board all of them, a learner themselves, an outsider nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from people.roles import TRAINING_LEADS
from tests.training.conftest import Partnership, at, person
from training.dates import today
from training.journeys import belonging, deciding
from training.models import Certificate, Event, Exemption, Lead, Learner, Membership, Registration, Status, Team

KINDS: list[Any] = [Status, Event, Certificate, Registration, Membership, Exemption]


@pytest.fixture
def history(partnership: Partnership) -> Partnership:
    """Both have done something."""
    requirement = partnership.require()
    for user, lead in (
        (partnership.teacher, partnership.school_lead),
        (partnership.driver, partnership.taxi_lead),
    ):
        partnership.complete(user)
        deciding.exempt(lead, partnership.learner(user), requirement, today(), None, "")
    return partnership


def seen(user: Any) -> set[str]:
    """The addresses of those whom somebody sees."""
    return {learner.user.email.partition("@")[0] for learner in Learner.objects.visible_to(user) if learner.user}


def test_each_sees_whom_they_may(history: Partnership) -> None:
    assert seen(history.school_lead) == {"teacher"}
    assert seen(history.taxi_lead) == {"driver"}
    assert seen(history.teacher) == {"teacher"}
    assert seen(history.board) == {"teacher", "driver"}
    assert seen(AnonymousUser()) == set()
    assert seen(person("outsider@lantern.example")) == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_so_it_is_with_everything_that_is_theirs(history: Partnership, kind: Any) -> None:
    def whose(user: Any) -> set[str]:
        return {row.learner.user.email.partition("@")[0] for row in kind.objects.visible_to(user)}

    assert whose(history.school_lead) == whose(history.teacher) == {"teacher"}
    assert whose(history.taxi_lead) == whose(history.driver) == {"driver"}
    assert whose(history.board) == {"teacher", "driver"}
    assert whose(AnonymousUser()) == whose(person("outsider@lantern.example")) == set()


def test_a_role_without_an_agency_and_an_agency_without_the_role_show_nobody(history: Partnership) -> None:
    assert seen(person("role.only@lantern.example", TRAINING_LEADS)) == set()
    without = person("agency.only@lantern.example")
    Lead.objects.create(user=without, agency=history.school, began_on=today())
    assert seen(without) == set()


def test_who_was_switched_off_sees_nobody_not_even_themselves(history: Partnership) -> None:
    for user in (history.school_lead, history.board, history.teacher):
        user.is_active = False
        user.save()
        assert seen(type(user).objects.get(pk=user.pk)) == set()


@pytest.mark.parametrize(
    ("began", "ended", "sees"),
    [(0, None, True), (1, None, False), (-9, 0, False), (-9, 1, True)],
)
def test_a_lead_looks_after_people_from_the_first_day_to_the_last(
    history: Partnership, began: int, ended: int | None, sees: bool
) -> None:
    Lead.objects.filter(user=history.school_lead).update(
        began_on=today() + timedelta(days=began), ended_on=None if ended is None else today() + timedelta(days=ended)
    )
    assert (seen(history.school_lead) == {"teacher"}) is sees


def test_who_has_moved_is_seen_by_the_new_agency_with_their_history_and_by_the_old_one_no_more(
    history: Partnership,
) -> None:
    teacher = history.learner(history.teacher)
    belonging.move(history.teacher, teacher, history.school, history.taxis, history.driving)
    assert seen(history.school_lead) == set()
    assert seen(history.taxi_lead) == {"teacher", "driver"}
    assert Certificate.objects.visible_to(history.taxi_lead).count() == 2


def test_a_lead_of_a_team_sees_that_team_alone(history: Partnership) -> None:
    night, day = (Team.objects.create(agency=history.taxis, name=name) for name in ("Night", "Day"))
    for name, team in (("night", night), ("day", day)):
        user = person(f"{name}@lantern.example")
        belonging.join(user, history.learner(user), history.taxis, history.driving, team=team)
    lead = person("night.lead@lantern.example", TRAINING_LEADS)
    Lead.objects.create(user=lead, agency=history.taxis, team=night, began_on=today())
    assert seen(lead) == {"night"}
    assert seen(history.taxi_lead) == {"night", "day", "driver"}


def test_what_two_accounts_did_is_seen_together(history: Partnership) -> None:
    private = person("private@lantern.example")
    history.complete(private, at("2026-02-01"))
    belonging.merge(history.board, history.learner(history.teacher), history.learner(private))
    assert Certificate.objects.visible_to(history.school_lead).count() == 2
    assert Certificate.objects.visible_to(private).count() == 2
    assert seen(history.board) == {"teacher", "driver"}
