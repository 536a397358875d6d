"""The desk is told that something waits, at fixed hours and without a word of what."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from people.models import User
from reporting.journeys import notifying, reading, sending
from reporting.journeys.notifying import notify_the_desk
from reporting.models import Report
from tests.reporting.conftest import OpenDesk, concern


def at(hour: int, minute: int = 0) -> datetime:
    """Today, by the clock of the place."""
    return timezone.localtime().replace(hour=hour, minute=minute, second=0, microsecond=0)


@pytest.fixture(autouse=True)
def only_this_desk(no_desk: None) -> None:
    """The demonstration's officers have their own."""
    User.objects.filter(email__endswith="@lantern.example").update(is_active=False)


def test_a_report_is_announced_at_the_next_fixed_hour_once_and_without_a_word_of_it(
    desk: OpenDesk, officer: Any
) -> None:
    notify_the_desk(at(11, 5))
    sending.send(concern("planted-word"))
    assert notify_the_desk(at(11, 40)) == 0
    assert notify_the_desk(at(14, 2)) == 2
    assert notify_the_desk(at(14, 12)) == 0
    assert sorted(message.to[0] for message in mail.outbox) == ["head@desk.example", "officer@desk.example"]
    for message in mail.outbox:
        said = f"{message.subject} {message.body}"
        assert "/desk/" in said
        assert "planted" not in said
        assert not any(character.isdigit() for character in said.replace("localhost:8000", ""))


def test_two_visits_look_like_one_and_none_like_none(desk: OpenDesk) -> None:
    assert notify_the_desk(at(8)) == 0
    for _ in range(3):
        sending.send(concern())
    notify_the_desk(at(11))
    assert len(mail.outbox) == 1


def test_what_waits_for_more_than_a_day_is_said_louder(desk: OpenDesk) -> None:
    report = sending.send(concern())
    Report.objects.filter(pk=report.pk).update(received_on=timezone.localdate() - timedelta(days=2))
    notify_the_desk(at(17))
    assert "more than a day" in mail.outbox[0].subject


def test_nobody_is_woken_for_the_slow_lane_nor_for_what_was_read(desk: OpenDesk) -> None:
    sending.send(concern(slow=True))
    reading.read(desk.manager, desk.keyring(), sending.send(concern()).pk)
    assert notify_the_desk(at(20)) == 0


def test_an_hour_that_was_missed_is_made_up_for_once() -> None:
    morning = at(7, 30)
    assert notifying.last_hour(morning) == at(20) - timedelta(days=1)
    assert notifying.last_hour(at(23, 59)) == at(20)
    assert notifying.last_hour(at(8)) == at(8)
