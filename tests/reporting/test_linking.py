"""Reports that belong together are found from either side, by whoever may open both."""

from typing import Any

import pytest

from reporting.journeys import handling, linking, listing, reading, sending
from reporting.models import AuditEntry, Report
from tests.reporting.conftest import OFFICERS_PASSPHRASE, OpenDesk, concern, opened
from tests.reporting.desk import Officer, address

BACK = "Reports that link to this one"


def link(officer: Officer, report: Report, numbers: str) -> None:
    """Keep a triage that names other reports."""
    officer.go(address(report))
    officer.post(address(report, "triage/"), urgency="soon", linked=numbers, seen=officer.seen)
    assert officer.page.status_code == 200


def links(officer: Officer) -> list[str]:
    """Where the links by the triage lead."""
    return [str(link["href"]) for link in officer.soup.select("#triage ~ dl a")]


def test_a_link_leads_back_without_marking_what_nobody_has_read(dora: Officer) -> None:
    report, other = sending.send(concern()), sending.send(concern("The same car"))
    link(dora, report, listing.short(other))
    other.refresh_from_db()
    assert other.status == Report.Status.UNREAD
    assert not AuditEntry.objects.filter(action="read", report=other.pk).exists()
    assert AuditEntry.objects.filter(action="changed", report=other.pk).count() == 1
    dora.go(address(other))
    assert BACK in dora.text
    assert links(dora) == [address(report)]
    assert f"Report {listing.short(report)} links to this one." in dora.text


def test_a_triage_that_is_kept_again_writes_nothing_twice_and_a_number_taken_out_takes_the_link_away(
    dora: Officer,
) -> None:
    report, other = sending.send(concern()), sending.send(concern())
    for _ in range(2):
        link(dora, report, f"{listing.short(other)} {listing.short(other)} {listing.short(report)}")
    assert other.records.count() == 1
    # A report does not link to itself.
    assert report.records.count() == 2
    link(dora, report, "")
    dora.go(address(other))
    assert BACK not in dora.text
    assert f"Report {listing.short(report)} no longer links here." in dora.text


def test_a_colleague_who_writes_in_the_same_moment_costs_no_link(
    dora: Officer, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, other = sending.send(concern()), sending.send(concern())
    keyring, times = desk.keyring(), [0]

    def colleague_is_quicker(one: Report, key: bytes) -> list[dict[str, Any]]:
        records = reading.read_records(one, key)
        times[0] += 1
        # First it is asked whether Dora may open it; then it is read to be written.
        if times[0] == 2:
            found = reading.read(desk.manager, keyring, other.pk, to_write=True)
            handling.record(desk.manager, found, "note", {"text": "Hana was here"})
        return records

    # The moment between reading and writing cannot be met from outside.
    monkeypatch.setattr("reporting.journeys.linking.read_records", colleague_is_quicker)
    mine = reading.read(dora.user, opened(dora.user, OFFICERS_PASSPHRASE), report.pk)
    linking.link_back(dora.user, keyring, mine, "", listing.short(other))
    monkeypatch.undo()
    kinds = [one["kind"] for one in reading.read(desk.manager, keyring, other.pk).records]
    assert kinds == ["note", "linked_from"]


def test_whoever_is_locked_out_neither_writes_a_link_nor_learns_of_one(dora: Officer, hana: Officer) -> None:
    about_dora, report, other = (sending.send(concern()) for _ in range(3))
    hana.post(address(about_dora, "lock-out/"), officers=[dora.user.pk])
    # Dora cannot write into what is about her.
    link(dora, report, listing.short(about_dora))
    assert about_dora.records.count() == 1
    assert "no report that you can open has this number" in dora.text
    # And a link from it shows itself to Hana alone.
    link(hana, about_dora, listing.short(other))
    assert BACK in hana.go(address(other)).content.decode()
    dora.go(address(other))
    assert BACK not in dora.text
    assert listing.short(about_dora) not in dora.text


def test_a_concern_about_the_desk_leaves_no_link_where_every_officer_reads(dora: Officer, hana: Officer) -> None:
    secret = sending.send(concern("About Dora", path=sending.ABOUT_THE_DESK))
    report = sending.send(concern())
    link(hana, secret, listing.short(report))
    assert report.records.count() == 0
    assert listing.short(secret) not in dora.go(address(report)).content.decode()
    # The other way round it stays among managers.
    link(hana, report, listing.short(secret))
    assert BACK in hana.go(address(secret)).content.decode()
