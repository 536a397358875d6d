"""How many readers a running site bears: pages of its sitemap, asked for by many at once."""

import http.client
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

LOCATION = re.compile(r"<loc>(.*?)</loc>")


@dataclass
class Load:
    """What came of it: seconds of each answer, for pages asked for the first time and again; answers by status.

    `busy` is the share of one processor that asking took: near 1, the asking was the limit and not the site.
    """

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    took: float = 0.0
    busy: float = 0.0

    @property
    def each_second(self) -> float:
        """Answers in a second."""
        return (len(self.first) + len(self.again)) / self.took if self.took else 0.0


def within(seconds: list[float], share: float) -> float:
    """The seconds within which this share of the answers came."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def connected(place: SplitResult) -> http.client.HTTPConnection:
    """A connection that is kept for many requests."""
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    return kind(place.hostname or "", place.port, timeout=30)


def pages_of(origin: str) -> list[str]:
    """Paths of all pages that the site's map names. Raises OSError, ValueError if there are none."""
    link = connected(urlsplit(origin))
    link.request("GET", "/sitemap.xml")
    paths = [urlsplit(found).path for found in LOCATION.findall(link.getresponse().read().decode())]
    if not paths:
        raise ValueError("its sitemap names no page")
    return paths


def measure(origin: str, paths: list[str], readers: int, seconds: float) -> Load:
    """So many readers, each asking for one page after another until the time is over."""
    load, lock, started, worked = Load(), threading.Lock(), time.monotonic(), time.process_time()
    asked_before: set[str] = set()

    def read() -> None:
        first, again, statuses = list[float](), list[float](), Counter[str]()
        place, order = urlsplit(origin), random.Random()  # noqa: S311 - which page comes next
        link = connected(place)
        while time.monotonic() - started < seconds:
            path = order.choice(paths)
            own = again if path in asked_before else first
            asked_before.add(path)
            before = time.perf_counter()
            try:
                link.request("GET", path, headers={"Accept-Encoding": "br"})
                answer = link.getresponse()
                answer.read()
                statuses[str(answer.status)] += 1
                own.append(time.perf_counter() - before)
            except (OSError, http.client.HTTPException) as error:
                statuses[type(error).__name__] += 1
                link.close()
        with lock:
            load.first.extend(first)
            load.again.extend(again)
            load.statuses.update(statuses)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.took = time.monotonic() - started
    load.busy = (time.process_time() - worked) / load.took
    return load
