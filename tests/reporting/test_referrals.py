"""A concern is referred: sealed for the agency alone, recorded once, and nothing of it lies about."""

from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.utils import timezone

from reporting.journeys import listing, sending
from reporting.journeys.masking import MASK
from reporting.models import AuditEntry, PartnerAgency
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address
from tests.reporting.referring import ANSWERS, GROUNDS, PLANTED, a_sanitised_report, filled, opened
from tests.reporting.test_what_a_compromise_surrenders import everything_in_the_database


def test_the_bundle_opens_for_the_agency_and_tells_nothing_that_was_masked_or_not_chosen(
    dora: Officer, mash: PartnerAgency, identity: Any
) -> None:
    report = a_sanitised_report(dora)
    dora.go(address(report, "refer/"))
    page = dora.post("/desk/refer/", **filled(dora, report, mash))
    assert page["Content-Type"] == "application/octet-stream"
    assert page["Cache-Control"] == "no-store, private"
    said = opened(page, identity)
    assert f"{MASK} told me at {MASK}: {MASK} is there with {MASK}'s sister" in said
    assert "he sells in Millwright Lane" in " ".join(said.split())
    assert f"Talk softly to {MASK}" in said
    assert f"{MASK} may be groomed at the weirbank" in said
    assert "article 6(1)(e)" in said
    assert "Schedule 1 paragraph 18" in " ".join(said.split())
    report.refresh_from_db()
    sent = timezone.localdate()
    for kept_in in (
        *PLANTED,
        # Not chosen.
        "Old Millwright Lane",
        *(str(report.pk), listing.short(report), "planted-photo", ".jpg"),
        *(sent.isoformat(), f"{sent.day} {sent:%B}", str(sent.year), "Polish", "polski", "receipt", "officer@"),
        # What the form asked tells who was asked.
        "What is happening",
    ):
        assert kept_in.casefold() not in said.casefold(), kept_in
        assert kept_in.casefold() not in page["Content-Disposition"].casefold()
    assert len(said.encode()) == 4096
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(page.content, [pyrage.x25519.Identity.generate()])


def test_a_referral_leaves_no_plain_word_in_the_database_on_the_disk_or_in_the_log(
    dora: Officer, mash: PartnerAgency, identity: Any
) -> None:
    began = timezone.now().timestamp() - 5
    report = a_sanitised_report(dora)
    said = opened(dora.post("/desk/refer/", **filled(dora, report, mash)), identity)
    stolen = everything_in_the_database().lower()
    written = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file() and path.stat().st_mtime >= began]
    for word in (*PLANTED, "sells in", "talk softly", "may be groomed at the weirbank"):
        assert word.encode() not in stolen, word
        assert not [path for path in written if word.encode() in path.read_bytes().lower()], word
    assert said.splitlines()[0].split()[-1].encode().lower() not in stolen
    lines = list(AuditEntry.objects.filter(report=report.pk).order_by("-number")[:2])
    assert [(line.action, line.detail) for line in lines] == [("exported", "referral, bundle"), ("changed", "")]


def test_sent_twice_it_is_one_referral_and_gives_the_same_out(
    dora: Officer, mash: PartnerAgency, identity: Any
) -> None:
    report = a_sanitised_report(dora)
    sent = filled(dora, report, mash)
    first = opened(dora.post("/desk/refer/", **sent), identity)
    assert opened(dora.post("/desk/refer/", **sent), identity) == first
    assert report.records.count() == 2
    assert AuditEntry.objects.filter(action="exported", report=report.pk).count() == 2
    # The same page with something else in it is not passed off as sent.
    dora.post("/desk/refer/", **{**sent, "chosen": ["worry"]})
    assert dora.page.status_code == 409
    assert "You sent this page before" in dora.text
    assert report.records.count() == 2


