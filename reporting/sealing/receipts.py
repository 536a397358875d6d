"""The receipt: 16 random digits that let a reporter come back, and what is derived from them."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b

from nacl.pwhash import argon2id
from nacl.utils import random

from reporting.sealing.keys import KeyPair, pair_of

DIGITS = 16
# One guess costs this much of anybody's time; RFC 9106's second choice.
PASSES = 3
MEMORY = 64 * 1024 * 1024
SALT_BYTES = argon2id.SALTBYTES


class NotAReceiptError(ValueError):
    """What was typed cannot be a receipt."""


@dataclass(frozen=True)
class Derived:
    """What a receipt leads to: where its report is found (32 bytes), and the pair that answers are sealed to."""

    lookup: bytes
    answers: KeyPair = field(repr=False)


def make() -> str:
    """A new receipt, from the system's randomness alone: nothing about the report is in it."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def new_salt() -> bytes:
    """The salt of an installation's receipts, 16 bytes, made once and kept in the database."""
    return random(SALT_BYTES)


def grouped(receipt: str) -> str:
    """Four digits at a time, as people copy them."""
    return " ".join(receipt[start : start + 4] for start in range(0, len(receipt), 4))


def read(typed: str) -> str:
    """The digits of what somebody typed, with spaces or hyphens, in any script's digits. Raises NotAReceiptError."""
    digits = []
    for character in unicodedata.normalize("NFKC", typed[:200]):
        digit = unicodedata.digit(character, None)
        if digit is not None:
            digits.append(str(digit))
        elif unicodedata.category(character)[0] not in "PZC":
            raise NotAReceiptError
    if len(digits) != DIGITS:
        raise NotAReceiptError
    return "".join(digits)


def derive(receipt: str, salt: bytes) -> Derived:
    """Stretch a receipt once, slowly (Argon2id), and draw two independent secrets from it.

    The database holds `lookup` and the public half of `answers`: neither leads to the other, nor back to
    the digits faster than by trying them.
    """
    root = argon2id.kdf(32, receipt.encode(), salt, opslimit=PASSES, memlimit=MEMORY)
    lookup = blake2b(key=root, digest_size=32, person=b"lantern lookup").digest()
    seed = blake2b(key=root, digest_size=32, person=b"lantern answers").digest()
    return Derived(lookup, pair_of(seed))
