"""Live events: places, the waiting list, changes, and what people are told; nothing twice, nobody forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.training.conftest import Partnership
from tests.training.events import BEFORE, STARTS, booked, given, in_calendar, state_of, teachers, written_to
from training.errors import BookingClosedError, NotThereError, NotYoursError, TooLateError
from training.journeys import belonging, forgetting
from training.journeys.booking import book, cancel_booking, give_free_places, position
from training.journeys.booking_mails import leave_reminders, send_booking_mails
from training.journeys.proving import broken_log
from training.journeys.scheduling import call_off, save_session
from training.models import Booking, BookingMail, Event, Session

State = Booking.State


def test_who_waits_gets_a_place_in_turn_and_is_told_in_their_language(partnership: Partnership) -> None:
    session = given(partnership, capacity=2)
    first, second, third, fourth = teachers(partnership, 4, language="ur")
    booked(session, first, second, third, fourth)
    assert [state_of(session, one) for one in (first, second, third, fourth)] == [
        State.BOOKED,
        State.BOOKED,
        State.WAITING,
        State.WAITING,
    ]
    assert position(Booking.objects.get(learner__user=fourth)) == 2
    again = book(third, session, "en", BEFORE)
    assert again.state == State.WAITING, "asking again changes nothing"
    (told,) = written_to(third)
    assert "تربیت کا ایک دن" in told.subject, "in Urdu"

    given_back = Booking.objects.get(learner__user=first)
    with pytest.raises(NotYoursError):
        cancel_booking(second, given_back, BEFORE)
    cancel_booking(first, given_back, BEFORE)
    cancel_booking(first, given_back, BEFORE)
    assert [state_of(session, one) for one in (first, third, fourth)] == [State.CANCELLED, State.BOOKED, State.WAITING]
    assert len(written_to(third)) == 2
    assert send_booking_mails() == 0, "nothing is sent twice"
    # Whoever comes back stands behind those who waited.
    book(first, session, "en", BEFORE)
    assert position(Booking.objects.get(learner__user=first)) == 2
    # More places go to those who wait.
    session.refresh_from_db()
    session.capacity = 3
    save_session(partnership.board, session, BEFORE)
    assert [state_of(session, one) for one in (fourth, first)] == [State.BOOKED, State.WAITING]
    assert list(broken_log()) == []


def test_what_is_too_late_called_off_or_for_others_cannot_be_booked(partnership: Partnership) -> None:
    session = given(partnership, book_by=STARTS - timedelta(days=5))
    own = given(partnership, agency=partnership.taxis)
    with pytest.raises(BookingClosedError):
        book(partnership.teacher, session, "en", STARTS - timedelta(days=4))
    with pytest.raises(BookingClosedError):
        book(partnership.teacher, own, "en", BEFORE)
    assert book(partnership.driver, own, "en", BEFORE).state == State.BOOKED
    booking = book(partnership.teacher, session, "en", BEFORE)
    with pytest.raises(TooLateError):
        cancel_booking(partnership.teacher, booking, STARTS)
    with pytest.raises(NotYoursError):
        call_off(partnership.school_lead, session, "The room is flooded", BEFORE)
    with pytest.raises(NotThereError):
        call_off(partnership.board, session, " ", BEFORE)
    call_off(partnership.board, session, "The room is flooded", BEFORE)
    call_off(partnership.board, session, "Another reason", BEFORE)
    with pytest.raises(BookingClosedError):
        book(partnership.driver, session, "en", BEFORE)
    (told,) = written_to(partnership.teacher)
    assert "The room is flooded" in told.body
    event = in_calendar(told.attachments[0][1])
    assert (event["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert told.message().get_payload()[1].get_content_type() == "text/calendar"
    assert list(broken_log()) == []


def test_another_day_is_told_to_those_who_have_a_place_or_wait_and_to_nobody_else(partnership: Partnership) -> None:
    session = given(partnership, capacity=1)
    first, second, third = teachers(partnership, 3)
    booked(session, first, second, third)
    cancel_booking(third, Booking.objects.get(learner__user=third), BEFORE)
    counts = [len(written_to(one)) for one in (first, second, third)]
    session = Session.objects.get(pk=session.pk)
    session.capacity = 1
    save_session(partnership.board, session, BEFORE)
    assert [len(written_to(one)) for one in (first, second, third)] == counts, "nothing that was told has changed"
    session.starts_at, session.ends_at = (at + timedelta(days=7) for at in (session.starts_at, session.ends_at))
    save_session(partnership.board, session, BEFORE)
    session.place = "The Mill, 1 Example Street"
    save_session(partnership.board, session, BEFORE)
    assert [len(written_to(one)) for one in (first, second, third)] == [counts[0] + 1, counts[1] + 1, counts[2]]
    told = written_to(first)[-1]
    assert "The Mill" in told.body
    assert "17 June 2026" in told.body
    before, after = (in_calendar(one.attachments[0][1]) for one in (written_to(first)[0], told))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (after["DTSTART"].params["TZID"], after["DTSTART"].dt.hour) == ("Europe/London", 9), "by the clock"
    assert "VTIMEZONE" in told.attachments[0][1]
    # What was seen when they booked stays on record.
    seen = Event.objects.get(learner__user=first, kind=Event.Kind.BOOKED).session_version
    assert seen is not None
    assert "2026-06-10" in seen.said["starts_at"]


def test_reminders_come_a_week_and_a_day_before_once_and_again_for_another_day(partnership: Partnership) -> None:
    session = given(partnership)
    (first,) = teachers(partnership, 1)
    booked(session, first)
    send_booking_mails(BEFORE)
    reminders = BookingMail.objects.filter(kind=BookingMail.Kind.REMINDER)
    for days in range(20, -1, -1):
        leave_reminders(STARTS - timedelta(days=days, minutes=5))
        leave_reminders(STARTS - timedelta(days=days, minutes=5))
    assert reminders.count() == 2
    assert "10 June 2026" in written_to(first)[-1].body
    # Whoever books in the last week is told by their booking.
    book(partnership.driver, session, "en", STARTS - timedelta(days=3))
    leave_reminders(STARTS - timedelta(days=3, minutes=-10))
    assert reminders.filter(booking__learner__user=partnership.driver).count() == 0
    session.refresh_from_db()
    session.starts_at, session.ends_at = (at + timedelta(days=30) for at in (session.starts_at, session.ends_at))
    save_session(partnership.board, session, STARTS - timedelta(days=2))
    leave_reminders(STARTS + timedelta(days=24))
    assert reminders.filter(booking__learner__user=first).count() == 3


def test_erasing_and_merging_free_places_and_lose_nothing(partnership: Partnership) -> None:
    session = given(partnership, capacity=2)
    first, second, third, fourth = teachers(partnership, 4)
    booked(session, first, second, third, fourth)
    learners = [partnership.learner(one) for one in (first, second, third, fourth)]
    # Two accounts of one person: the place stands, the turn goes.
    belonging.merge(partnership.board, learners[2], learners[1], BEFORE)
    assert Booking.objects.get(session=session, learner=learners[2]).state == State.BOOKED
    assert list(broken_log()) == []
    forgetting.forget(first, learners[0], BEFORE)
    assert give_free_places(BEFORE) == 1
    assert state_of(session, fourth) == State.BOOKED
    assert send_booking_mails(BEFORE) > 0
    assert not written_to(first)
    assert list(broken_log()) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"place": ""}, "location"),
        ({"link": "https://meeting.example/"}, "link"),
        ({"book_by": STARTS + timedelta(days=1)}, "book_by"),
        ({"ends_at": STARTS}, "ends_at"),
        ({"capacity": 0}, "__all__"),
    ],
)
def test_a_session_that_cannot_be_meant_is_refused_at_its_field(
    partnership: Partnership, wrong: dict[str, Any], field: str
) -> None:
    session = given(partnership)
    for name, value in wrong.items():
        setattr(session, name, value)
    with pytest.raises(ValidationError) as refused:
        save_session(partnership.board, session, BEFORE)
    assert field in refused.value.message_dict
