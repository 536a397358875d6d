"""The recovery key as it is printed for a safe: letters and digits that survive a pen and a telephone."""

from hashlib import blake2b

from reporting.sealing.keys import PRIVATE_BYTES

# Crockford's base 32: no I, L, O or U, and what looks alike is read alike.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
CHECK_BYTES = 3
CHARACTERS = (PRIVATE_BYTES + CHECK_BYTES) * 8 // 5
GROUP = 4


class NotARecoveryKeyError(ValueError):
    """What was typed is no recovery key: too short, too long, or a character is wrong."""


def shown(private: bytes) -> str:
    """56 characters in groups of four: the private key of 32 bytes and a check of 3."""
    number = int.from_bytes(private + _check(private), "big")
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range((CHARACTERS - 1) * 5, -1, -5))
    return " ".join(letters[start : start + GROUP] for start in range(0, CHARACTERS, GROUP))


def read(typed: str) -> bytes:
    """The private key that a sheet shows. Raises NotARecoveryKeyError, also for a single wrong character."""
    letters = "".join(typed[:400].upper().replace("-", " ").split()).translate(ALIKE)
    if len(letters) != CHARACTERS or any(letter not in ALPHABET for letter in letters):
        raise NotARecoveryKeyError
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    whole = number.to_bytes(PRIVATE_BYTES + CHECK_BYTES, "big")
    private, check = whole[:PRIVATE_BYTES], whole[PRIVATE_BYTES:]
    if check != _check(private):
        raise NotARecoveryKeyError
    return private


def _check(private: bytes) -> bytes:
    return blake2b(private, digest_size=CHECK_BYTES, person=b"lantern sheet").digest()
