"""The services of a feed, page by page: from an address or from a file."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from dashboard.journeys import asking
from signposting.exchange import fetching
from signposting.exchange.fetching import FeedError

PER_PAGE = 50
MOST_PAGES = 100_000
LONGEST_ADDRESS = 500
WHOLE = ("contacts", "phones", "service_at_locations", "schedules", "languages", "attributes", "service_areas")


@dataclass
class Page:
    """One page: its number, and its services, or what is there in their place."""

    number: int
    services: list[Any]


@dataclass(frozen=True)
class Address:
    """The base address of a feed, with or without `/services` at its end; `until`, on the monotonic clock, ends it all."""

    base: str
    until: float = float("inf")

    @classmethod
    def read(cls, text: str, until: float = float("inf")) -> "Address":
        """Take an address as people write it. Raises FeedError if it is none of the web."""
        try:
            parts = urlsplit(text.strip())
            asking.port_of(parts)
        except asking.NotAllowedError as error:
            raise FeedError(str(error)) from error
        except ValueError as error:
            raise FeedError("This is not an address of the web.") from error
        if len(text.strip()) > LONGEST_ADDRESS:
            raise FeedError(f"This address has more than {LONGEST_ADDRESS} letters.")
        path = parts.path.rstrip("/").removesuffix("/services")
        return cls(urlunsplit((parts.scheme, parts.netloc.lower(), path, "", "")), until)

    def page_address(self, number: int) -> str:
        """Where one page is; different feeds have different words for its size."""
        asked = urlencode({"page": number, "per_page": PER_PAGE, "perPage": PER_PAGE, "full": "true"})
        return f"{self.base}/services?{asked}"

    def service_address(self, key: object) -> str:
        """Where one service is by itself."""
        return f"{self.base}/services/{quote(str(key), safe='')}"

    def pages(self, first: int) -> Iterator[Page]:
        """Pages from `first` to the last one. Raises FeedError."""
        before: list[Any] = []
        for number in range(first, MOST_PAGES):
            page = fetching.fetched(self.page_address(number), self.until)
            found = contents(page)
            named = names_of(found)
            if not found or named == before:
                return
            before = named
            yield Page(number, found)
            if is_last(page, number):
                return
            time.sleep(fetching.PAUSE)

    def whole(self, service: Any) -> Any:
        """The same service with all that belongs to it, asked for by itself where the list has only the basics."""
        if not is_basic(service):
            return service
        time.sleep(fetching.PAUSE)
        return fetching.fetched(self.service_address(service["id"]), self.until)


def is_basic(service: Any) -> bool:
    """Whether a list tells so little of a service that it has to be asked for by itself."""
    return isinstance(service, dict) and bool(service.get("id")) and not any(name in service for name in WHOLE)


def names_of(found: list[Any]) -> list[Any]:
    """The ids on a page: a feed that answers every number with the same page has ended."""
    return [one.get("id") if isinstance(one, dict) else one for one in found]


@dataclass(frozen=True)
class File:
    """A file: one service, an array or a page of them, or one on each line."""

    path: Path

    def pages(self, first: int) -> Iterator[Page]:
        """Everything in it, cut into pages. Raises FeedError."""
        try:
            text = self.path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise FeedError(f"{self.path} cannot be read: {error}") from error
        found = in_file(text)
        for number in range(first, len(found) // PER_PAGE + 2):
            if services := found[(number - 1) * PER_PAGE : number * PER_PAGE]:
                yield Page(number, services)

    def whole(self, service: Any) -> Any:
        """All there is stands in the file."""
        return service


def in_file(text: str) -> list[Any]:
    """The services of a file. A line that is not JSON stands as it is, to be named among what was skipped."""
    try:
        return contents(json.loads(text))
    except (ValueError, RecursionError):
        lines = [line for line in text.splitlines() if line.strip()]
    if not lines or not lines[0].lstrip().startswith("{") or not lines[0].rstrip().endswith("}"):
        raise FeedError("The file is not JSON.")
    return [line_read(line) for line in lines]


def line_read(line: str) -> Any:
    """One line of JSON lines."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return line


def contents(page: Any) -> list[Any]:
    """What a page holds: Open Referral UK says `contents`, some feeds `content` or `items`, some a bare array."""
    if isinstance(page, list):
        return page
    if isinstance(page, dict):
        for name in ("contents", "content", "items"):
            if isinstance(page.get(name), list):
                return list(page[name])
        if "name" in page and "id" in page:
            return [page]
    raise FeedError("The answer is not a list of services.")


def is_last(page: Any, number: int) -> bool:
    """Whether the feed says so."""
    if not isinstance(page, dict):
        return True
    total = page.get("total_pages", page.get("totalPages"))
    return page.get("last_page", page.get("last")) is True or (isinstance(total, int) and number >= total)
