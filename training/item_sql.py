"""Sums over the log for each question of an activity: added up by the database, which hands out no attempt.

Each of two statements reads the first attempts once. One counts what was drawn, as if nobody had been right; the other
adds what right answers change: so no answer has to be looked for in what was drawn.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection

from training.item_statistics import Tally

# The names drawn in an attempt, one a row.
UNNEST = {
    "sqlite": "JOIN json_each(first.drawn) AS drawn",
    "postgresql": "CROSS JOIN LATERAL jsonb_array_elements_text(first.drawn) AS drawn(value)",
}
NUMBER = {"sqlite": "json_extract(event.data, '$.{0}')", "postgresql": "CAST(event.data ->> '{0}' AS integer)"}

# The first attempt of each registration; of its other questions the share that was right, if this one was wrong or right.
FIRST = """
    WITH counted AS (
        SELECT attempt.id, attempt.drawn,
            CAST({right} AS double precision) AS all_right, CAST({asked} - 1 AS double precision) AS others
        FROM training_registration AS registration
        JOIN training_attempt AS attempt ON attempt.registration_id = registration.id AND attempt.number = 1
        JOIN training_event AS event ON event.attempt_id = attempt.id AND event.kind = 'finished'
        WHERE registration.activity_id = %s
    ), first AS (
        SELECT id, drawn,
            CASE WHEN others > 0 THEN all_right / others ELSE 0 END AS if_wrong,
            CASE WHEN others > 0 THEN (all_right - 1) / others ELSE 0 END AS if_right
        FROM counted
    )
"""
DRAWN = """
    SELECT drawn.value, COUNT(*), SUM(if_wrong), SUM(if_wrong * if_wrong) FROM first {unnest} GROUP BY drawn.value
"""
# An answer may be given again: the last counts.
ANSWERED = """
    SELECT question, given, COUNT(*), SUM(x), SUM(x * (if_right - if_wrong)),
        SUM(x * (if_right * if_right - if_wrong * if_wrong)), SUM(x * if_right)
    FROM (
        SELECT answer.question, CASE WHEN answer.question IN ({names}) THEN CAST(answer.given AS text) END AS given,
            CASE WHEN answer."right" THEN 1 ELSE 0 END AS x, first.if_wrong, first.if_right,
            ROW_NUMBER() OVER (PARTITION BY answer.attempt_id, answer.question ORDER BY answer.number DESC) AS place
        FROM first JOIN training_answer AS answer ON answer.attempt_id = first.id
    ) AS told
    WHERE place = 1
    GROUP BY question, given
"""


def sums(activity: int, chosen: Collection[str]) -> tuple[dict[str, Tally], dict[str, list[tuple[str, int]]]]:
    """By the name of each question that was ever asked: its sums; and of the `chosen`, of which something is chosen, what
    was answered, as JSON, and how often. Two queries.
    """
    number = NUMBER[connection.vendor]
    first = FIRST.format(right=number.format("right"), asked=number.format("asked"))
    names = ", ".join(["%s"] * len(chosen)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(first + DRAWN.format(unnest=UNNEST[connection.vendor]), [activity])
        tallies = {
            name: Tally(int(asked), 0, float(rest), float(squared)) for name, asked, rest, squared in cursor.fetchall()
        }
        cursor.execute(first + ANSWERED.format(names=names), [activity, *chosen])
        rows: list[Any] = cursor.fetchall()
    given: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, answer, times, right, *rest in rows:
        tallies[name] += Tally(0, int(right), *map(float, rest))
        if answer is not None:
            given[name].append((answer, int(times)))
    return tallies, given
