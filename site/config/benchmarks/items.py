"""Item analysis of a module with a million answers, against bare SQL in the same run.

Rows are planted by SQL alone: everybody tries twice and answers every question, and first attempts count.
"""

from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from config.benchmarks.training import Cost, against
from training.journeys.item_analysis import item_analysis
from training.models import Activity, ActivityVersion, Answer, Attempt, BankVersion, Event, Learner, Registration

QUESTIONS, TRIES = 25, 2
OPTIONS = "abcd"
TITLE = "Bench items"


def plant(learners: int) -> int:
    """A module whose questions so many of the planted people answered; how many answers there are."""
    questions = [
        {
            "id": f"q{number:02}",
            "kind": "single",
            "text": f"Question {number}",
            "options": [{"id": one, "text": one, "right": one == "a"} for one in OPTIONS],
        }
        for number in range(QUESTIONS)
    ]
    with transaction.atomic():
        bank = BankVersion.objects.create(
            key=uuid4(), number=1, digest="0" * 64, questions=questions, made_at=timezone.now()
        )
        activity = Activity.objects.create(title=TITLE)
        pools = [{"bank_version": bank.pk, "draw": QUESTIONS}]
        version = ActivityVersion.objects.create(
            activity=activity,
            number=1,
            digest="0" * 64,
            parts=[{"key": "check", "kind": "assessment", "pools": pools, "pass_mark": 75}],
            published_at=timezone.now(),
        )
        people = Learner.objects.filter(user__email__startswith="bench").order_by("pk").values_list("pk", flat=True)
        some = list(people[:learners])
        _tries(some, activity, version, [f"{bank.pk}:{one['id']}" for one in questions])
        _answers(activity)
    return len(some) * TRIES * QUESTIONS


def _tries(people: list[int], activity: Activity, version: ActivityVersion, drawn: list[str]) -> None:
    now = timezone.now()
    begun = Registration.objects.bulk_create(
        (
            Registration(learner_id=one, activity=activity, version=version, number=1, language="en", started_at=now)
            for one in people
        ),
        batch_size=5000,
    )
    Attempt.objects.bulk_create(
        (
            Attempt(registration=one, part="check", number=number, seed="0", drawn=drawn, started_at=now)
            for one in begun
            for number in range(1, TRIES + 1)
        ),
        batch_size=5000,
    )


def _answers(activity: Activity) -> None:
    """An answer to every question that was drawn, some right; then an event for each attempt. Two statements."""
    answers, attempts, begun, events = (one._meta.db_table for one in (Answer, Attempt, Registration, Event))
    postgresql = connection.vendor == "postgresql"
    now = timezone.now() if postgresql else str(timezone.now().replace(tzinfo=None))
    chosen = "(begun.learner_id / 3 * (turn.number + 3) + begun.learner_id) %% (turn.number %% 5 + 4)"
    given = f"""CASE {chosen} WHEN 1 THEN '"b"' WHEN 2 THEN '"c"' WHEN 3 THEN '"d"' ELSE '"a"' END"""
    right = f"({chosen}) NOT IN (1, 2, 3)"
    name = "attempt.drawn ->> (turn.number - 1)"
    told = "jsonb_build_object" if postgresql else "json_object"
    key = "gen_random_uuid()" if postgresql else "lower(hex(randomblob(16)))"
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE turn(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM turn WHERE number < %s) "  # noqa: S608 - our own names
            f'INSERT INTO {answers} (attempt_id, number, question, given, "right", at) '
            f"SELECT attempt.id, turn.number, {name}, {given if not postgresql else f'({given})::jsonb'}, {right}, %s "
            f"FROM {begun} begun JOIN {attempts} attempt ON attempt.registration_id = begun.id CROSS JOIN turn "
            "WHERE begun.activity_id = %s",
            [QUESTIONS, now, activity.pk],
        )
        cursor.execute(
            f"INSERT INTO {events} (key, learner_id, kind, at, recorded_at, registration_id, attempt_id, part, data) "  # noqa: S608 - our own names
            f"SELECT {key}, begun.learner_id, 'finished', %s, %s, begun.id, attempt.id, 'check', "
            f"{told}('right', SUM(CASE WHEN answer.\"right\" THEN 1 ELSE 0 END), 'asked', COUNT(*)) "
            f"FROM {begun} begun JOIN {attempts} attempt ON attempt.registration_id = begun.id "
            f"JOIN {answers} answer ON answer.attempt_id = attempt.id WHERE begun.activity_id = %s "
            "GROUP BY begun.learner_id, begun.id, attempt.id",
            [now, now, activity.pk],
        )


def analysis(user: Any) -> Cost:
    """Of every question and answer; bare, how often each was the last to its question in first attempts, and was right."""
    activity = Activity.objects.get(title=TITLE)
    bare = (
        "SELECT question, CAST(given AS text), COUNT(*), SUM(x) FROM ("
        'SELECT answer.question, answer.given, CASE WHEN answer."right" THEN 1 ELSE 0 END AS x, ROW_NUMBER() OVER '
        "(PARTITION BY answer.attempt_id, answer.question ORDER BY answer.number DESC) AS place "
        "FROM training_registration begun "
        "JOIN training_attempt attempt ON attempt.registration_id = begun.id AND attempt.number = 1 "
        "JOIN training_answer answer ON answer.attempt_id = attempt.id "
        "JOIN training_event event ON event.attempt_id = attempt.id AND event.kind = 'finished' "
        "WHERE begun.activity_id = %s) told WHERE place = 1 GROUP BY question, CAST(given AS text)"
    )
    return against(lambda: item_analysis(user, activity), [(bare, (activity.pk,))])
