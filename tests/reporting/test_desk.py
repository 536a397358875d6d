"""The safeguarding desk at work: unlocking, the inbox, a report, an answer, an outcome, and who is kept out."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.roles import DESK_AUDITORS
from reporting.journeys import listing, returning, searching, sending, unlocking
from reporting.models import AuditEntry, KeyHolder, Report, Unlocking
from tests.reporting.conftest import OFFICERS_PASSPHRASE, PASSPHRASE, OpenDesk, concern
from tests.reporting.desk import Officer, address
from tests.support.cast import Person


def test_nobody_but_the_desk_comes_in(desk: OpenDesk, comms_editor: Person, site_manager: Person) -> None:
    report = sending.send(concern())
    assert Client().get("/desk/")["Location"].startswith("/accounts/login/")
    for person in (comms_editor, site_manager):
        outsider = Officer(person.user, "")
        for place in ("", "find/", "referrals/", "agencies/", "deletion/", "people/", "figures/", "log/"):
            assert outsider.go(f"/desk/{place}").status_code == 403, place
        for place in ("/desk/", address(report)):
            assert outsider.go(place).status_code == 403, place
            assert "has no right" in outsider.text


def test_an_officer_without_a_second_factor_is_asked_for_one_even_in_the_demonstration(officer: Any) -> None:
    client = Client()
    client.force_login(officer)
    assert client.get("/desk/")["Location"].startswith("/accounts/")


def test_the_desk_asks_for_the_passphrase_and_opens_where_the_officer_was_going(officer: Any, desk: OpenDesk) -> None:
    report = sending.send(concern())
    dora = Officer(officer, OFFICERS_PASSPHRASE)
    dora.go(address(report))
    assert "Your passphrase opens them" in dora.text
    dora.post("/desk/unlock/", passphrase="not it", next=address(report))
    assert "opens nothing" in dora.text
    dora.post("/desk/unlock/", passphrase=OFFICERS_PASSPHRASE, next=address(report))
    assert "He waits outside the school in a grey car" in dora.text
    cookie = dora.client.cookies["lantern_desk"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/desk/")
    assert dora.page["Cache-Control"] == "no-store, private"
    dora.post("/desk/unlock/", passphrase=OFFICERS_PASSPHRASE, next="https://elsewhere.example/")
    assert dora.page.redirect_chain[-1][0] == "/desk/"


def test_lock_now_closes_the_desk_until_the_passphrase_is_typed_again(dora: Officer) -> None:
    dora.post("/desk/lock/")
    assert "Your passphrase opens them" in dora.text
    assert dora.go("/desk/").redirect_chain
    assert not Unlocking.objects.filter(user=dora.user).exists()


def test_what_was_typed_is_given_back_when_the_desk_has_locked_itself(dora: Officer) -> None:
    report = sending.send(concern())
    dora.go(address(report))
    seen = dora.seen
    Unlocking.objects.update(used_at=timezone.now() - unlocking.IDLE - timedelta(minutes=1))
    dora.post(address(report, "note/"), text="I called the school at noon", seen=seen)
    assert dora.page.status_code == 409
    assert "I called the school at noon" in dora.text
    assert not report.records.exists()


def test_the_most_urgent_unread_report_stands_first_and_what_waits_too_long_is_loud(dora: Officer) -> None:
    routine = sending.send(concern("Litter in the park"), timezone.now() - timedelta(days=3))
    urgent = sending.send(concern("She is in his flat", answers={"worry": "She is in his flat", "danger": "now"}))
    Report.objects.filter(pk=routine.pk).update(received_on=timezone.localdate() - timedelta(days=3))
    dora.go("/desk/")
    lines = dora.soup.select(".line")
    assert "She is in his flat" in lines[0].get_text()
    assert "Litter in the park" in lines[1].get_text()
    assert "Unread for more than 48 hours" in lines[1].get_text()
    assert "for more than" not in lines[0].get_text()
    assert urgent.status == "unread"


def test_a_concern_about_the_desk_is_invisible_to_officers(dora: Officer, hana: Officer) -> None:
    report = sending.send(concern("Dora told my name", path=sending.ABOUT_THE_DESK))
    assert dora.go(address(report)).status_code == 404
    assert "Dora told" not in dora.go("/desk/").content.decode()
    assert "Dora told my name" in hana.go("/desk/").content.decode()
    assert "Dora told my name" in hana.go(address(report)).content.decode()


def test_searching_finds_words_anywhere_about_a_report_and_never_in_an_address(dora: Officer) -> None:
    filled = concern("A blue van by the mill")
    report = sending.send(filled)
    sending.send(concern("Something else"))
    returning.add(returning.come_back(filled.receipt), uuid4(), "The plate starts with YK")
    dora.post("/desk/find/", words="VAN yk")
    assert "1 found" in dora.text
    assert "2 of 2 reports looked through" in dora.text
    assert listing.short(report) in dora.text
    assert "yk" not in dora.page.request["QUERY_STRING"]
    dora.post("/desk/find/", words="submarine")
    assert "0 found" in dora.text


def test_a_long_search_goes_on_where_it_stopped(dora: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "AT_ONCE", 2)
    for number in range(5):
        sending.send(concern(f"Report number {number} about a boat"))
    dora.post("/desk/find/", words="boat")
    found, steps = dora.text.count("Report number"), 1
    while field := dora.soup.select_one("input[name=carried]"):
        dora.post("/desk/find/", carried=field["value"])
        found, steps = found + dora.text.count("Report number"), steps + 1
    assert (found, steps) == (5, 3)
    assert "5 of 5 reports looked through" in dora.text


def test_a_report_that_does_not_open_is_shown_and_not_hidden(dora: Officer) -> None:
    report = sending.send(concern())
    Report.objects.filter(pk=report.pk).update(body=b"\x01damaged")
    assert "This report does not open" in dora.go("/desk/").content.decode()
    assert dora.go(address(report)).status_code == 500
    assert "A backup may hold it" in dora.text


def test_the_inbox_costs_the_same_however_many_reports_there_are(dora: Officer) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert dora.client.get("/desk/").status_code == 200
        return len(caught)

    for _ in range(2):
        sending.send(concern())
    few = queries()
    for _ in range(8):
        sending.send(concern())
    assert queries() == few <= 20


def test_a_newcomer_chooses_a_passphrase_and_is_let_in_by_a_colleague(dora: Officer, somebody: Any) -> None:
    newcomer = Officer(somebody("new@desk.example", "Safeguarding desk").user, "three looms and a heron")
    newcomer.go("/desk/")
    newcomer.post("/desk/passphrase/", passphrase="too short", again="too short")
    assert "too easy to guess" in newcomer.text
    newcomer.post("/desk/passphrase/", passphrase=newcomer.passphrase, again="three looms and a hare")
    assert "not the same" in newcomer.text
    newcomer.post("/desk/passphrase/", passphrase=newcomer.passphrase, again=newcomer.passphrase)
    assert "ask a colleague" in newcomer.text
    dora.go("/desk/")
    assert "1 colleague waits to be let in" in dora.text
    dora.post("/desk/people/admit/", holder=KeyHolder.objects.get(user=newcomer.user).pk)
    assert "Waiting to be let in" not in dora.text
    newcomer.unlock()


def test_a_leavers_keys_go_and_the_locks_are_changed(dora: Officer, hana: Officer) -> None:
    report = sending.send(concern())
    holder = KeyHolder.objects.get(user=dora.user)
    assert dora.post("/desk/people/take-away/", holder=holder.pk).status_code == 403
    hana.post("/desk/people/take-away/", holder=holder.pk)
    assert "1 older report still has the old one" in hana.text
    hana.post("/desk/people/carry-over/")
    assert "lock is being changed" not in hana.text
    assert "He waits outside" in hana.go(address(report)).content.decode()
    dora.go("/desk/")
    assert "Choose your passphrase" in dora.text


def test_the_first_manager_sets_the_desk_up_prints_the_sheet_and_proves_it(no_desk: None, desk_manager: Any) -> None:
    hana = Officer(desk_manager, PASSPHRASE)
    hana.go("/desk/")
    assert "Make the keys" in hana.text
    hana.post("/desk/set-up/", passphrase=PASSPHRASE, again="")
    assert "Type the passphrase once more." in hana.text
    assert "The two are not the same" not in hana.text
    hana.post("/desk/set-up/", passphrase=PASSPHRASE, again=PASSPHRASE)
    sheet = " ".join(span.get_text() for span in hana.soup.select(".desk__key span"))
    assert len(sheet.split()) == 14
    hana.post("/desk/drill/", sheet=sheet[:-1] + ("0" if sheet[-1] != "0" else "1"))
    assert "A character is wrong or missing" in hana.text
    assert not sending.is_open()
    hana.post("/desk/drill/", sheet=sheet.lower())
    assert "The concern form is open" in hana.text
    assert sending.is_open()
    hana.post("/desk/set-up/", passphrase=PASSPHRASE, again=PASSPHRASE)
    assert KeyHolder.objects.count() == 2
    # Everybody forgot everything.
    KeyHolder.objects.filter(user=desk_manager).delete()
    hana.passphrase = "a new one out of the safe"
    hana.post("/desk/come-back/", sheet=sheet, passphrase=hana.passphrase, again=hana.passphrase)
    hana.unlock()


def test_an_auditor_sees_who_did_what_and_no_report(dora: Officer, somebody: Any) -> None:
    report = sending.send(concern())
    dora.go(address(report))
    auditor = Officer(somebody("auditor@board.example", DESK_AUDITORS).user, "")
    auditor.go("/desk/log/")
    assert "officer@desk.example" in auditor.text
    assert "He waits outside" not in auditor.page.content.decode()
    assert "All lines are there" in auditor.go("/desk/log/", check="1").content.decode()
    AuditEntry.objects.filter(number=2).delete()
    assert "Line 2 was changed or taken out" in auditor.go("/desk/log/", check="1").content.decode()
    assert auditor.go(address(report)).status_code == 403
    assert dora.go("/desk/log/").status_code == 403
