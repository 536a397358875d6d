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
    """What came of it: seconds of each answer, answers by status, and what was cut off."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    took: float = 0.0

    @property
    def each_second(self) -> float:
        """Answers in a second."""
        return len(self.seconds) / self.took if self.took else 0.0

    def within(self, share: float) -> float:
        """The seconds within which this share of the answers came."""
        ordered = sorted(self.seconds)
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
    load, lock, started = Load(), threading.Lock(), time.monotonic()

    def read() -> None:
        own, statuses = [], Counter[str]()
        place, order = urlsplit(origin), random.Random()  # noqa: S311 - which page comes next
        link = connected(place)
        while time.monotonic() - started < seconds:
            before = time.perf_counter()
            try:
                link.request("GET", order.choice(paths), headers={"Accept-Encoding": "br"})
                answer = link.getresponse()
                answer.read()
                statuses[str(answer.status)] += 1
                own.append(time.perf_counter() - before)
            except (OSError, http.client.HTTPException) as error:
                statuses[type(error).__name__] += 1
                link.close()
        with lock:
            load.seconds.extend(own)
            load.statuses.update(statuses)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.took = time.monotonic() - started
    return load
