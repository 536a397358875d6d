"""Sums over the log for each question of an activity: added up by the database, which hands out no attempt."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection

from training.item_statistics import Tally

# The names drawn in an attempt, one a row.
UNNEST = {
    "sqlite": "JOIN json_each(attempt.drawn) AS drawn",
    "postgresql": "CROSS JOIN LATERAL jsonb_array_elements_text(attempt.drawn) AS drawn(value)",
}
NUMBER = {"sqlite": "json_extract(event.data, '$.{0}')", "postgresql": "CAST(event.data ->> '{0}' AS integer)"}

# The first attempt of each registration, with what was answered last to each question that was drawn.
GIVEN = """
    SELECT drawn.value AS question, answer.given AS given,
        CASE WHEN answer."right" THEN 1 ELSE 0 END AS x, {right} AS all_right, {asked} AS all_asked
    FROM training_event AS event
    JOIN training_attempt AS attempt ON attempt.id = event.attempt_id AND attempt.number = 1
    JOIN training_registration AS registration ON registration.id = attempt.registration_id
    {unnest}
    LEFT JOIN training_answer AS answer ON answer.attempt_id = attempt.id AND answer.question = drawn.value
        AND NOT EXISTS (
            SELECT 1 FROM training_answer AS later
            WHERE later.attempt_id = attempt.id AND later.question = drawn.value AND later.number > answer.number
        )
    WHERE event.kind = 'finished' AND registration.activity_id = %s
"""
SUMS = """
    SELECT question, COUNT(*), SUM(x), SUM(y), SUM(y * y), SUM(x * y)
    FROM (
        SELECT question, x, CASE WHEN all_asked > 1 THEN (all_right - x) * 1.0 / (all_asked - 1) ELSE 0 END AS y
        FROM ({given}) AS told
    ) AS scored
    GROUP BY question
"""
CHOICES = """
    SELECT question, CAST(given AS text), COUNT(*)
    FROM ({given}) AS told
    WHERE given IS NOT NULL AND question IN ({names})
    GROUP BY question, CAST(given AS text)
"""


def _given() -> str:
    number = NUMBER[connection.vendor]
    return GIVEN.format(right=number.format("right"), asked=number.format("asked"), unnest=UNNEST[connection.vendor])


def tallies(activity: int) -> dict[str, Tally]:
    """By the name of each question that was ever asked. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(given=_given()), [activity])
        return {
            name: Tally(int(asked), int(right), *map(float, rest)) for name, asked, right, *rest in cursor.fetchall()
        }


def choices(activity: int, names: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    """What was answered to questions of which something is chosen, as JSON, and how often. One query."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    if names:
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(names))
            cursor.execute(CHOICES.format(given=_given(), names=marks), [activity, *names])
            rows: list[Any] = cursor.fetchall()
        for name, given, number in rows:
            found[name].append((given, int(number)))
    return found
