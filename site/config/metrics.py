"""Figures for Prometheus at /metrics, for whoever has the METRICS_TOKEN (decision 0047).

They hold no address, no query and no person. What a worried person does here is counted in one lot with everything
else that is not a public page: a line that rose at ten past nine would tell whoever watches the network who wrote.
"""

import hmac
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.mail.backends import smtp
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from config.gauges import GAUGES

logger = logging.getLogger("lantern.metrics")
# The name of a URL pattern: what it is counted as. All others are "other".
COUNTED = {
    "wagtail_serve": "page",
    "front_door": "page",
    "help_service": "page",
    "calendar": "page",
    "help": "finder",
    "search": "search",
    "open_referral": "feed",
    "media": "media",
}
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
REQUESTS = Counter("lantern_requests", "Requests answered.", ["view", "status"])
SECONDS = Histogram("lantern_request_seconds", "Seconds until an answer began.", ["view"], buckets=BUCKETS)
MAILS_FAILED = Counter("lantern_mails_failed", "E-mails that the mail server did not take.")


class MetricsMiddleware:
    """Counts requests by kind of page and status, and how long they took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        view = kind_of(request)
        REQUESTS.labels(view, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(view).observe(time.perf_counter() - started)
        return response


def kind_of(request: HttpRequest) -> str:
    """One of a few words for what was asked."""
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    return COUNTED.get(request.resolver_match.url_name or "", "other") if request.resolver_match else "other"


class CountingMailBackend(smtp.EmailBackend):
    """Sends by SMTP and counts what could not be sent."""

    def send_messages(self, email_messages: Any) -> int:
        """Raise what SMTP raises, after counting it."""
        try:
            return super().send_messages(email_messages) or 0
        except OSError:
            MAILS_FAILED.inc()
            raise


class Asked:
    """The gauges, asked at each scrape. One that cannot be asked is left out, and `lantern_database_up` says so."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Prometheus' client calls it."""
        up = 1.0
        for gauge in GAUGES.values():
            try:
                yield GaugeMetricFamily(gauge.name, gauge.tells, value=gauge.ask())
            except Error:
                up = 0.0
        yield GaugeMetricFamily("lantern_database_up", "Whether the database answers.", value=up)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The figures of all processes of this machine. Without the token there is no such page."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(
        given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()
    ):
        raise Http404
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_DIR))  # type: ignore[no-untyped-call]
    registry.register(Asked())
    response = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response
