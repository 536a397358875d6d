"""Figures for the board: who may make them, what is counted, and what is left out."""

import re
from typing import Any

import pytest
from django.utils import timezone

from people.roles import DESK_AUDITORS
from reporting.journeys import handling, reading, sending
from reporting.models import Report, Unlocking
from tests.reporting.counting import FILE, PAGE, came, counted, keys, write
from tests.reporting.desk import Officer

pytestmark = pytest.mark.usefixtures("quick_receipts")


def test_a_manager_makes_figures_and_nobody_else(
    long_since: None, hana: Officer, dora: Officer, somebody: Any, comms_editor: Any
) -> None:
    assert hana.go(PAGE).status_code == 200
    assert 'href="/desk/figures/"' in hana.page.content.decode()
    auditor = Officer(somebody("auditor@board.example", DESK_AUDITORS).user, "")
    for person in (dora, auditor, Officer(comms_editor.user, "")):
        for address in (PAGE, FILE):
            assert person.post(address, year=2025).status_code == 403
        assert person.go(PAGE).status_code == 403
    assert 'href="/desk/figures/"' not in dora.go("/desk/").content.decode()
    Unlocking.objects.all().delete()
    hana.go(PAGE)
    assert "Your passphrase opens them" in hana.text


def test_reports_of_a_quarter_are_counted_and_rounded(long_since: None, hana: Officer) -> None:
    came(7, area="BD3 8QX", place_type="street", themes=["criminal", "online"])
    came(6, area="Long Lane, Leeds", place_type="home", themes=["criminal"], path="young_person")
    found = counted(hana)
    assert found["Who reported"]["About somebody"] == "5"
    assert found["Who reported"]["A young person, about themself"] == "5"
    assert found["Who reported"]["All reports"] == "15"
    assert found["Area"]["Bradford"] == "5"
    assert found["Area"]["Leeds"] == "5"
    assert found["Kind of place"]["A street, park or car park"] == "5"
    assert found["Theme"]["Being made to sell, carry or hide drugs, or to do crimes"] == "15"
    assert found["Theme"]["Something that happens online or on a phone"] == "5"
    assert found["Urgency, as judged"]["Not judged yet"] == "15"
    assert found["Outcome"]["Still open"] == "15"
    assert "All reports of these months were opened and counted" in hana.text
    # The page is printed for the board: no exact number stands on it.
    assert not re.search(r"\b13 (of|reports)\b", hana.text)
    assert "planted" not in hana.page.content.decode()
    assert "BD3" not in hana.page.content.decode()


def test_what_is_below_five_is_left_out_and_the_page_says_so(long_since: None, hana: Officer) -> None:
    came(20, area="Bradford")
    came(3, area="Leeds")
    found = counted(hana)["Area"]
    assert found["Bradford"] == "20"
    # Nothing, and three, look the same.
    assert found["Leeds"] == found["Wakefield"] == found["Elsewhere"] == "left out"
    (about,) = [p.get_text() for p in hana.soup.select(".figures .note") if "districts" in p.get_text()]
    assert "left out: each is below 5, or would give such a number away" in about
    assert "nearest 5" in about


def test_judged_closed_and_late_reports_stand_where_they_belong(long_since: None, hana: Officer) -> None:
    for report in came(6, hours=30):
        write(hana, report, "triage", {"urgency": "today", "themes": ["home"], "flags": [], "area": "Keighley"})
        write(hana, report, "outcome", {"outcome": "referred_police", "text": ""})
    for report in came(12, hours=3, themes=["work"], area="Whitby"):
        handling.answer(hana.user, reading.read(hana.user, keys(hana), report.pk), "Thank you")
    found = counted(hana)
    assert found["Urgency, as judged"]["Act today"] == "5"
    assert found["Outcome"]["Passed to the police"] == "5"
    assert found["Outcome"]["Still open"] == "10"
    assert found["Area"]["Bradford"] == "5"
    assert found["Area"]["Elsewhere"] == "10"
    assert found["Theme"]["Violence, control or fear at home, or from a partner"] == "5"
    assert found["Time to the first reading"]["Within 24 hours"] == "10"
    assert found["Time to the first reading"]["Within 48 hours"] == "5"
    assert found["Time to the first answer"]["Not answered"] == "5"
    assert found["How soon"]["Of 100 reports, read within 24 hours"] == "50"


def test_the_promise_is_told_only_as_far_as_shown_numbers_tell_it(long_since: None, hana: Officer) -> None:
    for report in came(20, hours=3):
        reading.read(hana.user, keys(hana), report.pk)
    came(2)
    found = counted(hana)["How soon"]
    assert found["Of 100 reports, read within 24 hours"] == "100"
    assert found["Half were read"] == "within 4 hours"
    # Nobody was answered: below five, and shown as nothing.
    assert found["Half were answered"] == "left out"


def test_what_is_about_the_desk_locked_away_slow_damaged_or_of_today_is_not_counted_with_the_rest(
    long_since: None, hana: Officer
) -> None:
    kept = came(10)
    came(5, path=sending.ABOUT_THE_DESK)
    for report in came(6):
        write(hana, report, "locked_out", {"officers": [hana.user.pk]})
    judged, *rest = came(7, slow=True)
    write(hana, judged, "triage", {"urgency": "soon", "themes": [], "flags": [], "area": ""})
    Report.objects.filter(pk=kept[0].pk).update(body=b"\x01damaged")
    came(20, on=timezone.localdate())
    found = counted(hana)
    # Nine that open, and one of the slow lane that was judged.
    assert found["Who reported"]["All reports"] == "10"
    assert found["Slow lane, not judged to be real"]["Came very fast, or as programs do"] == "5"
    assert len(rest) == 6
    assert "Not every report opened" in hana.text
    assert "Concerns about the desk are never counted" in hana.text
    # How many, and whether there are any, would tell an officer that there is a report about them.
    assert "Nor are reports that you are locked out of: if there are any" in hana.text
