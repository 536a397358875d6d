"""A database from its address."""

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# A machine that is gone answers nothing at all; without these a request would wait for minutes, and stored pages behind it.
SECONDS_TO_CONNECT = 5
# A connection whose other end has not confirmed for so long is given up, whether something was sent on it or not.
SECONDS_UNCONFIRMED = 15
POSTGRESQL = {
    "connect_timeout": SECONDS_TO_CONNECT,
    "tcp_user_timeout": SECONDS_UNCONFIRMED * 1000,
    "keepalives_idle": SECONDS_UNCONFIRMED // 3,
    "keepalives_interval": SECONDS_UNCONFIRMED // 3,
    "keepalives_count": 2,
}


def parse(name: str, address: str) -> dict[str, Any]:
    """Django's settings for a database. Raises ImproperlyConfigured with the setting's name and without a password."""
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not right. It takes postgres://user:password@host/name.") from error
    if found["ENGINE"] == "django.db.backends.postgresql":
        found["OPTIONS"] = {**POSTGRESQL, **found.get("OPTIONS", {})}
    return found
