"""A new recovery sheet: the old one works until what stands on the new paper has been typed in."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from reporting.journeys.auditing import log
from reporting.journeys.rotating import rotate
from reporting.journeys.setting_up import WrongSheetError, hold
from reporting.keyring import Keyring, NotForYouError
from reporting.models import AuditEntry, InboxKey, KeyHolder
from reporting.sealing import keys, recovery

Action = AuditEntry.Action


@dataclass(frozen=True)
class Sheet:
    """What is printed, and the public half that says whether it was typed in right. Neither is kept anywhere."""

    printed: str = field(repr=False)
    public: bytes


def draw() -> Sheet:
    """A sheet that opens nothing yet."""
    pair = keys.new_pair()
    return Sheet(recovery.shown(pair.private), pair.public)


def replace(officer: Any, keyring: Keyring, public: bytes, typed: str) -> Keyring:
    """The drill of the new sheet: it takes the old one's place, and both locks are changed. Returns the new keyring.

    The locks, because the old sheet with an old backup would still give the keys that reports are sealed to.
    Raises NotARecoveryKeyError, WrongSheetError (both are logged), and NotForYouError if there is an inbox
    that the officer cannot open: the new sheet would not open it either.
    """
    try:
        private = recovery.read(typed)
        if keys.pair_of(private).public != public:
            raise WrongSheetError
    except (recovery.NotARecoveryKeyError, WrongSheetError):
        log(officer, Action.DRILL_FAILED, detail="a new sheet")
        raise
    with transaction.atomic():
        if InboxKey.objects.exclude(pk__in=keyring.inboxes).exists():
            raise NotForYouError
        KeyHolder.objects.filter(user__isnull=True).delete()
        today = timezone.localdate()
        paper = KeyHolder.objects.create(public_key=public, made_on=today, proven_on=today)
        for key in InboxKey.objects.all():
            hold(key, paper, keyring.inboxes[key.pk])
        log(officer, Action.DRILL_PASSED, detail="a new sheet; the old one opens nothing from now on")
        for inbox in InboxKey.Inbox:
            keyring = rotate(officer, keyring, inbox)
    return keyring
