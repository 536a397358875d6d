"""A new recovery sheet takes the old one's place when it is proven, and not before."""

from typing import Any

import pytest

from reporting.journeys import admitting, replacing_sheet, rotating, sending, setting_up, unlocking
from reporting.journeys.setting_up import WrongSheetError, opened_by_sheet
from reporting.keyring import Keyring, NotForYouError
from reporting.models import AuditEntry, HeldKey, InboxKey, KeyHolder
from reporting.sealing import keys, places, recovery
from reporting.sealing.box import SealError
from tests.reporting.conftest import OFFICERS_PASSPHRASE, OpenDesk, concern, opened
from tests.reporting.desk import Officer, address


def printed(manager: Officer) -> str:
    """Press the button, and read the paper."""
    manager.go("/desk/new-sheet/")
    manager.post("/desk/new-sheet/")
    sheet = " ".join(span.get_text() for span in manager.soup.select(".desk__key span"))
    assert len(sheet.split()) == 14
    return sheet


def carried(manager: Officer) -> str:
    """What the page holds for the next one."""
    field = manager.soup.select_one("input[name=carried]")
    assert field
    return str(field["value"])


def test_a_manager_prints_a_new_sheet_and_the_old_one_stops_working_when_the_new_one_is_proven(
    hana: Officer, desk: OpenDesk
) -> None:
    before = sending.send(concern("Before the new sheet"))
    sheet = printed(hana)
    assert sheet != desk.sheet
    hana.post("/desk/new-sheet/prove/", carried=carried(hana))
    assert hana.page.status_code == 200
    # From the paper, not from the screen: this page does not show it.
    assert sheet not in hana.page.content.decode()
    hana.post("/desk/new-sheet/prove/", carried=carried(hana), sheet=sheet[:-1] + ("0" if sheet[-1] != "0" else "1"))
    assert "A character is wrong or missing" in hana.text
    hana.post("/desk/new-sheet/prove/", carried=carried(hana), sheet=desk.sheet)
    assert "not the one you have just printed" in hana.text
    # Nothing has changed yet.
    assert opened_by_sheet(desk.sheet)
    with pytest.raises(WrongSheetError):
        opened_by_sheet(sheet)
    hana.post("/desk/new-sheet/prove/", carried=carried(hana), sheet=sheet.lower())
    assert "The old sheet opens nothing any more." in hana.text
    with pytest.raises(WrongSheetError):
        opened_by_sheet(desk.sheet)
    assert setting_up.is_open()
    # Hana goes on without typing her passphrase again, and finishes the lock.
    assert "1 report still has the old one" in hana.text
    hana.post("/desk/people/carry-over/")
    assert "The lock is being changed" not in hana.text
    assert "Before the new sheet" in hana.go(address(before)).content.decode()
    before.refresh_from_db()
    after = sending.send(concern())
    found = Keyring(opened_by_sheet(sheet))
    assert found.report_key(before)
    assert found.report_key(after)
    actions = list(AuditEntry.objects.order_by("number").values_list("action", flat=True))
    assert actions.count("drill_failed") == 2
    assert actions.count("rotated") == 2


def test_the_old_sheet_with_an_old_backup_opens_nothing_that_comes_later(desk: OpenDesk) -> None:
    known = opened_by_sheet(desk.sheet)
    drawn = replacing_sheet.draw()
    keyring = replacing_sheet.replace(desk.manager, desk.keyring(), drawn.public, drawn.printed)
    after = sending.send(concern())
    with pytest.raises(NotForYouError):
        Keyring(known).report_key(after)
    assert keyring.report_key(after)
    # Nor do the rows that are left: none is wrapped for the old paper.
    old = recovery.read(desk.sheet)
    for held in HeldKey.objects.select_related("holder"):
        with pytest.raises(SealError):
            keys.unwrap(old, held.wrapped, places.held(held.inbox_key_id, held.holder_id))
    assert KeyHolder.objects.filter(user__isnull=True).count() == 1


def test_a_colleague_whose_desk_was_open_unlocks_again_and_misses_nothing(desk: OpenDesk, officer: Any) -> None:
    token = unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    drawn = replacing_sheet.draw()
    replacing_sheet.replace(desk.manager, desk.keyring(), drawn.public, drawn.printed)
    after = sending.send(concern())
    assert unlocking.keyring_of(officer, token.text) is None
    assert opened(officer, OFFICERS_PASSPHRASE).report_key(after)


def test_everybody_forgot_and_the_new_sheet_brings_the_manager_back(desk: OpenDesk) -> None:
    report = sending.send(concern(path=sending.ABOUT_THE_DESK))
    drawn = replacing_sheet.draw()
    keyring = replacing_sheet.replace(desk.manager, desk.keyring(), drawn.public, drawn.printed)
    assert rotating.carry_over(keyring) == 0
    KeyHolder.objects.filter(user__isnull=False).delete()
    admitting.come_back(desk.manager, drawn.printed, "a new passphrase at last")
    report.refresh_from_db()
    assert opened(desk.manager, "a new passphrase at last").report_key(report)


def test_a_sheet_that_would_not_open_everything_does_not_replace_one_that_does(desk: OpenDesk, officer: Any) -> None:
    drawn = replacing_sheet.draw()
    with pytest.raises(NotForYouError):
        # An officer holds the desk's inbox alone.
        replacing_sheet.replace(officer, opened(officer, OFFICERS_PASSPHRASE), drawn.public, drawn.printed)
    assert opened_by_sheet(desk.sheet).keys() == {key.pk for key in InboxKey.objects.all()}


def test_officers_have_no_such_page_and_a_page_of_somebody_else_proves_nothing(dora: Officer, hana: Officer) -> None:
    assert dora.go("/desk/new-sheet/").status_code == 403
    assert dora.post("/desk/new-sheet/").status_code == 403
    sheet = printed(hana)
    assert dora.post("/desk/new-sheet/prove/", carried=carried(hana), sheet=sheet).status_code == 403
    for nothing in ("", "AAAA", carried(hana)[:-8]):
        hana.post("/desk/new-sheet/prove/", carried=nothing, sheet=sheet)
        assert hana.page.status_code == 422
        assert "This sheet cannot be proven any more." in hana.text


def test_a_desk_that_locked_itself_meanwhile_does_not_show_the_sheet_again(hana: Officer, desk: OpenDesk) -> None:
    sheet = printed(hana)
    kept = carried(hana)
    unlocking.end(hana.user)
    hana.post("/desk/new-sheet/prove/", carried=kept, sheet=sheet)
    assert hana.page.status_code == 409
    assert sheet not in hana.page.content.decode()
    assert opened_by_sheet(desk.sheet)
