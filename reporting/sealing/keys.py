"""Sealing to somebody who is not here: X25519 key pairs, and anonymous boxes that only the private key opens."""

from dataclasses import dataclass, field
from hashlib import blake2b

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from reporting.sealing import box
from reporting.sealing.box import SealError, Stored

PRIVATE_BYTES = 32
DIGEST_BYTES = 32
WRAPPED_BYTES = 1 + 48 + DIGEST_BYTES + box.KEY_BYTES


@dataclass(frozen=True)
class KeyPair:
    """A public key for everybody and a private one, each of 32 bytes. The private one never shows itself in a log."""

    public: bytes
    private: bytes = field(repr=False)


def new_pair() -> KeyPair:
    """A fresh pair."""
    private = PrivateKey.generate()
    return KeyPair(bytes(private.public_key), bytes(private))


def pair_of(private: bytes) -> KeyPair:
    """The pair that a private key of 32 bytes belongs to."""
    return KeyPair(bytes(PrivateKey(private).public_key), private)


def wrap(public: bytes, key: bytes, about: bytes) -> bytes:
    """Seal a key of 32 bytes to a public key, bound to `about`: version, then a box of the place's digest and the key."""
    return bytes([box.VERSION]) + SealedBox(PublicKey(public)).encrypt(_place(about) + key)


def unwrap(private: bytes, wrapped: Stored, about: bytes) -> bytes:
    """The key that was wrapped. Raises SealError."""
    wrapped = bytes(wrapped)
    if len(wrapped) != WRAPPED_BYTES or wrapped[0] != box.VERSION:
        raise SealError
    try:
        opened = SealedBox(PrivateKey(private)).decrypt(wrapped[1:])
    except CryptoError:
        raise SealError from None
    if opened[:DIGEST_BYTES] != _place(about):
        raise SealError
    return opened[DIGEST_BYTES:]


def seal_to(public: bytes, data: bytes, about: bytes) -> bytes:
    """Seal bytes of any length to a public key: a fresh key, wrapped, and the data sealed under it."""
    key = box.new_key()
    return wrap(public, key, about) + box.seal(key, data, about)


def open_from(private: bytes, sealed: Stored, about: bytes) -> bytes:
    """The bytes that were sealed to this pair. Raises SealError."""
    sealed = bytes(sealed)
    key = unwrap(private, sealed[:WRAPPED_BYTES], about)
    return box.open_(key, sealed[WRAPPED_BYTES:], about)


def _place(about: bytes) -> bytes:
    """Anonymous boxes authenticate nothing beside their content, so the place stands inside."""
    return blake2b(box.bound(about), digest_size=DIGEST_BYTES).digest()
