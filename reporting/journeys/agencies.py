"""Keeping partner agencies, so that no row of the database is believed that no manager wrote."""

import hmac
from hashlib import blake2b
from typing import Any

import pyrage
from django.db import transaction

from reporting.journeys.auditing import log
from reporting.keyring import Keyring
from reporting.models import AuditEntry, InboxKey, PartnerAgency

VERSION = 1


class NotAKeyError(Exception):
    """This is no age public key."""


class SecretKeyError(NotAKeyError):
    """This is the secret half of a key, which nobody but the agency may ever see."""


class NotVouchedError(Exception):
    """No manager wrote this row as it stands, or the desk's lock was changed since."""


class LockChangedError(NotVouchedError):
    """The desk's lock was changed since the officer unlocked: unlocking again gives them the key that is in use."""


def checked_key(typed: str) -> str:
    """An age public key as it is stored. Raises NotAKeyError, or SecretKeyError."""
    key = "".join(typed.split())
    if key.casefold().startswith("age-secret-key"):
        raise SecretKeyError
    try:
        return str(pyrage.x25519.Recipient.from_str(key))
    except pyrage.RecipientError:
        raise NotAKeyError from None


def keep(manager: Any, keyring: Keyring, agency: PartnerAgency) -> None:
    """Store an agency as a manager wrote it, and vouch for it. Raises LockChangedError.

    The log names it, and is the only history of it.
    """
    agency.vouched = proof(in_use(keyring), agency)
    with transaction.atomic():
        agency.save()
        log(manager, AuditEntry.Action.AGENCY, detail=agency.name)


def check(keyring: Keyring, agency: PartnerAgency) -> None:
    """Raises NotVouchedError unless a manager wrote the row as it stands, since the desk's lock was last changed."""
    if not is_vouched(in_use(keyring), agency):
        raise NotVouchedError


def is_vouched(key: bytes, agency: PartnerAgency) -> bool:
    """The same as a question, with the key that is in use."""
    return hmac.compare_digest(proof(key, agency), bytes(agency.vouched))


def in_use(keyring: Keyring) -> bytes:
    """The desk inbox's private key. Raises LockChangedError.

    An older one vouches for nothing: whoever left may have kept it.
    """
    key = InboxKey.objects.get(inbox=InboxKey.Inbox.DESK, retired=False).pk
    if key not in keyring.inboxes:
        raise LockChangedError
    return keyring.inboxes[key]


def proof(private: bytes, agency: PartnerAgency) -> bytes:
    """BLAKE2b over all that a referral relies on, under a key that follows from an inbox's private key."""
    key = blake2b(private, digest_size=32, person=b"lantern agency").digest()
    values = (agency.pk, agency.name, agency.kind, agency.age_key, agency.contact, agency.active)
    parts = [str(VERSION).encode(), *(str(one).encode() for one in values)]
    said = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return blake2b(said, digest_size=32, key=key).digest()
