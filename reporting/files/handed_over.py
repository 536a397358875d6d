"""A file as the police get it: encrypted with a passphrase in the age format (age-encryption.org), which any age program opens."""

import secrets

import pyrage

# Crockford's base 32, as on the recovery sheet: 24 characters are 120 bits, and none looks like another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 6, 4
ENDING = "age"


def new_passphrase() -> str:
    """Six groups of four characters, to be read out over a telephone."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def seal(data: bytes, passphrase: str) -> bytes:
    """The file, encrypted. Its name, kind and date are not inside."""
    return bytes(pyrage.passphrase.encrypt(data, passphrase))
