"""An officer's private key under a passphrase: Argon2id, with its cost written beside it so that it can rise later."""

import unicodedata

from nacl.pwhash import argon2id
from nacl.utils import random

from reporting.sealing import box
from reporting.sealing.box import SealError, Stored

# RFC 9106's second choice is 3 passes over 64 MiB; an officer types a passphrase seldom, so twice that.
PASSES = 3
MEMORY = 128 * 1024 * 1024
MOST_PASSES = 20
MOST_MEMORY = 1024 * 1024 * 1024
SALT_BYTES = argon2id.SALTBYTES
HEADER_BYTES = 1 + 4 + 4 + SALT_BYTES


def lock(passphrase: str, secret: bytes, about: bytes) -> bytes:
    """Seal a secret under a passphrase. Layout: version, passes (4 bytes), memory in KiB (4), salt (16), sealed secret."""
    salt = random(SALT_BYTES)
    header = bytes([box.VERSION]) + PASSES.to_bytes(4, "big") + (MEMORY // 1024).to_bytes(4, "big") + salt
    return header + box.seal(_key(passphrase, salt, PASSES, MEMORY), secret, about)


def unlock(passphrase: str, locked: Stored, about: bytes) -> bytes:
    """The secret. Raises SealError if the passphrase is wrong or the value is damaged: nobody can tell which."""
    locked = bytes(locked)
    if len(locked) < HEADER_BYTES or locked[0] != box.VERSION:
        raise SealError
    passes = int.from_bytes(locked[1:5], "big")
    memory = int.from_bytes(locked[5:9], "big") * 1024
    if not 1 <= passes <= MOST_PASSES or not argon2id.MEMLIMIT_MIN <= memory <= MOST_MEMORY:
        raise SealError
    key = _key(passphrase, locked[9:HEADER_BYTES], passes, memory)
    return box.open_(key, locked[HEADER_BYTES:], about)


def _key(passphrase: str, salt: bytes, passes: int, memory: int) -> bytes:
    # The same word typed on two keyboards can differ in bytes.
    typed = unicodedata.normalize("NFKC", " ".join(passphrase.split())).encode()
    return argon2id.kdf(box.KEY_BYTES, typed, salt, opslimit=passes, memlimit=memory)
