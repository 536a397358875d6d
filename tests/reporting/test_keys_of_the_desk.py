"""Setting up, joining, forgetting a passphrase, leaving, losing everything: who can open the inbox, and who cannot."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.roles import DESK
from reporting.journeys import admitting, auditing, reading, rotating, sending, setting_up, unlocking
from reporting.keyring import NotForYouError
from reporting.models import AuditEntry, HeldKey, InboxKey, KeyHolder, Report, Setup, Unlocking
from reporting.sealing import recovery
from tests.reporting.conftest import OFFICERS_PASSPHRASE, PASSPHRASE, OpenDesk, concern, opened
from tests.support.cast import Person


def actions() -> list[str]:
    """What the log says was done."""
    return list(AuditEntry.objects.values_list("action", flat=True))


def test_no_report_is_taken_until_the_printed_sheet_has_been_proven(no_desk: None, desk_manager: Any) -> None:
    with pytest.raises(sending.NotReadyError):
        sending.send(concern())
    sheet = setting_up.make_keys(desk_manager, PASSPHRASE)
    with pytest.raises(sending.NotReadyError):
        sending.send(concern())
    with pytest.raises(recovery.NotARecoveryKeyError):
        setting_up.prove_sheet(desk_manager, sheet[:-1])
    with pytest.raises(setting_up.WrongSheetError):
        setting_up.prove_sheet(desk_manager, recovery.shown(bytes(range(32))))
    assert not setting_up.is_open()
    setting_up.prove_sheet(desk_manager, sheet)
    assert sending.send(concern()).status == Report.Status.UNREAD
    assert actions()[-3:] == ["drill_failed", "drill_failed", "drill_passed"]


def test_keys_are_never_made_twice(desk: OpenDesk) -> None:
    with pytest.raises(setting_up.AlreadySetUpError):
        setting_up.make_keys(desk.manager, PASSPHRASE)
    assert InboxKey.objects.count() == 2


@pytest.mark.parametrize(
    "weak", ["", "short", "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababababababab", "   spaces   only  "]
)
def test_a_passphrase_that_is_easy_to_guess_is_not_taken(no_desk: None, desk_manager: Any, weak: str) -> None:
    with pytest.raises(setting_up.WeakPassphraseError):
        setting_up.make_keys(desk_manager, weak)
    assert not Setup.objects.exists()


def test_a_new_officer_reads_nothing_until_a_colleague_admits_them(
    desk: OpenDesk, somebody: Callable[..., Person]
) -> None:
    newcomer = somebody("new@desk.example", DESK).user
    report = sending.send(concern())
    holder = admitting.choose_passphrase(newcomer, OFFICERS_PASSPHRASE)
    assert admitting.waiting() == [holder]
    with pytest.raises(unlocking.NoKeyError):
        unlocking.unlock(newcomer, OFFICERS_PASSPHRASE)
    admitting.admit(desk.manager, desk.keyring(), holder)
    assert admitting.waiting() == []
    body = reading.read(newcomer, opened(newcomer, OFFICERS_PASSPHRASE), report.pk).body
    assert body["answers"] == {"worry": "He waits outside the school in a grey car"}


def test_a_concern_about_the_desk_opens_for_managers_alone(desk: OpenDesk, officer: Any) -> None:
    report = sending.send(concern(path=sending.ABOUT_THE_DESK))
    with pytest.raises(NotForYouError):
        reading.read(officer, opened(officer, OFFICERS_PASSPHRASE), report.pk)
    assert AuditEntry.objects.filter(action="refused", user=officer, report=report.pk).exists()
    assert reading.read(desk.manager, desk.keyring(), report.pk).body["path"] == "desk"


def test_an_officer_cannot_admit_anybody_to_what_they_cannot_open(desk: OpenDesk, officer: Any) -> None:
    holder = KeyHolder.objects.get(user=desk.manager)
    HeldKey.objects.filter(holder=holder).delete()
    admitting.admit(officer, opened(officer, OFFICERS_PASSPHRASE), holder)
    assert [held.inbox_key.inbox for held in holder.held.all()] == ["desk"]


def test_a_forgotten_passphrase_is_mended_by_a_colleague(desk: OpenDesk, officer: Any) -> None:
    report = sending.send(concern())
    holder = admitting.choose_passphrase(officer, "another kettle on the boat")
    with pytest.raises(unlocking.NoKeyError):
        unlocking.unlock(officer, "another kettle on the boat")
    admitting.admit(desk.manager, desk.keyring(), holder)
    assert reading.read(officer, opened(officer, "another kettle on the boat"), report.pk)
    with pytest.raises(unlocking.WrongPassphraseError):
        unlocking.unlock(officer, OFFICERS_PASSPHRASE)


def test_when_everybody_forgot_the_sheet_from_the_safe_opens_everything_again(desk: OpenDesk) -> None:
    report = sending.send(concern(path=sending.ABOUT_THE_DESK))
    KeyHolder.objects.filter(user__isnull=False).delete()
    with pytest.raises(setting_up.WrongSheetError):
        admitting.come_back(desk.manager, recovery.shown(bytes(range(32))), "a new passphrase at last")
    admitting.come_back(desk.manager, desk.sheet, "a new passphrase at last")
    assert reading.read(desk.manager, opened(desk.manager, "a new passphrase at last"), report.pk)
    assert "readmitted" in actions()


def test_a_leaver_cannot_open_what_came_before_nor_what_comes_after(desk: OpenDesk, officer: Any) -> None:
    before = [sending.send(concern()) for _ in range(3)]
    leavers = opened(officer, OFFICERS_PASSPHRASE)
    admitting.take_away(desk.manager, officer)
    keyring = rotating.rotate(desk.manager, desk.keyring(), InboxKey.Inbox.DESK)
    after = sending.send(concern())
    assert rotating.carry_over(keyring) == 0
    for report in [*before, after]:
        # Even with a copy of the keys that they once opened.
        with pytest.raises(NotForYouError):
            reading.read(officer, leavers, report.pk)
        assert reading.read(desk.manager, desk.keyring(), report.pk).body["answers"]
    with pytest.raises(unlocking.NoKeyError):
        unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    assert not InboxKey.objects.filter(retired=True).exists()
    assert setting_up.opened_by_sheet(desk.sheet).keys() == {key.pk for key in InboxKey.objects.all()}


def test_changing_the_lock_goes_on_where_it_stopped(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [sending.send(concern()) for _ in range(5)]
    monkeypatch.setattr(rotating, "AT_ONCE", 2)
    rotating.rotate(desk.manager, desk.keyring(), InboxKey.Inbox.DESK)
    assert rotating.carry_over(desk.keyring()) == 3
    # Both keys open until the end, so nothing is out of reach meanwhile.
    assert all(reading.read(desk.manager, desk.keyring(), report.pk).body for report in reports)
    assert [rotating.carry_over(desk.keyring()) for _ in range(2)] == [1, 0]
    assert all(reading.read(desk.manager, desk.keyring(), report.pk).body for report in reports)


def test_guessing_a_passphrase_is_stopped_and_logged(desk: OpenDesk, officer: Any) -> None:
    for _ in range(unlocking.MOST_GUESSES):
        with pytest.raises(unlocking.WrongPassphraseError):
            unlocking.unlock(officer, "not it, not it, not it")
    with pytest.raises(unlocking.TooManyGuessesError):
        unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    assert actions().count("unlock_failed") == unlocking.MOST_GUESSES
    assert unlocking.unlock(desk.manager, PASSPHRASE)


def test_a_desk_that_is_left_alone_locks_itself(desk: OpenDesk, officer: Any) -> None:
    token = unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    assert unlocking.keyring_of(officer, token.text)
    assert unlocking.keyring_of(desk.manager, token.text) is None
    assert unlocking.keyring_of(officer, token.text + "x") is None
    Unlocking.objects.update(used_at=timezone.now() - unlocking.IDLE - timedelta(seconds=1))
    assert unlocking.keyring_of(officer, token.text) is None


@pytest.mark.parametrize("jump", [timedelta(hours=5), timedelta(hours=-5)])
def test_a_clock_that_jumps_locks_the_desk(desk: OpenDesk, officer: Any, jump: timedelta) -> None:
    token = unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    now = timezone.now()
    Unlocking.objects.update(used_at=now - jump, ends_at=now - jump + unlocking.LONGEST)
    assert unlocking.keyring_of(officer, token.text) is None


def test_the_lock_button_closes_every_browser_at_once(desk: OpenDesk, officer: Any) -> None:
    token = unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    unlocking.lock(officer)
    assert unlocking.keyring_of(officer, token.text) is None
    unlocking.unlock(officer, OFFICERS_PASSPHRASE)
    assert unlocking.keyring_of(officer, token.text) is None
    assert Unlocking.objects.filter(user=officer).count() == 1


def test_a_line_taken_out_of_the_log_or_changed_is_noticed(desk: OpenDesk, officer: Any) -> None:
    assert auditing.first_break() is None
    entry = AuditEntry.objects.get(number=2)
    AuditEntry.objects.filter(pk=entry.pk).update(who="somebody@else.example")
    assert auditing.first_break() == 2
    AuditEntry.objects.filter(pk=entry.pk).update(who=entry.who)
    assert auditing.first_break() is None
    AuditEntry.objects.filter(number=3).delete()
    assert auditing.first_break() == 3
