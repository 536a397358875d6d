"""Partner agencies: a manager puts them in and vouches for them, and nobody else can."""

from typing import Any
from uuid import UUID

import pyrage
import pytest

from people.roles import DESK, DESK_AUDITORS
from reporting.journeys import agencies, setting_up
from reporting.journeys.agencies import LockChangedError
from reporting.journeys.masking import MASK
from reporting.keyring import Keyring
from reporting.models import AuditEntry, KeyHolder, PartnerAgency
from tests.reporting.conftest import OpenDesk
from tests.reporting.desk import Officer, address
from tests.reporting.referring import PLANTED, a_sanitised_report, filled, opened


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