def test_an_agency_without_a_key_gets_a_print_from_an_address_that_names_no_report(
    dora: Officer, licensing: PartnerAgency
) -> None:
    report = a_sanitised_report(dora)
    page = dora.post("/desk/refer/", **filled(dora, report, licensing))
    assert page.request["PATH_INFO"] == "/desk/refer/"
    paper = dora.soup.select_one(".desk__paper")
    assert paper
    said = " ".join(paper.get_text(" ").split())
    assert f"{MASK} told me at {MASK}" in said
    for kept_in in (*PLANTED, "Old Millwright Lane", str(report.pk), listing.short(report), "planted-photo"):
        assert kept_in.casefold() not in said.casefold()
    assert listing.short(report) not in str(dora.soup.title)
    assert AuditEntry.objects.latest("number").detail == "referral, print"


def test_nothing_leaves_before_there_is_a_sanitised_version(dora: Officer, mash: PartnerAgency) -> None:
    report = sending.send(concern(answers=ANSWERS))
    assert dora.go(address(report, "refer/")).status_code == 409
    assert "Write a sanitised version" in dora.text
    sent = {"report": report.pk, "referral": report.pk, "seen": 0, "agency": mash.pk, "chosen": "worry", "why": "x"}
    assert dora.post("/desk/refer/", **sent, **GROUNDS).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agency": ""}, "Choose the agency."),
        ({"chosen": []}, "Tick at least one field."),
        ({"chosen": ["contact_how"]}, "Select a valid choice"),
        ({"basis": ""}, "Choose the lawful basis."),
        ({"conditions": []}, "Tick a condition, or that none is needed."),
        ({"conditions": ["safeguarding", "none"]}, "Take one of them away"),
        ({"why": ""}, "Write why you refer it."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_sent(
    dora: Officer, mash: PartnerAgency, changed: dict[str, Any], said: str
) -> None:
    report = a_sanitised_report(dora)
    dora.post("/desk/refer/", **{**filled(dora, report, mash, why="My long reasons"), **changed})
    assert dora.page.status_code == 422
    assert said in dora.text
    assert "why" in changed or "My long reasons" in dora.text
    assert report.records.count() == 1


def test_two_officers_at_once_send_nothing_unseen(dora: Officer, hana: Officer, mash: PartnerAgency) -> None:
    report = a_sanitised_report(dora)
    sent = filled(dora, report, mash)
    hana.go(address(report))
    hana.post(address(report, "note/"), text="Do not refer: the police asked us to wait", seen=hana.seen)
    dora.post("/desk/refer/", **sent)
    assert dora.page.status_code == 409
    assert "A colleague wrote about this report" in dora.text
    assert "ZARQAEL may be groomed at the weirbank" in dora.text
    assert not AuditEntry.objects.filter(action="exported").exists()


def test_who_is_locked_out_refers_nothing_and_sees_it_in_no_list(
    dora: Officer, hana: Officer, mash: PartnerAgency
) -> None:
    report = a_sanitised_report(dora)
    sent = filled(dora, report, mash)
    dora.post("/desk/refer/", **sent)
    hana.go(address(report))
    hana.post(address(report, "lock-out/"), officers=[dora.user.pk])
    assert dora.post("/desk/refer/", **sent).status_code == 404
    assert dora.post("/desk/refer/again/", report=report.pk, referral=sent["referral"]).status_code == 404
    assert dora.go(address(report, f"referrals/{sent['referral']}/")).status_code == 404
    assert "Valley MASH" not in dora.go("/desk/referrals/").content.decode()
    assert "Valley MASH" in hana.go("/desk/referrals/").content.decode()


def test_the_same_is_given_out_again_when_it_did_not_arrive(dora: Officer, mash: PartnerAgency, identity: Any) -> None:
    report = a_sanitised_report(dora)
    sent = filled(dora, report, mash)
    first = opened(dora.post("/desk/refer/", **sent), identity)
    again = dora.post("/desk/refer/again/", report=report.pk, referral=sent["referral"])
    assert opened(again, identity) == first
    assert AuditEntry.objects.latest("number").detail == "referral, bundle, once more"
    assert dora.post("/desk/refer/again/", report=report.pk, referral=report.pk).status_code == 404
    assert dora.post("/desk/refer/again/", report="x", referral="y").status_code == 404
