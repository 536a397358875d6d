"""Quarantine: a file that an officer suspects is looked at by nobody, and only a manager hands it to the police, encrypted."""

import re
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pyrage
import pytest

from reporting.desk import views_of_files
from reporting.journeys import handling, quarantining, reading, sending
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.models import AuditEntry, DeskRecord, Report
from tests.reporting.conftest import concern, opened
from tests.reporting.desk import Officer, address
from tests.reporting.test_files import photograph, upload

PICTURE = photograph()


@pytest.fixture
def report(desk: Any) -> Report:
    """A report with two pictures of nothing."""
    taken, _refused = upload(("car.jpg", PICTURE), ("street.jpg", photograph()))
    return sending.send(concern(files=tuple(taken)))


def first(report: Report, what: str = "") -> str:
    """The address of its first file."""
    return address(report, f"files/{report.attachments.get(number=1).pk}/{what}")


def passphrase_on(page: Officer) -> tuple[str, str]:
    """The passphrase that the page shows, and what the form carries."""
    shown, carried = page.soup.select_one(".desk__key"), page.soup.select_one("input[name=carried]")
    assert shown
    assert carried
    return shown.get_text(strip=True), str(carried["value"])


def test_a_file_that_an_officer_suspects_is_out_of_sight_at_once_and_for_all(
    dora: Officer, hana: Officer, report: Report
) -> None:
    dora.go(address(report))
    assert dora.soup.select(f"a[href='{first(report, 'quarantine/')}']")
    dora.go(first(report, "quarantine/"))
    dora.post(first(report, "quarantine/"), why="child_image", about="What the message says")
    assert "Quarantine It may show the sexual abuse of a child: What the message says" in dora.text
    for officer in (dora, hana):
        for page in (officer.go(first(report)), officer.post(first(report, "original/"))):
            assert page.status_code == 409
            assert "The file is in quarantine" in officer.text
    assert AuditEntry.objects.filter(detail="attachment 1 put into quarantine", who="officer@desk.example").exists()
    # Nobody but the desk can tell from the database that there is one, and the other file is as it was.
    assert b"child_image" not in bytes(DeskRecord.objects.get().sealed)
    other = report.attachments.get(number=2)
    assert dora.go(address(report, f"files/{other.pk}/"))["Content-Type"] == "image/jpeg"


def test_suspecting_nothing_in_particular_is_asked_about_and_puts_nothing_away(dora: Officer, report: Report) -> None:
    dora.post(first(report, "quarantine/"), about="I typed this")
    assert dora.page.status_code == 422
    assert "Choose what you suspect." in dora.text
    assert "I typed this" in dora.page.content.decode()
    assert not report.records.exists()


def test_twice_suspected_is_once_put_away_and_a_colleagues_note_does_not_stop_it(
    dora: Officer, hana: Officer, report: Report
) -> None:
    attachment = report.attachments.get(number=1)
    keyring = opened(dora.user, dora.passphrase)
    twice = [reading.read(dora.user, keyring, report.pk) for _ in range(2)]
    hana.go(address(report))
    hana.post(address(report, "note/"), text="Hana writes in the same second", seen=hana.seen)
    for before in twice:
        quarantining.put_away(dora.user, before, attachment, "harmful")
    dora.unlock().go(address(report))
    assert "Hana writes in the same second" in dora.text
    assert dora.text.count("File 1: It may be made to harm our computers.") == 1
    assert report.records.count() == 2


