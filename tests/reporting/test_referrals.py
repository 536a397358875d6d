"""A concern is referred: sealed for the agency alone, recorded once, acknowledged or chased, and nothing of it lies about."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyrage
import pytest
from django.conf import settings
from django.utils import timezone

from people.roles import DESK, DESK_AUDITORS
from reporting.journeys import agencies, chasing, listing, sending, setting_up
from reporting.journeys.agencies import LockChangedError
from reporting.journeys.masking import MASK
from reporting.keyring import Keyring
from reporting.models import AuditEntry, KeyHolder, PartnerAgency, Report
from tests.reporting.conftest import OpenDesk, concern
from tests.reporting.desk import Officer, address
from tests.reporting.test_files import photograph, upload
from tests.reporting.test_what_a_compromise_surrenders import everything_in_the_database

ANSWERS = {
    "worry": "zArQaEl told me at Wexmoor Lodge: Za\u200brqael is there with Ｚａｒｑａｅｌ's sister, and he sells in Millwright Lane",
    "area": "Old Millwright Lane",
    "own_name": "Bilqadir",
    "contact_how": "bilqadir@qmail.example",
    "wish": "Talk softly to zarqael_99",
}
GROUNDS = {"basis": "public_task", "conditions": ["safeguarding", "offences"], "guidance": ["working_together"]}
PLANTED = ("zarqael", "zarqael_99", "wexmoor", "bilqadir", "qmail.example")


@pytest.fixture
def identity() -> Any:
    """The agency's secret half."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def mash(hana: Officer, identity: Any) -> PartnerAgency:
    """An agency with a key, put in by the manager."""
    hana.post(
        "/desk/agencies/add/", name="Valley MASH", kind="children", age_key=str(identity.to_public()), active="on"
    )
    return PartnerAgency.objects.get(name="Valley MASH")


@pytest.fixture
def licensing(hana: Officer) -> PartnerAgency:
    """An agency that has no key."""
    hana.post("/desk/agencies/add/", name="Valley licensing", kind="licensing", contact="By hand", active="on")
    return PartnerAgency.objects.get(name="Valley licensing")


def a_sanitised_report(officer: Officer, **more: Any) -> Report:
    """A report whose names and places an officer masked."""
    taken, _refused = upload(("planted-photo.jpg", photograph()))
    filled = {"path": "young_person", "language": "pl", "answers": ANSWERS, "files": tuple(taken), **more}
    report = sending.send(concern(**filled))
    officer.go(address(report, "sanitise/"))
    typed = {**officer.typed(), "words": "Zarqael\nWexmoor Lodge\nBilqadir", "step": "keep"}
    officer.post(address(report, "sanitise/"), **typed)
    assert officer.page.status_code == 200
    return report


def filled(officer: Officer, report: Report, agency: PartnerAgency, **more: Any) -> dict[str, Any]:
    """The referral's page, filled in."""
    officer.go(address(report, "refer/"))
    why = "ZARQAEL may be groomed at the weirbank. Please look into it."
    return {**officer.typed(), "agency": agency.pk, "chosen": ["worry", "wish"], "why": why, **GROUNDS, **more}


def opened(page: Any, identity: Any) -> str:
    """What the agency reads."""
    assert page.status_code == 200
    text: str = pyrage.decrypt(page.content, [identity]).decode()
    return text


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


