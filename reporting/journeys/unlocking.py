"""Opening the desk for a short time, with a passphrase; and locking it."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from reporting.journeys.auditing import log
from reporting.journeys.setting_up import opened
from reporting.keyring import Keyring
from reporting.models import AuditEntry, KeyHolder, Unlocking
from reporting.sealing import box, passphrases, places
from reporting.sealing.box import SealError

Action = AuditEntry.Action
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=4)
MOST_GUESSES = 10
GUESSES_FOR = timedelta(hours=1)


class WrongPassphraseError(Exception):
    """It opens nothing."""


class TooManyGuessesError(Exception):
    """Ten wrong passphrases within an hour: wait, or ask a colleague."""


class NoKeyError(Exception):
    """The officer has no passphrase yet, or no colleague has admitted them."""


@dataclass(frozen=True)
class Token:
    """What the officer's browser keeps in a cookie. The server keeps it nowhere."""

    text: str = field(repr=False)

    @property
    def digest(self) -> str:
        """Where the opened keys are found; says nothing of what opens them."""
        return blake2b(self.text.encode(), digest_size=32, person=b"lantern find").hexdigest()

    @property
    def key(self) -> bytes:
        """What the opened keys are sealed under."""
        return blake2b(self.text.encode(), digest_size=32, person=b"lantern unlock").digest()


def unlock(officer: Any, passphrase: str) -> Token:
    """Open the officer's keys for a while. Raises NoKeyError, TooManyGuessesError, WrongPassphraseError.

    Wrong guesses are counted and logged; a right one ends any earlier unlocking of the same officer.
    """
    holder = KeyHolder.objects.filter(user=officer).first()
    if holder is None or not holder.held.exists():
        raise NoKeyError
    guesses = f"reporting-guesses:{officer.pk}"
    cache.add(guesses, 0, GUESSES_FOR.total_seconds())
    # Counted before it is tried, so that many tries at once are not one.
    if cache.incr(guesses) > MOST_GUESSES:
        log(officer, Action.REFUSED, detail="too many wrong passphrases")
        raise TooManyGuessesError
    try:
        private = passphrases.unlock(passphrase, holder.locked_private_key, places.officer(officer.pk))
        keyring = Keyring(opened(holder, private))
    except SealError:
        log(officer, Action.UNLOCK_FAILED)
        raise WrongPassphraseError from None
    cache.delete(guesses)
    with transaction.atomic():
        end(officer)
        token = keep_open(officer, keyring)
        KeyHolder.objects.filter(pk=holder.pk).update(proven_on=timezone.localdate())
        log(officer, Action.UNLOCKED)
    return token


def keep_open(officer: Any, keyring: Keyring) -> Token:
    """Keep opened keys for a while, sealed under a new token."""
    token, now = Token(secrets.token_urlsafe(32)), timezone.now()
    Unlocking.objects.create(
        id=token.digest,
        user=officer,
        sealed=box.seal(token.key, keyring.packed(), places.unlocking(token.digest)),
        used_at=now,
        ends_at=now + LONGEST,
    )
    return token


def keyring_of(officer: Any, text: str) -> Keyring | None:
    """The opened keys, while they are open: used within 15 minutes, and opened within four hours."""
    token, now = Token(text), timezone.now()
    kept = Unlocking.objects.filter(pk=token.digest, user=officer).first()
    # A clock that was set back must not keep a desk open.
    if kept is None or not (kept.used_at - IDLE <= now <= min(kept.used_at + IDLE, kept.ends_at)):
        return None
    try:
        keyring = Keyring.unpacked(box.open_(token.key, kept.sealed, places.unlocking(token.digest)))
    except SealError:
        return None
    Unlocking.objects.filter(pk=token.digest).update(used_at=now)
    return keyring


def end(officer: Any) -> None:
    """Nothing is open for this officer any more."""
    Unlocking.objects.filter(user=officer).delete()


def lock(officer: Any) -> None:
    """Close it at once, in every browser of this officer."""
    with transaction.atomic():
        end(officer)
        log(officer, Action.LOCKED)


def forget_ended() -> None:
    """Delete what nobody can use any more. The clock calls it."""
    now = timezone.now()
    Unlocking.objects.filter(ends_at__lt=now).delete()
    Unlocking.objects.filter(used_at__lt=now - IDLE).delete()
