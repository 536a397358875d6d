"""People who come, move and leave, and two accounts of one person."""

from datetime import date

import pytest

from tests.training.conftest import NINE, Partnership, at, person
from training.errors import AlreadyThereError, NotThereError, NotYoursError, SameRecordError, WrongTeamError
from training.journeys import belonging, deciding, learning
from training.journeys.assigning import save_requirement
from training.journeys.folding import records
from training.models import Certificate, Event, Learner, Membership, Status, Team

Kind = Event.Kind


def test_who_moves_keeps_their_history_and_what_both_ask_for(partnership: Partnership) -> None:
    requirement = partnership.require()
    only_taxis = partnership.require(title="Taxis", agencies=[partnership.taxis])
    partnership.complete(partnership.teacher, at("2026-01-08"))
    teacher = partnership.learner(partnership.teacher)
    belonging.move(
        partnership.teacher, teacher, partnership.school, partnership.taxis, partnership.driving, at=at("2026-04-01")
    )
    old, new = Membership.objects.filter(learner=teacher)
    assert (old.agency, old.ended_on) == (partnership.school, date(2026, 4, 1))
    assert (new.agency, new.began_on, new.ended_on) == (partnership.taxis, date(2026, 4, 1), None)
    kept, asked = Status.objects.get(requirement=requirement, learner=teacher), only_taxis.statuses.get(learner=teacher)
    assert (kept.assigned_on, kept.valid_until) == (date(2026, 1, 5), date(2027, 1, 8))
    # The same module was done before anybody at the new place asked for it, and it counts.
    assert (asked.assigned_on, asked.valid_until) == (date(2026, 4, 1), date(2027, 1, 8))


def test_who_leaves_has_to_do_nothing_and_keeps_what_they_learnt(partnership: Partnership) -> None:
    partnership.require()
    partnership.complete(partnership.teacher, at("2026-01-08"))
    teacher = partnership.learner(partnership.teacher)
    belonging.leave(partnership.school_lead, teacher, partnership.school, at("2026-02-01"))
    assert not Status.objects.filter(learner=teacher).exists()
    assert Certificate.objects.filter(learner=teacher).count() == 1
    belonging.join(partnership.teacher, teacher, partnership.school, partnership.teaching, at=at("2026-09-01"))
    status = Status.objects.get(learner=teacher)
    assert (status.assigned_on, status.done_on) == (date(2026, 9, 1), date(2026, 1, 8))


def test_nobody_is_twice_at_one_place_nor_leaves_where_they_are_not(partnership: Partnership) -> None:
    teacher = partnership.learner(partnership.teacher)
    with pytest.raises(AlreadyThereError):
        belonging.join(partnership.teacher, teacher, partnership.school, partnership.teaching)
    with pytest.raises(NotThereError):
        belonging.leave(partnership.teacher, teacher, partnership.taxis)
    with pytest.raises(NotThereError):
        belonging.leave(partnership.teacher, teacher, partnership.school, at("2025-12-01"))
    night = Team.objects.create(agency=partnership.taxis, name="Night shift")
    other = person("other@lantern.example")
    with pytest.raises(WrongTeamError):
        belonging.join(other, partnership.learner(other), partnership.school, partnership.teaching, team=night)
    assert Membership.objects.count() == 2


def test_a_lead_brings_people_into_their_own_agency_and_into_no_other(partnership: Partnership) -> None:
    new = partnership.learner(person("new@lantern.example"))
    with pytest.raises(NotYoursError):
        belonging.join(partnership.taxi_lead, new, partnership.school, partnership.teaching)
    belonging.join(partnership.school_lead, new, partnership.school, partnership.teaching)
    for lead in (partnership.school_lead, partnership.taxi_lead):
        with pytest.raises(NotYoursError):
            belonging.move(lead, new, partnership.school, partnership.taxis, partnership.driving)
    with pytest.raises(NotYoursError):
        belonging.leave(partnership.driver, new, partnership.school)
    assert Membership.objects.filter(learner=new).count() == 1


def test_requirements_ask_whom_they_are_for(partnership: Partnership) -> None:
    asked = {
        partnership.require(title="all"): 2,
        partnership.require(title="school", agencies=[partnership.school]): 1,
        partnership.require(title="drivers", job_roles=[partnership.driving]): 1,
        partnership.require(title="neither", agencies=[partnership.school], job_roles=[partnership.driving]): 0,
        partnership.require(title="specialists", level="specialist"): 0,
        partnership.require(title="over", ended_on=date(2026, 1, 5)): 0,
    }
    assert {one.title: one.statuses.count() for one in asked} == {one.title: count for one, count in asked.items()}


