"""Making the desk's keys, and proving that the printed sheet opens them before any report is taken."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from reporting.journeys.auditing import log
from reporting.models import AuditEntry, HeldKey, InboxKey, KeyHolder, Setup
from reporting.sealing import keys, passphrases, places, receipts, recovery
from reporting.sealing.box import SealError

Action = AuditEntry.Action
SHORTEST_PASSPHRASE = 16


class AlreadySetUpError(Exception):
    """The desk has keys: making new ones would make every report unreadable."""


class WeakPassphraseError(ValueError):
    """A passphrase is shorter than 16 characters, or says the same over and over."""


class WrongSheetError(ValueError):
    """The recovery key that was typed is whole, but is not the one of this desk."""


def is_open() -> bool:
    """Whether reports are taken: both inboxes have a key, and the recovery sheet has been proven to open them."""
    proven = HeldKey.objects.filter(
        holder__user__isnull=True, holder__proven_on__isnull=False, inbox_key__retired=False
    ).values("inbox_key__inbox")
    return proven.distinct().count() == len(InboxKey.Inbox)


def make_keys(officer: Any, passphrase: str, demonstration: bool = False) -> str:
    """Make the inboxes' keys for the desk's first manager. Returns the recovery sheet's characters, kept nowhere.

    Raises AlreadySetUpError and WeakPassphraseError.
    """
    check_passphrase(passphrase)
    with transaction.atomic():
        today = timezone.localdate()
        _setup, made = Setup.objects.get_or_create(
            pk=1, defaults={"receipt_salt": receipts.new_salt(), "made_on": today, "demonstration": demonstration}
        )
        if not made:
            raise AlreadySetUpError
        sheet = keys.new_pair()
        paper = KeyHolder.objects.create(public_key=sheet.public, made_on=today)
        manager = new_holder(officer, passphrase)
        for inbox in InboxKey.Inbox:
            pair = keys.new_pair()
            key = InboxKey.objects.create(inbox=inbox, public_key=pair.public, made_on=today)
            for holder in (paper, manager):
                hold(key, holder, pair.private)
        log(officer, Action.KEYS_MADE)
    return recovery.shown(sheet.private)


def prove_sheet(officer: Any, typed: str) -> None:
    """The drill: what stands on the printed sheet must open every inbox. From then on reports are taken.

    Raises recovery.NotARecoveryKeyError and WrongSheetError; both are logged.
    """
    try:
        opened_by_sheet(typed)
    except (recovery.NotARecoveryKeyError, WrongSheetError):
        log(officer, Action.DRILL_FAILED)
        raise
    with transaction.atomic():
        KeyHolder.objects.filter(user__isnull=True).update(proven_on=timezone.localdate())
        log(officer, Action.DRILL_PASSED)


def opened_by_sheet(typed: str) -> dict[Any, bytes]:
    """The inboxes' private keys, by the printed sheet alone. Raises NotARecoveryKeyError and WrongSheetError."""
    private = recovery.read(typed)
    paper = KeyHolder.objects.filter(user__isnull=True).first()
    if paper is None or keys.pair_of(private).public != bytes(paper.public_key):
        raise WrongSheetError
    try:
        return opened(paper, private)
    except SealError:
        raise WrongSheetError from None


def opened(holder: KeyHolder, private: bytes) -> dict[Any, bytes]:
    """Every inbox key that somebody holds, opened with their private key. Raises SealError."""
    return {
        held.inbox_key_id: keys.unwrap(private, held.wrapped, places.held(held.inbox_key_id, holder.pk))
        for held in holder.held.all()
    }


def hold(key: InboxKey, holder: KeyHolder, private: bytes) -> None:
    """Let a holder open an inbox from now on."""
    wrapped = keys.wrap(bytes(holder.public_key), private, places.held(key.pk, holder.pk))
    HeldKey.objects.update_or_create(inbox_key=key, holder=holder, defaults={"wrapped": wrapped})


def new_holder(officer: Any, passphrase: str) -> KeyHolder:
    """A fresh pair for an officer, locked by the passphrase. It opens nothing until a colleague admits its owner.

    Whatever the officer held before is gone with it. Raises WeakPassphraseError.
    """
    check_passphrase(passphrase)
    KeyHolder.objects.filter(user=officer).delete()
    pair = keys.new_pair()
    return KeyHolder.objects.create(
        id=uuid4(),
        user=officer,
        public_key=pair.public,
        locked_private_key=passphrases.lock(passphrase, pair.private, places.officer(officer.pk)),
        made_on=timezone.localdate(),
    )


def check_passphrase(passphrase: str) -> None:
    """Length is what counts against guessing (NCSC, three random words). Raises WeakPassphraseError."""
    typed = " ".join(passphrase.split())
    if len(typed) < SHORTEST_PASSPHRASE or len(set(typed)) < SHORTEST_PASSPHRASE // 2:
        raise WeakPassphraseError
