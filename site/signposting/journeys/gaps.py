"""Counting what readers look for and do not find, so that boards see where provision is missing.

Small numbers could tell of a person: a week's row says nothing until many weeks are put together, what
is below `FEWEST` is never shown, and what is shown is rounded down to a multiple of it. A week is shown once it
is over, so that nobody counts the searches of others by adding their own until a number crosses a step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Sum
from django.utils import timezone

from signposting.models import SearchGap

LITTLE = 2
"""A search that gave this many services or fewer found little."""
FEWEST = 5
KEPT = timedelta(weeks=104)
BY = ("need", "topic", "area", "language")


@dataclass(frozen=True)
class Gap:
    """What was searched, how often at least, and how often at least little was found."""

    values: tuple[str, ...]
    searches: int
    found_little: int


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def count_search(need: str = "", topic: str = "", area: str = "", language: str = "", *, found: int) -> None:
    """Count one search and how much it found; one query, three for the first of its kind in a week."""
    if not (need or topic or area or language):
        return
    little = int(found <= LITTLE)
    key = {
        "week": week_of(timezone.localdate()),
        "need": need,
        "topic": topic,
        "area": area,
        "language": language,
    }
    rows = SearchGap.objects.filter(**key)
    more = {"searches": F("searches") + 1, "found_little": F("found_little") + little}
    if not rows.update(**more):
        # Somebody else may make the row at the same moment.
        SearchGap.objects.bulk_create([SearchGap(**key)], ignore_conflicts=True)
        rows.update(**more)


def gaps(since: date, by: Iterable[str] = BY) -> list[Gap]:
    """Where little was found since a day, by some of `BY`, the most first.

    Nothing of the week that is not over, and nothing that is below `FEWEST`.
    """
    names = [name for name in BY if name in set(by)]
    rows = (
        SearchGap.objects.filter(week__gte=week_of(since), week__lt=week_of(timezone.localdate()))
        .order_by()
        .values_list(*names)
        .annotate(all=Sum("searches"), little=Sum("found_little"))
        .filter(little__gte=FEWEST)
        .order_by("-little", *names)
    )
    return [Gap(tuple(row[:-2]), coarse(row[-2]), coarse(row[-1])) for row in rows]


def coarse(number: int) -> int:
    """Rounded down to a multiple of `FEWEST`."""
    return number - number % FEWEST


def forget_old_gaps() -> int:
    """Delete weeks that no report shows any more; returns how many rows."""
    return SearchGap.objects.filter(week__lt=week_of(timezone.localdate() - KEPT)).delete()[0]
