"""What monitoring may know of the desk: roughly how much waits, at fixed hours.

A figure that rose when a report came would tell whoever sees it, and the network, when somebody visited the form.
"""

from django.core.cache import cache
from django.utils import timezone

from reporting.journeys.notifying import last_hour
from reporting.models import Report

STEP = 5
KEPT_SECONDS = 24 * 60 * 60


def reports_waiting() -> int:
    """Unread reports as of the last hour at which the desk is told, rounded up to the next five."""
    hour = last_hour(timezone.localtime())
    return int(cache.get_or_set(f"reports-waiting-{hour:%Y-%m-%dT%H}", _rounded, KEPT_SECONDS) or 0)


def _rounded() -> int:
    unread = Report.objects.filter(status=Report.Status.UNREAD).count()
    return -(-unread // STEP) * STEP
