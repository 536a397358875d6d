"""What a page carries for its reader between two requests: sealed, bound to its purpose, and for a limited time.

In place of a session: nothing is stored here, and nothing in the page can be read or changed by anybody else.
"""

import base64
import binascii
import json
import time
import zlib
from datetime import timedelta
from functools import cache
from hashlib import blake2b
from typing import Any

from django.conf import settings

from config import keys
from reporting.sealing import box
from reporting.sealing.box import SealError

# More than any form holds; a bomb of zeros stops here.
MOST_BYTES = 4_000_000


class NotCarriedError(Exception):
    """What came back is not what was handed out: cut off, changed, or from another installation."""


class TooLateError(NotCarriedError):
    """It was handed out too long ago."""


def hand_out(purpose: str, data: dict[str, Any]) -> str:
    """Seal some JSON into text for a hidden field."""
    packed = zlib.compress(json.dumps({"at": int(time.time()), "data": data}).encode())
    return base64.urlsafe_b64encode(box.seal(_key(), packed, _about(purpose))).decode()


def take_back(purpose: str, text: str, within: timedelta) -> dict[str, Any]:
    """The same JSON again. Raises TooLateError after `within`, NotCarriedError for anything else.

    One from the future is as wrong as one from the past: a clock was set back.
    """
    try:
        packed = box.open_(
            _key(), base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True), _about(purpose)
        )
        carried = json.loads(zlib.decompressobj().decompress(packed, MOST_BYTES))
        data: dict[str, Any] = carried["data"]
        age = time.time() - carried["at"]
    except (SealError, binascii.Error, UnicodeEncodeError, zlib.error, ValueError, KeyError, TypeError):
        raise NotCarriedError from None
    if not -60 <= age <= within.total_seconds():
        raise TooLateError
    return data


@cache
def _key() -> bytes:
    secret = keys.read_or_make(settings.KEYS_DIR, "concern-form")
    return blake2b(secret.encode(), digest_size=box.KEY_BYTES, person=b"lantern carried").digest()


def _about(purpose: str) -> bytes:
    return f"carried:{purpose}".encode()
