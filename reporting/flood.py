"""Who sends very often goes into the slow lane. Nobody is refused, and no address is kept."""

import secrets
from hashlib import blake2b
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 60 * 60, 24 * 60 * 60
MOST_AN_HOUR = 5
KEPT_AT = "concern-form:secret"


def is_flooding(request: HttpRequest) -> bool:
    """Count one report from wherever this request comes from; true if there were many within the hour.

    The cache alone holds the count, under a hash of the address with a secret that lives a day: tomorrow nobody
    can tell whose it was. A cache that does not answer makes nobody slow.
    """
    try:
        fresh = secrets.token_bytes(32)
        secret = cache.get_or_set(KEPT_AT, fresh, DAY) or fresh
        name = blake2b(network_of(request).encode(), key=secret, digest_size=16, person=b"lantern flood").hexdigest()
        key = f"concern-form:{name}"
        cache.add(key, 0, HOUR)
        return bool(cache.incr(key) > MOST_AN_HOUR)
    except Exception:  # noqa: BLE001 — each cache has errors of its own, and none may cost a report.
        return False


def network_of(request: HttpRequest) -> str:
    """The sender's address; of an IPv6 address the part that a household keeps. Only ever hashed."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2] if settings.BEHIND_PROXY else ""
    text = (forwarded or request.META.get("REMOTE_ADDR", "")).strip()
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    return str(address if address.version == 4 else ip_network((address, 64), strict=False))
