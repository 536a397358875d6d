"""Which credentials of an issuer hold no more: one bit each (W3C, Bitstring Status List 1.0).

Everybody fetches the same long list, so the issuer does not learn whose credential was looked at.
"""

import gzip
import zlib
from collections.abc import Iterable

from credentials.multibase import from_base64url, to_base64url

# The least that the recommendation allows: fewer would tell who is asked about.
LENGTH = 131_072


def encoded(places: Iterable[int]) -> str:
    """The list with these bits set, counted from the left, compressed and as text."""
    bits = bytearray(LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return to_base64url(gzip.compress(bytes(bits), mtime=0))


def is_set(text: str, place: int) -> bool:
    """Whether a bit of a list is set. Raises ValueError for what is no list, or has no such place."""
    try:
        # Not more than a list of a million takes, whatever the compressed bytes would become.
        bits = zlib.decompressobj(wbits=31).decompress(from_base64url(text), LENGTH)
    except zlib.error as error:
        raise ValueError("not a status list") from error
    if len(bits) * 8 < LENGTH or not 0 <= place < len(bits) * 8:
        raise ValueError("not a status list with such a place")
    return bool(bits[place // 8] & 0x80 >> place % 8)
