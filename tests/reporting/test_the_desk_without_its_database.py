"""The database is gone or the disk is full: officers read plain words, and keep what they typed."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from config.demonstration.desk import PASSPHRASE
from people.models import User
from reporting.journeys import sending
from reporting.models import AuditEntry, Report
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address

WORDS = "The desk cannot be reached just now"


@contextlib.contextmanager
def gone() -> Iterator[None]:
    """The database is not where it was."""
    if connection.vendor != "sqlite":
        pytest.skip("How this database goes away is SQLite's.")
    there = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = Path(str(there)).parent / "no such folder" / "lantern.sqlite3"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = there


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """Everything can be read; SQLite itself refuses to write, as it does where a disk is full."""
    if connection.vendor != "sqlite":
        pytest.skip("How this database runs out of room is SQLite's.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        cursor.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
            cursor.execute("PRAGMA max_page_count = 1073741823")


Fault = Callable[[], contextlib.AbstractContextManager[None]]


@pytest.fixture
def head(spoilt_database: None) -> Iterator[Officer]:
    """The demonstration's manager, at a database that may be spoilt."""
    manager = Officer(User.objects.get(email="head@lantern.example"), PASSPHRASE).unlock()
    manager.client.raise_request_exception = False
    manager.client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"
    yield manager
    connection.close()


@pytest.mark.parametrize("fault", [gone, no_room])
def test_every_page_of_the_desk_says_so_in_plain_words(head: Officer, fault: Fault) -> None:
    report = sending.send(concern())
    with fault():
        for place in ("/desk/", "/desk/find/", address(report)):
            head.go(place)
            assert head.page.status_code == 503, place
            assert WORDS in head.text
            assert "Nothing was lost." in head.text
            assert head.soup.title
            assert not head.soup.title.get_text().endswith("– ")
            assert head.page["Retry-After"]
            assert "no-store" in head.page["Cache-Control"]
            assert "default-src 'none'" in head.page["Content-Security-Policy"]
    head.go(address(report))
    assert head.page.status_code == 200


@pytest.mark.parametrize("fault", [gone, no_room])
def test_a_note_that_could_not_be_kept_is_given_back(head: Officer, fault: Fault) -> None:
    report = sending.send(concern())
    head.go(address(report))
    with fault():
        head.post(address(report, "note/"), text="Rang the school at ten", seen=head.seen)
        assert head.page.status_code == 503
        assert "Rang the school at ten" in head.text
        assert "nothing went to a reporter" in head.text
        back = head.soup.select_one("main a.button")
        assert back
        assert back["href"] == address(report)
    assert not Report.objects.get(pk=report.pk).records.exists()
    assert not AuditEntry.objects.filter(report=report.pk, action="changed").exists()
    head.go(address(report))
    head.post(address(report, "note/"), text="Rang the school at ten", seen=head.seen)
    assert report.records.count() == 1


@pytest.mark.parametrize("fault", [gone, no_room])
def test_no_passphrase_stands_on_the_page(head: Officer, fault: Fault) -> None:
    with fault():
        head.post("/desk/unlock/", passphrase=PASSPHRASE)
        assert head.page.status_code == 503
        assert PASSPHRASE not in head.page.content.decode()


def test_another_site_puts_no_words_on_the_desks_page(head: Officer) -> None:
    report = sending.send(concern())
    head.client.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
    with gone():
        head.post(address(report, "note/"), text="Send your passphrase to us")
        assert head.page.status_code == 503
        assert "Send your passphrase" not in head.page.content.decode()


def test_a_session_that_cannot_be_written_is_no_bad_request(head: Officer) -> None:
    session: Any = head.client.session
    session["lantern_seen_on"] = "1999-12-31"
    session.save()
    with no_room():
        head.go("/desk/unlock/")
        assert head.page.status_code == 503
        assert WORDS in head.text


def test_a_request_that_is_really_bad_stays_one(head: Officer) -> None:
    answer = head.client.get("/desk/", headers={"Host": "somewhere.else.example"})
    assert answer.status_code == 400
    assert WORDS.encode() not in answer.content


def test_an_error_of_our_own_is_not_dressed_up_as_an_outage(head: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*args: object) -> None:
        raise ValueError

    monkeypatch.setattr("reporting.desk.views_of_inbox.listing.counts", wrong)
    head.page = head.client.get("/desk/")
    assert head.page.status_code == 500
    assert WORDS.encode() not in head.page.content


def test_the_rest_of_the_site_is_left_alone(head: Officer) -> None:
    with gone():
        answer = Client(raise_request_exception=False).get("/en/report/return/")
    assert WORDS.encode() not in answer.content
