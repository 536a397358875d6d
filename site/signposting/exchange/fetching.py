"""Asking another council's feed: as safely as links are checked (dashboard.journeys.asking), but reading what it says."""

import http.client
import json
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from dashboard.journeys import asking

LONGEST = 60
"""Seconds for one answer with its redirects."""
MOST_BYTES = 20_000_000
MOST_WAIT = 120
"""Seconds that we wait for a busy feed; one that asks for more is asked another time."""
A_WHILE = 600
"""Seconds after which a busy feed is asked again that does not say when."""
LONGEST_AWAY = 7 * 24 * 60 * 60
"""A feed that asks for more seconds than this is taken to mean this."""
TRIES = 3
TOO_MANY = 429
BUSY = (TOO_MANY, 502, 503, 504)
PAUSE = 0.2
"""Seconds between two requests to one feed."""
TIME_IS_UP = "The time for one import is over."
NO_REQUEST_LEAVES = (
    "This site asks no other sites: its setting CHECK_LINKS is false. "
    "Save what the feed answers in a file, and have that file imported, or ask whoever runs the site to change the setting."
)


class FeedError(Exception):
    """A feed cannot be read; the text says why, to an editor."""


class PauseError(FeedError):
    """Nothing more should be asked of the feed now, and the import goes on later."""


class BusyError(PauseError):
    """The feed is busy: `come_back_at` is when it may be asked again, `said` whether the feed itself named it."""

    def __init__(self, status: int, wait: int) -> None:
        self.status = status
        self.said = bool(wait)
        self.wait = min(wait, LONGEST_AWAY) or A_WHILE
        self.come_back_at = timezone.now() + timedelta(seconds=self.wait)
        super().__init__(f"The feed is busy. It can be asked again after {moment(self.come_back_at)}.")


class TimeIsUpError(PauseError):
    """The time for the whole import is over."""


def moment(when: datetime) -> str:
    """As people write it."""
    return date_format(timezone.localtime(when), "j F Y, H:i")


def agent() -> str:
    """Who asks."""
    return f"Lantern-open-referral/1.0 (+{settings.PUBLIC_URL}; copies a directory of services)"


def fetched(address: str, until: float = float("inf")) -> Any:
    """The JSON at an address; waits for a feed that is busy for a moment. `until`, on the monotonic clock, ends it all.

    Raises FeedError; PauseError if nothing else should be asked either.
    """
    for attempt in range(1, TRIES + 1):
        try:
            return fetched_at_once(address, until)
        except BusyError as busy:
            if busy.said and busy.wait > MOST_WAIT:
                raise
            if attempt == TRIES and not busy.said and busy.status != TOO_MANY:
                raise FeedError(f"The feed answered {busy.status}.") from busy
            if attempt == TRIES:
                raise
            wait = busy.wait if busy.said else attempt
        if time.monotonic() + wait > until:
            break
        time.sleep(wait)
    raise TimeIsUpError(TIME_IS_UP)


def fetched_at_once(address: str, until: float = float("inf"), longest: float = LONGEST) -> Any:
    """The JSON at an address, asked once, within `longest` seconds. Raises FeedError; BusyError says when to ask again."""
    if not settings.CHECK_LINKS:
        raise PauseError(NO_REQUEST_LEAVES)
    now = time.monotonic()
    if now >= until:
        raise TimeIsUpError(TIME_IS_UP)
    status, headers, body = answered(address, min(until, now + longest))
    if status == 200:
        return parsed(body)
    if status in BUSY:
        raise BusyError(status, asking.seconds(headers.get("retry-after", "")))
    raise FeedError(f"The feed answered {status}.")


def answered(address: str, until: float) -> tuple[int, dict[str, str], bytes]:
    """One answer, after redirects within the same site."""
    here = address
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
        here = led(here, headers["location"])
    raise FeedError("The feed leads from one address to the next, again and again.")


def led(here: str, location: str) -> str:
    """Where a redirect leads: on the same site, and never from a secured address to an open one. Raises FeedError."""
    try:
        there = urljoin(here, location)
        before, after = urlsplit(here), urlsplit(there)
        ports = asking.port_of(before), asking.port_of(after)
    except asking.NotAllowedError as error:
        raise FeedError(f"The feed leads to an address that is not asked. {error}") from error
    except ValueError as error:
        raise FeedError("The feed leads to something that is not an address of the web.") from error
    if before.scheme == "https" and after.scheme != "https":
        raise FeedError("The feed leads from a secured address (https) to one that is not. It was not followed.")
    secured = (before.scheme, after.scheme, *ports) == ("http", "https", 80, 443)
    if before.hostname != after.hostname or not (ports[0] == ports[1] or secured):
        raise FeedError("The feed leads to another site. Name that site itself, if you trust it.")
    return there


def parsed(body: bytes) -> Any:
    """JSON, if it is some and not too much."""
    if len(body) > MOST_BYTES:
        raise FeedError(f"The answer is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FeedError("The answer is not JSON.") from error
