"""Links to other sites: asked about once a week, and called broken only when there is no doubt."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dashboard.journeys import asking, checking
from dashboard.journeys.checking import check, check_due
from dashboard.models import LinkCheck
from tests.dashboard.conftest import Other

State = LinkCheck.State


@pytest.fixture(autouse=True)
def no_other_links(db: None) -> None:
    """Nobody on the internet is asked by a test."""
    LinkCheck.objects.all().delete()


def link(other: Other, path: str = "/x", **fields: Any) -> LinkCheck:
    """A link to the other site, due now."""
    return LinkCheck.objects.create(
        target=f"{other.address}{path}", host="127.0.0.1", next_check_at=timezone.now(), **fields
    )


def wait(link: LinkCheck) -> timedelta:
    """How long until it is asked about again."""
    assert link.next_check_at is not None
    return link.next_check_at - timezone.now()


def test_a_link_that_works_is_asked_about_again_in_a_week(other: Other) -> None:
    found = link(other)
    check(found)
    assert found.state == State.FINE
    assert timedelta(days=6, hours=23) < wait(found) < timedelta(days=8, hours=1)


def test_a_link_is_reported_after_three_more_tries_over_two_days(other: Other) -> None:
    other.answers["/x"] = (404, {})
    found = link(other)
    spans = timedelta()
    for _attempt in range(3):
        check(found)
        assert found.state == State.DOUBTFUL
        spans += wait(found)
    check(found)
    assert found.state == State.BROKEN
    assert "404" in found.problem
    assert timedelta(hours=47) < spans < timedelta(hours=49)
    other.answers["/x"] = (200, {})
    check(found)
    assert (found.state, found.problem, found.first_broken_at) == (State.FINE, "", None)


def test_a_failure_in_between_counts_from_the_start_again(other: Other) -> None:
    other.answers["/x"] = (500, {})
    found = link(other)
    check(found)
    other.answers["/x"] = (200, {})
    check(found)
    assert (found.state, found.failures) == (State.FINE, 0)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_left_alone_with_all_its_pages_as_long_as_it_asks(other: Other, status: int) -> None:
    other.answers["/x"] = (status, {"Retry-After": "7200"})
    found, neighbour = link(other), link(other, "/y")
    check(found)
    neighbour.refresh_from_db()
    assert found.state == State.NEW
    for waiting in (found, neighbour):
        assert timedelta(minutes=119) < wait(waiting) < timedelta(minutes=121)
    assert check_due() == 0


def test_a_server_that_turns_programs_away_is_not_called_broken(other: Other) -> None:
    other.answers["/x"] = (403, {})
    found = link(other)
    check(found)
    assert (found.state, found.failures) == (State.REFUSED, 0)


def test_a_link_into_a_private_network_is_reported_at_once_and_nothing_is_sent(other: Other, settings: Any) -> None:
    settings.LINK_CHECKS_MAY_ALSO_ASK = set()
    found = LinkCheck.objects.create(target="http://127.0.0.1/admin/", host="127.0.0.1", next_check_at=timezone.now())
    check(found)
    assert found.state == State.BROKEN
    assert "private network" in found.problem
    assert other.asked == []


def test_a_server_that_is_gone_is_said_in_words(other: Other, settings: Any) -> None:
    settings.LINK_CHECKS_MAY_ALSO_ASK = {("127.0.0.1", 9)}
    found = LinkCheck.objects.create(target="http://127.0.0.1:9/", host="127.0.0.1", next_check_at=timezone.now())
    check(found)
    assert found.problem == "The other site refuses the connection."


def test_one_round_asks_a_host_once_and_takes_what_waits_longest(other: Other) -> None:
    later = link(other, "/later")
    sooner = link(other, "/sooner")
    LinkCheck.objects.filter(pk=sooner.pk).update(next_check_at=timezone.now() - timedelta(days=1))
    assert check_due() == 1
    assert [path for _method, path, _headers in other.asked] == ["/sooner"]
    later.refresh_from_db()
    assert later.checked_at is None
    assert check_due() == 1
    assert check_due() == 0


def test_slow_sites_hold_a_worker_for_some_seconds_and_the_rest_waits_for_the_next_round(other: Other) -> None:
    for number in range(5):
        LinkCheck.objects.filter(pk=link(other, f"/{number}").pk).update(host=f"{number}.example")
    other.slow = 1.8
    began = time.monotonic()
    assert check_due() == 3
    assert time.monotonic() - began < 8
    other.slow = 0
    assert check_due() == 2


def test_one_link_has_one_time_for_all_its_redirects(other: Other, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ALTOGETHER", 1)
    for number in range(3):
        other.answers[f"/{number}"] = (302, {"Location": f"/{number + 1}"})
    other.slow = 0.4
    found = link(other, "/0")
    check(found)
    assert (found.state, found.problem) == (State.DOUBTFUL, "The other site does not answer.")
    assert [path for _method, path, _headers in other.asked] == ["/0", "/1", "/2"]


def test_no_more_are_asked_in_an_hour_than_is_polite(other: Other, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_AN_HOUR", 1)
    link(other, "/a")
    link(other, "/b")
    assert (check_due(), check_due()) == (1, 0)


def test_a_site_that_must_ask_nobody_asks_nobody(other: Other, settings: Any) -> None:
    settings.CHECK_LINKS = False
    link(other)
    assert check_due() == 0
    assert other.asked == []


def test_the_demonstration_asks_nobody(settings: Any) -> None:
    assert settings.DEMONSTRATION
    assert not settings.CHECK_LINKS
