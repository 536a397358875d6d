"""Asking another council's feed: as safely as links are checked (dashboard.journeys.asking), but reading what it says."""

import http.client
import json
import time
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from dashboard.journeys import asking

LONGEST = 60
"""Seconds for one answer with its redirects."""
MOST_BYTES = 20_000_000
MOST_WAIT = 120
TRIES = 3
BUSY = (429, 502, 503, 504)
PAUSE = 0.2
"""Seconds between two requests to one feed."""


class FeedError(Exception):
    """A feed cannot be read; the text says why, to an editor."""


def agent() -> str:
    """Who asks."""
    return f"Lantern-open-referral/1.0 (+{settings.PUBLIC_URL}; copies a directory of services)"


def fetched(address: str) -> Any:
    """The JSON at an address. Raises FeedError."""
    for attempt in range(1, TRIES + 1):
        status, headers, body = answered(address)
        if status == 200:
            return parsed(body)
        if status not in BUSY or attempt == TRIES:
            break
        wait = asking.seconds(headers.get("retry-after", "")) or attempt
        if wait > MOST_WAIT:
            raise FeedError(f"The feed asks us to wait {wait} seconds. Try again then.")
        time.sleep(wait)
    raise FeedError(f"The feed answered {status}.")


def answered(address: str) -> tuple[int, dict[str, str], bytes]:
    """One answer, after redirects within the same host."""
    here, until = address, time.monotonic() + LONGEST
    for _redirect in range(asking.MOST_REDIRECTS + 1):
        try:
            status, headers, body = asking.once(
                "GET", here, until, accept="application/json", who=agent(), most=MOST_BYTES + 1
            )
        except asking.NotAllowedError as error:
            raise FeedError(str(error)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FeedError(f"Nobody answers there as they should ({type(error).__name__}).") from error
        if status not in asking.MOVED or not headers.get("location"):
            return status, headers, body
        there = urljoin(here, headers["location"])
        if urlsplit(there).hostname != urlsplit(here).hostname:
            raise FeedError("The feed leads to another site. Name that site itself, if you trust it.")
        here = there
    raise FeedError("The feed leads from one address to the next, again and again.")


def parsed(body: bytes) -> Any:
    """JSON, if it is some and not too much."""
    if len(body) > MOST_BYTES:
        raise FeedError(f"The answer is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FeedError("The answer is not JSON.") from error
