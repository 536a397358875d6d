"""The measurements themselves."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import brotli
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from config import languages

MOST_QUERIES = 10
WINDOW = 14 * 1024


def visit(client: Client, address: str) -> tuple[int, bytes]:
    """How many queries an address costs, and what it answers."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return len(queries), response.content


def queries(client: Client, addresses: list[str]) -> list[tuple[int, str]]:
    """Queries per address, the most first; one visit beforehand warms what a process keeps."""
    visit(client, addresses[0])
    return sorted(((visit(client, address)[0], address) for address in addresses), reverse=True)


def weights(client: Client, addresses: list[str]) -> list[tuple[int, str]]:
    """Bytes of HTML and style sheet together, in Brotli, per address, the heaviest first."""
    sheets: dict[str, int] = {}
    found = []
    for address in addresses:
        script = languages.get(address.split("/")[1]).script
        if script not in sheets:
            name = staticfiles_storage.stored_name(f"css/site.{script}.css")  # type: ignore[attr-defined]
            with staticfiles_storage.open(name) as sheet:
                sheets[script] = len(brotli.compress(sheet.read()))
        found.append((len(brotli.compress(visit(client, address)[1], quality=5)) + sheets[script], address))
    return sorted(found, reverse=True)


def constant(request: HttpRequest) -> HttpResponse:
    """A Django view that does nothing: what speed is compared with."""
    return HttpResponse("<!DOCTYPE html><title>Constant</title>")


def cold_against_constant(client: Client, addresses: list[str]) -> float:
    """How many times a constant view a page costs that nothing has stored, median over all pages.

    Both are called inside the process, so that only our own work is compared.
    """
    request = RequestFactory().get("/")
    base = timed(lambda: constant(request), 2000)
    handler = timed(lambda: client.get("/robots.txt"), 200)
    page = statistics.median(timed(lambda address=address: client.get(address), 3) for address in addresses)  # type: ignore[misc]
    return page / max(handler, base)


def timed(call: Callable[[], Any], times: int) -> float:
    """Median seconds of a call."""
    durations = []
    for _turn in range(times):
        start = time.perf_counter()
        call()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)
