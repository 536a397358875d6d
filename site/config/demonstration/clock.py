"""A clock that can be set, for a past that is told through journeys which ask for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Until it ends, `timezone.now` says this moment to everybody in this process."""
    now = timezone.now
    setattr(timezone, "now", lambda: moment.astimezone(UTC))  # noqa: B010
    try:
        yield
    finally:
        setattr(timezone, "now", now)  # noqa: B010
