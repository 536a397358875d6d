"""Sealing with a secret key: XChaCha20-Poly1305, bound to a place and padded to size classes."""

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.utils import random

VERSION = 1
KEY_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
LENGTH_BYTES = 4
# What a database hands out: SQLite bytes, PostgreSQL a view of them.
Stored = bytes | memoryview
SMALLEST = 256
STEP = 1 << 20


class SealError(Exception):
    """A sealed value does not open: damaged, moved, of another version, or under another key. Says nothing of its content."""


def new_key() -> bytes:
    """A random key of 32 bytes."""
    return random(KEY_BYTES)


def size_class(length: int) -> int:
    """The size in bytes that a text of this length is padded to: powers of two from 256 to 1 MiB, then whole MiB.

    Longer and shorter texts look alike, so that the size of a sealed value tells little about it.
    """
    if length > STEP:
        return -(-length // STEP) * STEP
    return max(SMALLEST, 1 << (length - 1).bit_length() if length else SMALLEST)


def seal(key: bytes, data: bytes, about: bytes, nonce: bytes | None = None) -> bytes:
    """Seal bytes under a key of 32 bytes, bound to `about`. A nonce is given by the test vectors alone.

    Layout: version (1 byte), nonce (24), ciphertext with tag. The plaintext is its length (4 bytes,
    big-endian), the data, and zeros up to the size class.
    """
    nonce = nonce or random(NONCE_BYTES)
    framed = len(data).to_bytes(LENGTH_BYTES, "big") + data
    framed = framed.ljust(size_class(len(framed)), b"\0")
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(framed, bound(about), nonce, key)
    return bytes([VERSION]) + nonce + sealed


def open_(key: bytes, sealed: Stored, about: bytes) -> bytes:
    """The bytes that were sealed. Raises SealError."""
    sealed = bytes(sealed)
    if len(sealed) < 1 + NONCE_BYTES + TAG_BYTES + LENGTH_BYTES or sealed[0] != VERSION:
        raise SealError
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        framed = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(body, bound(about), nonce, key)
    except CryptoError:
        raise SealError from None
    length = int.from_bytes(framed[:LENGTH_BYTES], "big")
    if length > len(framed) - LENGTH_BYTES:
        raise SealError
    return framed[LENGTH_BYTES : LENGTH_BYTES + length]


def bound(about: bytes) -> bytes:
    """What is authenticated beside the text: the product, the version and the place."""
    return b"lantern" + bytes([VERSION]) + about
