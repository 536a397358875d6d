"""Bytes as text, as credentials write them: base58 of Bitcoin, base64url, and public keys as Multikeys."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Multicodec's mark of an Ed25519 public key, before its 32 bytes.
ED25519 = b"\xed\x01"
# A number in base58 takes time that grows with its square; nothing here is longer than a signature.
LONGEST = 200


def to_base58(data: bytes) -> str:
    """Multibase `z`."""
    number, written = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        written = LETTERS[rest] + written
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + written


def from_base58(text: str) -> bytes:
    """The bytes of multibase `z`. Raises ValueError for anything else."""
    if not text.startswith("z") or not 1 < len(text) <= LONGEST:
        raise ValueError("not base58 with its mark z")
    number = 0
    for letter in text[1:]:
        if letter not in LETTERS:
            raise ValueError("not base58")
        number = number * 58 + LETTERS.index(letter)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_base64url(data: bytes) -> str:
    """Multibase `u`: base64url without padding."""
    return "u" + urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """The bytes of multibase `u`. Raises ValueError for anything else."""
    if not text.startswith("u"):
        raise ValueError("not base64url with its mark u")
    return urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))


def to_multikey(public_key: bytes) -> str:
    """An Ed25519 public key, as verification methods of the type Multikey publish it: `z6Mk…`."""
    return to_base58(ED25519 + public_key)


def from_multikey(text: str) -> bytes:
    """The 32 bytes of an Ed25519 public key. Raises ValueError for any other key."""
    data = from_base58(text)
    if not data.startswith(ED25519) or len(data) != len(ED25519) + 32:
        raise ValueError("not an Ed25519 public key")
    return data.removeprefix(ED25519)
