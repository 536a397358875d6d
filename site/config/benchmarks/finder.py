"""The finder over a large directory, against the bare SQL that answers the same question."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.languages import SOURCE
from signposting.finder.asked import Asked
from signposting.finder.matching import matching
from signposting.finder.ranking import nearest
from signposting.gazetteer.nearness import RADIUS_KM, box
from signposting.gazetteer.spots import Spot, spot_of
from signposting.journeys.finding import find_help

ROUNDS = 15
MOST = 20
# What a hand would write: the box that an index serves first, then the haversine, then the filters. Without
# CROSS JOIN, SQLite starts from all services and takes two to three times as long.
BARE = f"""
WITH near AS MATERIALIZED (
    SELECT id, {2 * RADIUS_KM} * ASIN(SQRT(
        POWER(SIN(RADIANS(latitude - %(latitude)s) / 2), 2)
        + POWER(SIN(RADIANS(longitude - %(longitude)s) / 2), 2)
        * COS(RADIANS(latitude)) * COS(RADIANS(%(latitude)s)))) AS distance
    FROM signposting_location
    WHERE latitude BETWEEN %(south)s AND %(north)s AND longitude BETWEEN %(west)s AND %(east)s AND NOT sensitive
)
SELECT s.id FROM near CROSS JOIN signposting_serviceatlocation a CROSS JOIN signposting_service s
WHERE near.distance <= %(km)s AND a.location_id = near.id AND s.id = a.service_id AND s.live AND s.status = 'active' AND s.locale_id = %(locale)s
    AND (s.minimum_age IS NULL OR s.minimum_age <= %(age)s) AND (s.maximum_age IS NULL OR s.maximum_age >= %(age)s)
    AND (s.interpreter OR EXISTS (SELECT 1 FROM signposting_servicefacet f
        WHERE f.service_id = s.id AND f.kind = 'language' AND f.value = %(language)s))
    AND EXISTS (SELECT 1 FROM signposting_contact c WHERE c.service_id = s.id AND NOT c.private)
ORDER BY near.distance, s.id LIMIT {MOST}
"""  # noqa: S608 - the numbers are ours


@dataclass(frozen=True)
class Cost:
    """How many times as long as the bare SQL it takes, and with how many queries."""

    nearest: float
    whole: float
    queries: int


def measured(where: str = "bradford") -> Cost:
    """The nearest 20 by age and language: the keys alone, and the whole answer with its words and hours."""
    spot = spot_of(where)
    if spot is None:
        raise ValueError(f"The gazetteer has no {where}.")
    asked = Asked(age=15, language="ur", place=spot)
    bare = bare_sql(asked, spot)
    ranked = nearest(matching(asked), spot, asked.km, asked.language, MOST)
    if [row.pk for row in ranked] != bare():
        raise AssertionError("The finder and the bare SQL answer different questions.")
    now = timezone.now()
    with CaptureQueriesContext(connection) as queries:
        find_help(asked, SOURCE, now)
    base = seconds(bare)
    return Cost(
        seconds(lambda: nearest(matching(asked), spot, asked.km, asked.language, MOST)) / base,
        seconds(lambda: find_help(asked, SOURCE, now)) / base,
        len(queries),
    )


def bare_sql(asked: Asked, spot: Spot) -> Callable[[], list[int]]:
    """Asks the same question by hand."""
    south, north, west, east = box(spot, asked.km)
    values = {
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "south": south,
        "north": north,
        "west": west,
        "east": east,
        "km": asked.km,
        "age": asked.age,
        "language": asked.language,
    }

    def ask() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM wagtailcore_locale WHERE language_code = %s", [SOURCE])
            cursor.execute(BARE, {**values, "locale": cursor.fetchone()[0]})
            return [row[0] for row in cursor.fetchall()]

    return ask


def seconds(ask: Callable[[], object]) -> float:
    """The median of some rounds."""
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
