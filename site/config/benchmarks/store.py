"""What the page store costs and brings: warm pages against nginx with the same bytes, and how soon a change is seen."""

import contextlib
import http.client
import re
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from config.benchmarks.nginx import command, program
from config.benchmarks.served import served
from pagestore.entry import make
from pagestore.shelf import Shelf

PAGE = "/en/topics/county-lines/"
STORED = 10_000
SECONDS = 2
ROUNDS = 3
PUBLISHED = 40
HALF_A_SECOND = 0.5
TOOLS = ("nginx", "wrk")


@dataclass(frozen=True)
class Cost:
    """Shares of what nginx does with a static file, MiB of one worker, and seconds until a change is seen."""

    alone: float
    behind_nginx: float
    worker_mebibytes: float
    worker_full_mebibytes: float
    seen: list[float]

    @property
    def p99(self) -> float:
        """The slowest but one in a hundred, in seconds."""
        return sorted(self.seen)[min(len(self.seen) - 1, int(len(self.seen) * 0.99))]


def missing() -> list[str]:
    """The programs that the measurement needs and this machine lacks, by their Debian packages."""
    return [name for name in TOOLS if not program(name)]


def measured(folder: Path) -> Cost:
    """Everything, in two machines that share a database and each have a store of their own."""
    here, there = folder / "store-here", folder / "store-there"
    with served(PAGE_STORE_DIR=str(here)) as origin, served(PAGE_STORE_DIR=str(there)) as elsewhere:
        before = memory(origin)
        body = answer(origin)
        answer(elsewhere)
        with nginx(folder, here, origin, body) as front:
            rounds = [
                (rate(f"{front}/static/page.txt"), rate(origin + PAGE), rate(front + PAGE)) for _round in range(ROUNDS)
            ]
        alone = statistics.median(store / bare for bare, store, _front in rounds)
        behind = statistics.median(front / bare for bare, _store, front in rounds)
        for store in (here, there):
            fill(store)
        seen = [publish(number, [origin, elsewhere]) for number in range(PUBLISHED)]
        return Cost(alone, behind, before, memory(origin), seen)


def answer(origin: str, link: http.client.HTTPConnection | None = None) -> bytes:
    """The page, as it is sent in gzip."""
    found = link or http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
    found.request("GET", PAGE, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    return found.getresponse().read()


def rate(address: str) -> float:
    """Requests in a second that are answered in gzip, by one thread with 32 connections."""
    wrk = program("wrk") or ""
    said = subprocess.run(  # noqa: S603 - our own command
        [wrk, "-t1", "-c32", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", "-H", "Host: localhost", address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{address} answers with errors")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(found[1]) if found else 0.0


@contextlib.contextmanager
def nginx(folder: Path, store: Path, origin: str, body: bytes) -> Iterator[str]:
    """nginx as in deploy/, with one worker as it would have per processor, and a file of the same bytes beside."""
    place = folder / "nginx"
    (place / "static").mkdir(parents=True, exist_ok=True)
    (place / "static/page.txt").write_bytes(body)
    (place / "static/page.txt.gz").write_bytes(body)
    (place / "headers.conf").write_text("")
    port = free_port()
    running = subprocess.Popen(command(place, store, urlsplit(origin).netloc, port))  # noqa: S603
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def the_shelf(folder: Path) -> Shelf:
    """The shelf that a server made in a folder."""
    name = next(path.name for path in folder.iterdir() if (path / "index.sqlite3").exists())
    return Shelf(folder, name, settings.PAGE_STORE_MEGABYTES)


def fill(folder: Path) -> None:
    """As if ten thousand pages like the one that is measured were stored, each with what it shows."""
    shelf = the_shelf(folder)
    kept = shelf.read(PAGE)
    shown = shelf.tags(PAGE)
    if kept is None:
        raise RuntimeError(f"{PAGE} is not stored in {folder}.")
    filler = make(kept.headers, b"A page." * 500)
    for number in range(STORED):
        own = {f"{tag.partition('=')[0]}={number}" if "_page" in tag and "=" in tag else tag for tag in shown}
        shelf.put(f"/en/stored-{number}/", filler, own, shelf.epoch)


def publish(number: int, origins: list[str]) -> float:
    """Seconds from publishing a title until every one of eight connections to each machine has it."""
    page = Page.objects.get(url_path=f"/home{PAGE.removeprefix('/en')}", locale__language_code="en").specific
    title = f"Published {number}"
    page.title = title
    links = [
        http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30) for origin in origins for _link in range(8)
    ]
    for link in links:
        ask(link)
    page.save_revision().publish()
    begun = time.monotonic()
    for link in links:
        while title.encode() not in ask(link):
            if time.monotonic() - begun > 30:
                raise RuntimeError("A change was not seen for thirty seconds.")
            time.sleep(0.005)
    taken = time.monotonic() - begun
    for link in links:
        link.close()
    time.sleep(HALF_A_SECOND)
    return taken


def ask(link: http.client.HTTPConnection) -> bytes:
    """The page over an open connection."""
    link.request("GET", PAGE, headers={"Host": "localhost"})
    return link.getresponse().read()


def memory(origin: str) -> float:
    """The most that one of a server's processes holds, in MiB, found by the port in its command."""
    port = str(urlsplit(origin).port)
    found = [0.0]
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_server = port in (place / "cmdline").read_text().split("\0")
            held = re.search(r"VmRSS:\s+(\d+)", (place / "status").read_text())
            if is_server and held:
                found.append(int(held[1]) / 1024)
    return max(found)
