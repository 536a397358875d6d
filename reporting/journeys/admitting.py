"""Who can open the desk's inboxes: joining, coming back after a forgotten passphrase, leaving."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from people.models import User
from people.roles import DESK, DESK_MANAGERS, has_role
from reporting.journeys import unlocking
from reporting.journeys.auditing import log
from reporting.journeys.setting_up import hold, new_holder, opened_by_sheet
from reporting.keyring import Keyring, NotForYouError
from reporting.models import AuditEntry, HeldKey, InboxKey, KeyHolder

Action = AuditEntry.Action


def officers() -> QuerySet[User]:
    """Everybody who works at the desk, managers too."""
    return User.objects.filter(is_active=True, groups__name__in=(DESK, DESK_MANAGERS)).distinct().order_by("email")


def choose_passphrase(officer: Any, passphrase: str) -> KeyHolder:
    """First time, or after forgetting it: a new pair, which a colleague or the recovery sheet must admit."""
    with transaction.atomic():
        unlocking.end(officer)
        holder = new_holder(officer, passphrase)
        log(officer, Action.PASSPHRASE_SET)
    return holder


def waiting() -> list[KeyHolder]:
    """Officers who chose a passphrase and hold no key in use yet."""
    return list(
        KeyHolder.objects.filter(user__isnull=False, user__is_active=True)
        .exclude(held__inbox_key__retired=False)
        .select_related("user")
        .order_by("user__email")
    )


def admit(officer: Any, keyring: Keyring, holder: KeyHolder) -> None:
    """Let a colleague open what their role may, as far as the officer's own keys reach.

    Raises NotForYouError when the officer opens nothing that the colleague may.
    """
    with transaction.atomic():
        given = _give(holder, keyring.inboxes)
        if not given:
            raise NotForYouError
        log(officer, Action.ADMITTED, detail=str(holder))


def come_back(officer: Any, typed: str, passphrase: str) -> KeyHolder:
    """With the recovery sheet out of the safe: a new passphrase, and the keys again.

    Raises NotARecoveryKeyError, WrongSheetError and WeakPassphraseError.
    """
    inboxes = opened_by_sheet(typed)
    with transaction.atomic():
        holder = choose_passphrase(officer, passphrase)
        _give(holder, inboxes)
        log(officer, Action.READMITTED)
    return holder


def take_away(officer: Any, leaver: Any) -> None:
    """A colleague leaves: their keys go at once. `rotating` then changes the lock that they had a key to."""
    with transaction.atomic():
        unlocking.end(leaver)
        KeyHolder.objects.filter(user=leaver).delete()
        log(officer, Action.LEFT, detail=leaver.email)


def may_hold(user: Any, inbox: str) -> bool:
    """Managers hold both inboxes, officers the desk's."""
    return inbox == InboxKey.Inbox.DESK or has_role(user, DESK_MANAGERS)


def _give(holder: KeyHolder, inboxes: dict[Any, bytes]) -> int:
    given = 0
    for key in InboxKey.objects.filter(pk__in=inboxes):
        if may_hold(holder.user, key.inbox):
            hold(key, holder, inboxes[key.pk])
            given += 1
    return given


def holders(key: InboxKey) -> list[KeyHolder]:
    """Everybody who can open an inbox, the paper included."""
    return [held.holder for held in HeldKey.objects.filter(inbox_key=key).select_related("holder__user")]
