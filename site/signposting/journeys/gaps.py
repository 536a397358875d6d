"""Counting what readers look for and do not find, so that boards see where provision is missing.

Small numbers could tell of a person: a week's row says nothing until many weeks are put together, and what is
shown is rounded down, without what is small or would give something small back (`showing_gaps`). A week is shown
once it is over, so that nobody counts the searches of others by adding their own until a number crosses a step.
What that does not promise: whoever keeps the report of each week can see in which of them a number crossed a step.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Sum
from django.utils import timezone

from config.languages import SOURCE
from signposting.journeys.showing_gaps import shown
from signposting.models import District, SearchGap, TaxonomyTerm
from signposting.spoken import SPOKEN

LITTLE = 2
"""A search that gave this many services or fewer found little."""
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
    """Where little was found since a day, by some of `BY`, the most first; nothing of the week that is not over.

    Three queries, and as many rows as kinds of search were made in that time.
    """
    wanted = set(by)
    names = tuple(name for name in BY if name in wanted)
    rows = (
        SearchGap.objects.filter(week__gte=week_of(since), week__lt=week_of(timezone.localdate()))
        .order_by()
        .values_list(*BY)
        .annotate(all=Sum("searches"), little=Sum("found_little"))
    )
    searches = {row[:-2]: row[-2] for row in rows}
    little = {row[:-2]: row[-1] for row in rows}
    values = how_many_values()
    shown_searches = shown(searches, BY, names, values)
    shown_little = shown(little, BY, names, values)
    found = [Gap(row, max(shown_searches.get(row, 0), number), number) for row, number in shown_little.items()]
    return sorted(found, key=lambda gap: (-gap.found_little, gap.values))


def how_many_values() -> dict[str, int]:
    """How many different ones the finder can be asked for; not naming any is left out, so that it is rather too few."""
    taxonomies = TaxonomyTerm.objects.filter(locale__language_code=SOURCE).values_list("taxonomy", flat=True)
    terms = Counter(taxonomies.order_by())
    areas = District.objects.count()
    return {"need": terms["need"], "topic": terms["topic"], "area": areas, "language": len(SPOKEN)}


def forget_old_gaps() -> int:
    """Delete weeks that no report shows any more; returns how many rows."""
    return SearchGap.objects.filter(week__lt=week_of(timezone.localdate() - KEPT)).delete()[0]
