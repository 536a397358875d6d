"""Regular work: done when it is due, by one worker alone, and caught up after an outage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from background.journeys import clock
from background.models import Period
from tests.pages.helpers import main, soup, text
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chimes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A clock with one piece of work alone; gives how often it was done."""
    monkeypatch.setattr(clock, "REGULAR", {})
    heard: list[str] = []
    clock.regularly("chime", lambda: heard.append("ding"), timedelta(minutes=5))
    return heard


def due(minutes_ago: float = 1) -> None:
    """As if the work had been due for some minutes."""
    Period.objects.filter(name="chime").update(due_at=timezone.now() - timedelta(minutes=minutes_ago))


def test_it_is_done_at_once_and_then_when_it_is_due_again(chimes: list[str]) -> None:
    clock.tick()
    clock.tick()
    assert chimes == ["ding"]
    due()
    clock.tick()
    assert chimes == ["ding", "ding"]


def test_what_an_outage_missed_is_done_once(chimes: list[str]) -> None:
    clock.tick()
    due(minutes_ago=60 * 24)
    clock.tick()
    clock.tick()
    assert chimes == ["ding", "ding"]


def test_while_one_worker_does_it_no_other_begins(chimes: list[str]) -> None:
    clock.tick()
    due()
    Period.objects.update(lease=Period.new_lease(), leased_until=timezone.now() + timedelta(minutes=9))
    assert clock.tick() == []


def test_a_killed_worker_holds_it_up_for_minutes_and_not_for_ever(chimes: list[str]) -> None:
    clock.tick()
    due()
    Period.objects.update(lease=Period.new_lease(), leased_until=timezone.now() - timedelta(seconds=1))
    assert clock.tick() == ["chime"]


def test_a_run_that_comes_too_late_does_nothing(chimes: list[str]) -> None:
    clock.tick()
    clock.run.call("chime", str(Period.new_lease()))
    assert chimes == ["ding"]


def test_a_failure_is_kept_and_the_next_time_comes(chimes: list[str]) -> None:
    clock.regularly("chime", lambda: 1 / 0, timedelta(minutes=5))
    clock.tick()
    period = Period.objects.get(name="chime")
    assert (period.problem, period.lease) == ("ZeroDivisionError: division by zero", None)
    assert period.due_at > timezone.now()


def test_whoever_waits_for_a_job_is_told_that_no_worker_runs(chimes: list[str], comms_editor: Person) -> None:
    clock.tick()
    assert "must be running" not in text(main(soup(comms_editor.client.get("/admin/jobs/"))))
    due(minutes_ago=6)
    assert "must be running" in text(main(soup(comms_editor.client.get("/admin/jobs/"))))