def test_a_referral_is_acknowledged_or_chased_even_after_the_report_was_closed(
    dora: Officer, mash: PartnerAgency, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = a_sanitised_report(dora)
    sent = filled(dora, report, mash)
    dora.post("/desk/refer/", **sent)
    dora.go(address(report))
    dora.post(address(report, "outcome/"), outcome="referred_children", text="", seen=dora.seen)
    before = AuditEntry.objects.count()
    dora.go("/desk/referrals/")
    assert "not acknowledged yet" in dora.text
    # A list is no reading.
    assert AuditEntry.objects.count() == before
    monkeypatch.setattr("django.conf.settings.CHASE_AFTER_DAYS", 0)
    dora.go("/desk/referrals/")
    assert "Not acknowledged: chase it" in dora.text
    page = address(report, f"referrals/{sent['referral']}/")
    dora.go(page)
    tomorrow = timezone.localdate() + timedelta(days=1)
    dora.post(f"{page}chased/", on=tomorrow, said="Call back", seen=dora.seen)
    assert "This day is still to come" in dora.text
    dora.post(f"{page}chased/", on=timezone.localdate(), said="They look", seen=dora.seen)
    assert "last chased on" in dora.text
    dora.go(page)
    dora.post(f"{page}acknowledged/", on=timezone.localdate(), by="", seen=dora.seen)
    assert "Write who told you." in dora.text
    stale = dora.seen
    dora.post(f"{page}acknowledged/", on=timezone.localdate(), by="The duty manager", seen=stale)
    assert "by The duty manager" in dora.text
    dora.post(f"{page}acknowledged/", on=timezone.localdate(), by="Somebody else", seen=stale)
    assert dora.page.status_code == 409
    dora.go("/desk/referrals/")
    assert "Nothing waits for an answer" in dora.text
    assert "1 acknowledged" in dora.text
    report.refresh_from_db()
    assert report.status == "closed"
    # The agency calls with its reference.
    reference = dora.go(page).content.decode().partition("REF-")[2][:8]
    dora.post("/desk/find/", words=f"ref-{reference}")
    assert "1 found" in dora.text


def test_a_long_list_goes_on_where_it_stopped_and_says_what_does_not_open(
    dora: Officer, mash: PartnerAgency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chasing, "AT_ONCE", 2)
    reports = [a_sanitised_report(dora) for _ in range(3)]
    for report in reports:
        dora.post("/desk/refer/", **filled(dora, report, mash))
    reports[0].records.filter(number=2).update(sealed=b"\x01damaged")
    seen: list[str] = []
    damaged, steps = 0, 1
    dora.go("/desk/referrals/")
    while True:
        seen += [link.get_text() for link in dora.soup.select(".line__facts a") if "REF-" in link.get_text()]
        damaged += "cannot be opened" in dora.text
        field = dora.soup.select_one("input[name=carried]")
        if field is None:
            break
        dora.post("/desk/referrals/", carried=field["value"])
        steps += 1
    assert (len(set(seen)), damaged, steps) == (2, 1, 2)
    dora.post("/desk/referrals/", carried="forged")
    assert "left for too long" in dora.text


def test_the_same_is_given_out_again_when_it_did_not_arrive(dora: Officer, mash: PartnerAgency, identity: Any) -> None:
    report = a_sanitised_report(dora)
    sent = filled(dora, report, mash)
    first = opened(dora.post("/desk/refer/", **sent), identity)
    again = dora.post("/desk/refer/again/", report=report.pk, referral=sent["referral"])
    assert opened(again, identity) == first
    assert AuditEntry.objects.latest("number").detail == "referral, bundle, once more"
    assert dora.post("/desk/refer/again/", report=report.pk, referral=report.pk).status_code == 404
    assert dora.post("/desk/refer/again/", report="x", referral="y").status_code == 404


def test_a_key_that_no_manager_put_in_gets_nothing(dora: Officer, hana: Officer, mash: PartnerAgency) -> None:
    report = a_sanitised_report(dora)
    thief = pyrage.x25519.Identity.generate()
    PartnerAgency.objects.filter(pk=mash.pk).update(age_key=str(thief.to_public()))
    dora.post("/desk/refer/", **filled(dora, report, mash))
    assert dora.page.status_code == 409
    assert "not as a manager kept them" in dora.text
    assert report.records.count() == 1
    assert "Not as a manager kept it" in dora.go("/desk/agencies/").content.decode()
    hana.go(f"/desk/agencies/{mash.pk}/")
    assert "This is not as a manager kept it" in hana.text
    # Neither can the proof of one agency be copied to another.
    other = PartnerAgency.objects.create(
        name="Valley police", kind="police", age_key=str(thief.to_public()), vouched=bytes(mash.vouched)
    )
    dora.post("/desk/refer/", **filled(dora, report, other))
    assert dora.page.status_code == 409


def test_a_page_that_was_on_its_way_while_the_lock_was_changed_vouches_for_nothing(
    desk: OpenDesk, dora: Officer, hana: Officer, mash: PartnerAgency
) -> None:
    before = Keyring(setting_up.opened_by_sheet(desk.sheet))
    agencies.check(before, mash)
    hana.post("/desk/people/take-away/", holder=KeyHolder.objects.get(user=dora.user).pk)
    with pytest.raises(LockChangedError):
        agencies.check(before, mash)


def test_after_the_lock_was_changed_a_manager_keeps_each_agency_again(
    dora: Officer, hana: Officer, mash: PartnerAgency, identity: Any, somebody: Any
) -> None:
    third = Officer(somebody("third@desk.example", DESK).user, "three looms and a heron")
    third.post("/desk/passphrase/", passphrase=third.passphrase, again=third.passphrase)
    hana.post("/desk/people/admit/", holder=KeyHolder.objects.get(user=third.user).pk)
    report = a_sanitised_report(third.unlock())
    typed = filled(third, report, mash)
    hana.post("/desk/people/take-away/", holder=KeyHolder.objects.get(user=dora.user).pk)
    # Who unlocked before that has the old key alone, so their desk has locked itself; what they typed is given back.
    third.post("/desk/refer/", **typed)
    assert typed["why"] in third.text
    assert not AuditEntry.objects.filter(action="exported").exists()
    assert third.go("/desk/agencies/").redirect_chain[-1][0].startswith("/desk/unlock/")
    third.unlock()
    hana.post("/desk/people/carry-over/")
    hana.post("/desk/refer/", **filled(hana, report, mash))
    assert "not as a manager kept them" in hana.text
    hana.go(f"/desk/agencies/{mash.pk}/")
    hana.post(f"/desk/agencies/{mash.pk}/", **{**hana.typed(), "active": "on"})
    assert f"{MASK} told me" in opened(hana.post("/desk/refer/", **filled(hana, report, mash)), identity)


def test_the_proof_of_an_agency_is_as_it_is_written_down() -> None:
    values = {"name": "MASH", "kind": "children", "age_key": "age1key", "contact": "By hand", "active": True}
    found = agencies.proof(bytes(range(32)), PartnerAgency(id=UUID(int=1), **values))
    assert found.hex() == "feee6ed1194743f7b6a72b590efef8f553fcf163a42631a96a15f6a45399f7d6"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("age1nonsense", "This is no age public key."),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "This is no age public key."),
        ("AGE-SECRET-KEY-1PLANTED", "This is the secret half of the key"),
    ],
)
def test_a_wrong_key_is_refused_in_words_and_a_secret_one_is_not_shown_again(
    hana: Officer, typed: str, said: str
) -> None:
    hana.post("/desk/agencies/add/", name="Valley MASH", kind="children", age_key=typed, active="on")
    assert hana.page.status_code == 422
    assert said in hana.text
    assert hana.typed()["name"] == "Valley MASH"
    assert ("PLANTED" in hana.page.content.decode()) is False
    assert not PartnerAgency.objects.exists()