def test_a_desk_that_cannot_write_says_so_and_still_shows_the_report(
    dora: Officer, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(*_arguments: Any) -> None:
        raise ChangedMeanwhileError

    monkeypatch.setattr(handling, "record", always)
    assert dora.post(first(report, "quarantine/"), why="other").status_code == 409
    assert "A colleague wrote about this report while you did" in dora.text


def test_the_police_open_what_a_manager_hands_over_with_the_passphrase_and_nothing_else(
    dora: Officer, hana: Officer, report: Report
) -> None:
    dora.post(first(report, "quarantine/"), why="child_image")
    hana.go(first(report, "police/"))
    passphrase, carried = passphrase_on(hana)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}", passphrase)
    given = hana.client.post(
        first(report, "police/"),
        {"to": "DC Example, Unit 4", "why": "Their enquiry", "reference": "13250001234", "carried": carried},
    )
    assert given["Content-Disposition"].endswith('-1.jpg.age"')
    assert given["Content-Type"] == "application/octet-stream"
    assert PICTURE[:64] not in given.content
    assert b"planted" not in given.content
    assert pyrage.passphrase.decrypt(given.content, passphrase) == PICTURE
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(given.content, passphrase.lower())
    entry = AuditEntry.objects.get(action="exported")
    assert (entry.who, entry.detail) == ("head@desk.example", "attachment 1, encrypted for the police")
    dora.go(address(report))
    assert "Handed to DC Example, Unit 4" in dora.text
    assert "File 1 to DC Example, Unit 4, reference 13250001234: Their enquiry" in dora.text
    assert sha256(PICTURE).hexdigest() in dora.text
    # The passphrase is nowhere: not in the report's page, not in the log, not in the record.
    assert passphrase not in dora.page.content.decode()
    assert not [one for one in AuditEntry.objects.all() if passphrase in one.detail]
    # It is still in quarantine.
    assert hana.go(first(report)).status_code == 409


def test_an_officer_who_is_no_manager_hands_nothing_over(dora: Officer, report: Report) -> None:
    dora.post(first(report, "quarantine/"), why="child_image")
    assert "Ask a manager of the desk" in dora.text
    assert not dora.soup.select(f"a[href='{first(report, 'police/')}']")
    assert dora.go(first(report, "police/")).status_code == 404
    assert dora.post(first(report, "police/"), to="A", why="B", reference="C").status_code == 404
    assert not AuditEntry.objects.filter(action="exported").exists()


def test_who_why_and_the_reference_are_asked_for_and_what_was_typed_stays(hana: Officer, report: Report) -> None:
    hana.go(first(report, "police/"))
    passphrase, carried = passphrase_on(hana)
    hana.post(first(report, "police/"), to="DC Example", why=" ", reference="", carried=carried)
    assert hana.page.status_code == 422
    assert "Write why they get it." in hana.text
    assert "Write the police reference." in hana.text
    assert "DC Example" in hana.page.content.decode()
    # What was written down is still right.
    assert passphrase_on(hana)[0] == passphrase
    assert not report.records.exists()


def test_a_page_that_is_too_old_or_anothers_hands_nothing_over_and_shows_a_new_passphrase(
    hana: Officer, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = {"to": "DC Example", "why": "Their enquiry", "reference": "1"}
    other = address(report, f"files/{report.attachments.get(number=2).pk}/police/")
    hana.go(other)
    _passphrase, of_another_file = passphrase_on(hana)
    hana.go(first(report, "police/"))
    passphrase, carried = passphrase_on(hana)
    monkeypatch.setattr(views_of_files, "OPEN_FOR", timedelta(seconds=-1))
    for wrong in (carried, of_another_file, "", "x"):
        hana.post(first(report, "police/"), **typed, carried=wrong)
        assert "The page was too old, and nothing was taken out." in hana.text
        assert passphrase_on(hana)[0] != passphrase
        assert "DC Example" in hana.page.content.decode()
        monkeypatch.undo()
    assert not AuditEntry.objects.filter(action="exported").exists()


def test_what_officers_type_about_a_file_hides_nothing(dora: Officer, report: Report) -> None:
    dora.post(first(report, "quarantine/"), why="other", about="See \u202egpj <b>x</b>")
    assert "\u202e" not in dora.text
    assert dora.text.count("See [U+202E]gpj <b>x</b>") == 2
