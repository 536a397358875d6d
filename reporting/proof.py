"""Proof of work for one form: whoever's browser did some seconds of sums is no cheap flood (decision 0027).

It is checked from the form alone. Nothing is kept, and it is good for that form's one report.
"""

import re
from hashlib import blake2b, sha256
from uuid import UUID

# About a million tries: a second or two on a computer, some more on an old phone.
BITS = 20
DIGITS = re.compile("[0-9]{1,16}")


def challenge(form_id: UUID) -> str:
    """32 characters that stand in the page. The form's id, which they are made from, cannot be told from them."""
    return blake2b(form_id.bytes, digest_size=16, person=b"lantern proof").hexdigest()


def holds(form_id: UUID, typed: str) -> bool:
    """Whether SHA-256 of the challenge, a colon and these digits begins with as many zero bits as are asked for."""
    if not DIGITS.fullmatch(typed):
        return False
    digest = sha256(f"{challenge(form_id)}:{typed}".encode()).digest()
    return int.from_bytes(digest, "big") >> (8 * len(digest) - BITS) == 0