def test_two_accounts_of_one_person_become_one_record_and_no_event_is_rewritten(partnership: Partnership) -> None:
    requirement = partnership.require()
    private = person("teacher.at.home@lantern.example")
    gone, keep = partnership.learner(private), partnership.learner(partnership.teacher)
    partnership.complete(private, at("2026-01-20"))
    before, gone_before = list(Event.objects.values_list("pk", "learner")), Learner.objects.get(pk=gone.pk)
    assert Status.objects.get(learner=keep, requirement=requirement).done_on is None
    belonging.merge(partnership.board, keep, gone, at("2026-02-01"))
    assert Status.objects.get(learner=keep, requirement=requirement).done_on == date(2026, 1, 20)
    assert list(Event.objects.values_list("pk", "learner"))[: len(before)] == before
    # Both addresses sign in to the one record, and go on with it.
    assert partnership.learner(private) == partnership.learner(partnership.teacher) == keep
    assert (
        Certificate.objects.visible_to(private).count()
        == Certificate.objects.visible_to(partnership.teacher).count()
        == 1
    )
    # A page that was opened before knows nothing of the merger.
    deciding.expire(partnership.school_lead, gone_before, partnership.module, at("2026-02-01", 10))
    old = learning.latest(keep, partnership.module)
    assert old is not None
    learning.do_lesson(partnership.teacher, old, "more", at("2026-02-02"))
    assert partnership.begin(private, at("2027-01-05")).learner == keep


def test_of_two_accounts_at_one_agency_one_membership_stays_and_the_earlier_duty_counts(
    partnership: Partnership,
) -> None:
    requirement = partnership.require()
    late = person("late@lantern.example")
    keep, gone = partnership.learner(late), partnership.learner(partnership.teacher)
    belonging.join(late, keep, partnership.school, partnership.teaching, at=at("2026-03-01"))
    belonging.merge(partnership.board, keep, gone, at("2026-04-01"))
    assert Membership.objects.filter(learner=keep, ended_on=None).count() == 1
    assert not Membership.objects.filter(learner=gone).exists()
    assert Status.objects.get(learner=keep, requirement=requirement).assigned_on == date(2026, 1, 5)


def test_three_accounts_are_one_whatever_the_order(partnership: Partnership) -> None:
    one, two, three = (partnership.learner(person(f"{name}@lantern.example")) for name in ("a", "b", "c"))
    belonging.merge(partnership.board, two, three)
    belonging.merge(partnership.board, one, two)
    assert {*Learner.objects.filter(merged_into=one)} == {two, three}
    for again in ((one, two), (two, one), (one, one), (three, two)):
        with pytest.raises(SameRecordError):
            belonging.merge(partnership.board, *again)


def test_only_the_board_merges(partnership: Partnership) -> None:
    teacher, driver = partnership.learner(partnership.teacher), partnership.learner(partnership.driver)
    for other in (partnership.teacher, partnership.school_lead):
        with pytest.raises(NotYoursError):
            belonging.merge(other, teacher, driver)
    assert not Learner.objects.exclude(merged_into=None).exists()


def test_when_an_account_is_deleted_its_events_stay_and_counts_stay_true(partnership: Partnership) -> None:
    partnership.complete(partnership.teacher)
    teacher = partnership.learner(partnership.teacher)
    events = teacher.events.count()
    partnership.teacher.delete()
    teacher.refresh_from_db()
    assert teacher.user is None
    assert teacher.events.count() == events
    assert len(records([teacher.pk])[teacher.pk].happenings) == 1


def test_dates_follow_when_a_requirement_changes(partnership: Partnership) -> None:
    requirement = partnership.require()
    partnership.complete(partnership.teacher, at("2026-01-08"))
    requirement.months, requirement.due_days = 24, 60
    save_requirement(partnership.board, requirement, NINE)
    done, not_done = (Status.objects.get(learner__user=user) for user in (partnership.teacher, partnership.driver))
    assert done.valid_until == date(2028, 1, 8)
    assert not_done.due_on == date(2026, 3, 6)