def test_a_key_with_spaces_and_a_second_agency_of_the_same_name(hana: Officer, mash: PartnerAgency) -> None:
    key = mash.age_key
    hana.post("/desk/agencies/add/", name="Police", kind="police", age_key=f" {key[:20]} {key[20:]}\n", active="on")
    assert PartnerAgency.objects.get(name="Police").age_key == key
    hana.post("/desk/agencies/add/", name="Police", kind="police", active="on")
    assert "This agency is in the list already." in hana.text


def test_officers_read_the_agencies_managers_keep_them_and_auditors_see_that_they_were_kept(
    dora: Officer, hana: Officer, mash: PartnerAgency, somebody: Any
) -> None:
    report = a_sanitised_report(dora)
    dora.post("/desk/refer/", **filled(dora, report, mash))
    assert "Valley MASH" in dora.go("/desk/agencies/").content.decode()
    assert dora.go("/desk/agencies/add/").status_code == 403
    assert dora.post(f"/desk/agencies/{mash.pk}/", name="Mine", kind="other").status_code == 403
    auditor = Officer(somebody("auditor@board.example", DESK_AUDITORS).user, "")
    for place in ("/desk/agencies/", "/desk/referrals/", address(report, "refer/"), address(report, "sanitise/")):
        assert auditor.go(place).status_code == 403, place
    assert auditor.post("/desk/refer/again/", report=report.pk, referral=report.pk).status_code == 403
    log = auditor.go("/desk/log/").content.decode()
    assert "Changed a partner agency" in log
    assert "referral, bundle" in log
    assert not [word for word in (*PLANTED, "weirbank", MASK) if word in log.casefold()]
    # Taken out of use, it can be chosen no more.
    hana.post(f"/desk/agencies/{mash.pk}/", name="Valley MASH", kind="children", age_key=mash.age_key)
    dora.go(address(report, "refer/"))
    assert "Valley MASH" not in dora.text
