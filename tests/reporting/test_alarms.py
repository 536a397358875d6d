"""A report that waits gets louder: after 24 hours, 48 hours and a week, in words and not by colour alone."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from reporting.journeys import handling, listing, reading, returning, sending, unlocking
from reporting.models import AuditEntry, Report, ReporterMessage
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def came(ago: timedelta, words: str = "He waits outside the school", **changes: Any) -> Report:
    """A report that was sent some time ago."""
    return aged(sending.send(concern(words, **changes), timezone.now() - ago), ago)


def aged(report: Report, ago: timedelta) -> Report:
    """The day in clear, as it would be."""
    Report.objects.filter(pk=report.pk).update(received_on=timezone.localdate(timezone.now() - ago))
    return report


def opened_by(officer: Officer, report: Report) -> reading.Opened:
    """The officer opens it."""
    keyring = unlocking.keyring_of(officer.user, officer.client.cookies["lantern_desk"].value)
    assert keyring
    return reading.read(officer.user, keyring, report.pk)


def lines(officer: Officer, view: str = "/desk/") -> dict[str, str]:
    """What is shouted about each report of a part of the inbox, with how loud it looks."""
    officer.go(view)
    found = {}
    for line in officer.soup.select(".line"):
        link, alarm = line.select_one("a"), line.select_one(".line__alarm strong")
        assert link
        loud = [name for name in line["class"] if name.startswith("line--loud-")]
        found[link.get_text()] = f"{alarm.get_text()} {loud[0]}" if alarm else ""
        assert bool(alarm) == bool(loud)
    return found


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (23 * HOUR, ""),
        (25 * HOUR, "Unread for more than 24 hours line--loud-1"),
        (47 * HOUR, "Unread for more than 24 hours line--loud-1"),
        (49 * HOUR, "Unread for more than 48 hours line--loud-2"),
        (8 * DAY, "Unread for more than a week line--loud-3"),
        (400 * DAY, "Unread for more than a week line--loud-3"),
    ],
)
def test_an_unread_report_gets_louder_by_the_hour_it_was_sent(dora: Officer, ago: timedelta, said: str) -> None:
    report = came(ago)
    assert lines(dora) == {listing.short(report): said}


def test_the_slow_lane_is_as_loud_and_what_is_closed_is_silent(dora: Officer) -> None:
    slow, done = came(3 * DAY, slow=True), came(30 * DAY)
    handling.record(dora.user, opened_by(dora, done), "outcome", {"outcome": "advice", "text": ""})
    assert lines(dora, "/desk/slow/") == {listing.short(slow): "Unread for more than 48 hours line--loud-2"}
    assert lines(dora, "/desk/closed/") == {listing.short(done): ""}


def test_a_report_that_was_read_and_left_is_as_loud_and_one_in_hand_gets_its_week(dora: Officer) -> None:
    left, in_hand, old = came(50 * HOUR), came(50 * HOUR), came(8 * DAY)
    opened_by(dora, left)
    for report in (in_hand, old):
        judged = {"urgency": "soon", "themes": [], "flags": [], "area": ""}
        handling.record(dora.user, opened_by(dora, report), "triage", judged)
    assert lines(dora, "/desk/open/") == {
        listing.short(left): "Read, and not judged for more than 48 hours line--loud-2",
        listing.short(in_hand): "",
        listing.short(old): "Open for more than a week line--loud-1",
    }


def test_the_inbox_says_how_many_have_waited_how_long_the_loudest_first(dora: Officer) -> None:
    for ago in (25 * HOUR, 9 * DAY, 10 * DAY, HOUR):
        came(ago)
    dora.go("/desk/")
    shouted = dora.soup.select_one(".notification ul")
    assert shouted
    assert [item.get_text() for item in shouted.select("li")] == [
        "2 unread for more than a week",
        "1 unread for more than 24 hours",
    ]


def test_a_report_that_is_added_to_waits_from_then_on_but_never_more_quietly_than_before(dora: Officer) -> None:
    def add(filled: sending.Submission, ago: timedelta) -> None:
        message = returning.add(returning.come_back(filled.receipt), uuid4(), "And again today")
        day = timezone.localdate(timezone.now() - ago)
        ReporterMessage.objects.filter(pk=message.pk).update(received_on=day)

    def read_at(report: Report, at: datetime) -> None:
        opened_by(dora, report)
        AuditEntry.objects.filter(report=report.pk).update(at=at)

    never_read, answered, twice = concern("Never read"), concern("Was read"), concern("Added to twice")
    sent = {}
    for filled in (never_read, answered, twice):
        ago = timezone.now() - 20 * DAY
        sent[filled.id] = aged(sending.send(filled, ago), 20 * DAY)
    for filled in (answered, twice):
        read_at(sent[filled.id], timezone.now() - 19 * DAY)
    add(never_read, HOUR)
    add(answered, timedelta())
    add(twice, 3 * DAY)
    add(twice, timedelta())
    assert lines(dora) == {
        listing.short(sent[never_read.id]): "Unread for more than a week line--loud-3",
        listing.short(sent[answered.id]): "",
        listing.short(sent[twice.id]): "Unread for more than 48 hours line--loud-2",
    }


def test_a_report_that_does_not_open_is_shouted_about_by_its_day(dora: Officer) -> None:
    report = came(3 * DAY)
    Report.objects.filter(pk=report.pk).update(body=b"\x01damaged")
    assert lines(dora) == {listing.short(report): "Unread for more than 48 hours line--loud-2"}


def test_what_a_search_finds_is_as_loud(dora: Officer) -> None:
    came(25 * HOUR, "A blue van by the mill")
    dora.post("/desk/find/", words="blue van")
    assert "Unread for more than 24 hours" in dora.text
    assert dora.go(address(Report.objects.get())).status_code == 200
