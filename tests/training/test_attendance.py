"""Being there: the register, the certificate and the requirement that follow from it, and a wrong mark put right."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.training.conftest import Partnership
from tests.training.events import AFTER, BEFORE, STARTS, booked, given, state_of, teachers
from training.dates import Validity, day_of
from training.errors import NotThereError, NotYoursError, TooEarlyError
from training.journeys import attending, belonging, deciding
from training.journeys.assigning import save_requirement
from training.journeys.booking import book, cancel_booking
from training.journeys.proving import broken_log, wrong_statuses
from training.models import ActivityVersion, Booking, Certificate, Event, Requirement, Session, Status

State = Booking.State
Kind = Event.Kind


def required(partnership: Partnership, session: Session) -> Requirement:
    """The school asks for the module that the training day counts as."""
    other = attending.counts_as(session.activity)
    assert other is not None
    requirement = Requirement(
        title="Child criminal exploitation", validity=Validity.ROLLING.value, months=24, due_days=9
    )
    return save_requirement(partnership.board, requirement, BEFORE, activities=[other], agencies=[partnership.school])


def status_of(partnership: Partnership) -> Status:
    """The teacher's."""
    return Status.objects.get(learner__user=partnership.teacher)


def test_being_there_gives_the_certificate_and_meets_what_it_counts_as(partnership: Partnership) -> None:
    session = given(partnership)
    required(partnership, session)
    (booking,) = booked(session, partnership.teacher)
    with pytest.raises(TooEarlyError):
        attending.mark(partnership.school_lead, booking, True, STARTS - timedelta(days=1))
    for stranger in (partnership.taxi_lead, partnership.teacher):
        with pytest.raises(NotYoursError):
            attending.mark(stranger, booking, True, AFTER)
    attending.mark(partnership.school_lead, booking, True, AFTER)
    attending.mark(partnership.school_lead, booking, True, AFTER)
    certificate = Certificate.objects.get(learner__user=partnership.teacher)
    assert certificate.issued_on == day_of(STARTS)
    assert certificate.title.startswith("Working together")
    assert status_of(partnership).done_on == day_of(STARTS)
    assert list(broken_log()) == []
    assert list(wrong_statuses()) == []


def test_a_wrong_mark_is_put_right_by_another_and_both_stay(partnership: Partnership) -> None:
    session = given(partnership)
    required(partnership, session)
    (booking,) = booked(session, partnership.teacher)
    attending.mark(partnership.school_lead, booking, True, AFTER)
    attending.mark(partnership.school_lead, booking, False, AFTER + timedelta(days=1))
    first = Certificate.objects.get()
    assert first.revoked_on is not None
    assert status_of(partnership).done_on is None
    attending.mark(partnership.school_lead, booking, True, AFTER + timedelta(days=2))
    assert [one.revoked_on is None for one in Certificate.objects.order_by("pk")] == [False, True]
    assert status_of(partnership).done_on == day_of(STARTS)
    marks = Event.objects.filter(learner__user=partnership.teacher, kind__in=(Kind.ATTENDED, Kind.ABSENT))
    assert [one.kind for one in marks.order_by("pk")] == [Kind.ATTENDED, Kind.ABSENT, Kind.ATTENDED]
    with pytest.raises(DatabaseError, match="added and never changed"), transaction.atomic():
        marks.update(kind=Kind.ABSENT)
    assert list(broken_log()) == []
    assert list(wrong_statuses()) == []


def test_a_completion_that_is_withdrawn_takes_what_it_counted_as_along(partnership: Partnership) -> None:
    session = given(partnership)
    required(partnership, session)
    (booking,) = booked(session, partnership.teacher)
    attending.mark(partnership.school_lead, booking, True, AFTER)
    deciding.withdraw(partnership.school_lead, Event.objects.get(kind=Kind.COMPLETED), AFTER)
    assert status_of(partnership).done_on is None
    assert list(wrong_statuses()) == []


def test_a_newer_version_of_what_it_counted_as_ends_it_too(partnership: Partnership) -> None:
    session = given(partnership)
    required(partnership, session)
    (booking,) = booked(session, partnership.teacher)
    attending.mark(partnership.school_lead, booking, True, AFTER)
    other = attending.counts_as(session.activity)
    assert other is not None
    last = other.versions.order_by("number").last()
    assert last is not None
    newer = ActivityVersion.objects.create(
        activity=other, number=last.number + 1, digest="", parts=last.parts, expires_older=True, published_at=AFTER
    )
    assert deciding.expire_older(partnership.board, newer, AFTER + timedelta(days=30)) == 1
    assert status_of(partnership).valid_until == day_of(AFTER + timedelta(days=29))
    assert list(wrong_statuses()) == []


def test_whoever_comes_without_a_place_finds_a_chair_and_is_on_record(partnership: Partnership) -> None:
    session = given(partnership, capacity=1)
    first, second = teachers(partnership, 2)
    booked(session, first, second)
    teacher, driver = partnership.learner(partnership.teacher), partnership.learner(partnership.driver)
    with pytest.raises(NotYoursError):
        attending.add_at_the_door(partnership.school_lead, session, driver, "en", AFTER)
    attending.add_at_the_door(partnership.school_lead, session, teacher, "en", AFTER)
    attending.add_at_the_door(partnership.school_lead, session, teacher, "en", AFTER)
    attending.mark(partnership.school_lead, Booking.objects.get(learner__user=second), True, AFTER)
    assert state_of(session, second) == State.ATTENDED
    assert {*Booking.objects.values_list("place", flat=True)} == {1, 2, 3}
    assert Certificate.objects.count() == 2
    assert list(broken_log()) == []


def test_a_booking_that_was_given_back_is_not_marked_and_the_record_moves_with_its_person(
    partnership: Partnership,
) -> None:
    session = given(partnership)
    booking, other = booked(session, partnership.teacher, partnership.driver)
    cancel_booking(partnership.teacher, booking, BEFORE)
    with pytest.raises(NotThereError):
        attending.mark(partnership.school_lead, booking, True, AFTER)
    book(partnership.teacher, session, "en", BEFORE)
    attending.mark(partnership.taxi_lead, other, True, AFTER)
    teacher, driver = partnership.learner(partnership.teacher), partnership.learner(partnership.driver)
    belonging.merge(partnership.board, teacher, driver, AFTER)
    assert Booking.objects.get(session=session, learner=teacher).state == State.ATTENDED
    attending.mark(partnership.board, Booking.objects.get(session=session, learner=teacher), False, AFTER)
    assert Certificate.objects.get().revoked_on is not None
    assert list(broken_log()) == []
