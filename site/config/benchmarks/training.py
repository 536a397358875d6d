"""Training: an agency's table, the board's summary and a file, with many learners, against bare SQL in the same run.

Rows are planted by SQL alone, without the journeys: status rows as those would stand, and a log of registrations and
attempts behind them, so that what is measured does not read it.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import User
from spreadsheets.writing import Table, csv_lines
from training.journeys.looking_after import Place, Wanted
from training.journeys.matrix import COLUMNS, HEADINGS, PER_PAGE, Matrix
from training.journeys.summing import summary
from training.listed import Listed
from training.models import (
    Activity,
    ActivityVersion,
    Agency,
    Attempt,
    JobRole,
    Learner,
    Level,
    Membership,
    Registration,
    Requirement,
    Status,
)

LEARNERS, REQUIREMENTS, ATTEMPTS, AGENCIES = 20_000, 40, 1_000_000, 30
BATCH = 5000


@dataclass(frozen=True)
class Cost:
    """How often the time of bare SQL, and how many queries."""

    ratio: float
    queries: int


def plant(learners: int = LEARNERS, requirements: int = REQUIREMENTS, attempts: int = ATTEMPTS) -> None:
    """People in agencies of equal size, each with every requirement; dates that give every standing."""
    with transaction.atomic():
        activity = Activity.objects.create(title="Bench")
        version = ActivityVersion.objects.create(
            activity=activity, number=1, digest="0" * 64, parts=[], published_at=timezone.now()
        )
        role = JobRole.objects.create(name="Bench")
        agencies = Agency.objects.bulk_create(Agency(name=f"Bench {number:02}") for number in range(AGENCIES))
        asked = Requirement.objects.bulk_create(
            Requirement(title=f"Bench {number:02}") for number in range(requirements)
        )
        users = _made(User, (User(email=f"bench{n}@lantern.example", last_name=f"{n:06}") for n in range(learners)))
        people = _made(Learner, (Learner(user=user) for user in users))
        began = date(2020, 1, 1)
        _made(
            Membership,
            (
                Membership(
                    learner=one, agency=agencies[n % AGENCIES], job_role=role, level=Level.EVERYONE, began_on=began
                )
                for n, one in enumerate(people)
            ),
        )
        _statuses(people[0].pk, people[-1].pk, [one.pk for one in asked])
        _log(people, activity, version, attempts)


def _made(model: Any, rows: Iterator[Any]) -> list[Any]:
    return model.objects.bulk_create(rows, batch_size=BATCH)


def _statuses(first: int, last: int, requirements: list[int]) -> None:
    """One statement: done or not, and due from two years ago to a year from now."""
    table, today = Status._meta.db_table, timezone.localdate()
    days = [today + timedelta(days=offset) for offset in (-400, -30, 20, 80, 300)]
    case = " ".join(f"WHEN {number} THEN '{day.isoformat()}'" for number, day in enumerate(days))
    choice = f"CASE (learner.id * 7 + requirement.id) %% 5 {case} END"
    done = "CASE WHEN (learner.id + requirement.id) %% 3 = 0 THEN NULL ELSE '2024-01-01' END"
    if connection.vendor == "postgresql":
        choice, done = f"({choice})::date", f"({done})::date"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (learner_id, requirement_id, assigned_on, done_on, valid_until, due_on, late_after) "  # noqa: S608 - our own names
            f"SELECT learner.id, requirement.id, '2023-01-01', {done}, {choice}, {choice}, {choice} "
            f"FROM {Learner._meta.db_table} learner CROSS JOIN {Requirement._meta.db_table} requirement "
            f"WHERE learner.id BETWEEN %s AND %s AND requirement.id BETWEEN %s AND %s",
            [first, last, requirements[0], requirements[-1]],
        )


def _log(people: list[Any], activity: Any, version: Any, attempts: int) -> None:
    """A registration each, and their attempts, by two statements."""
    begun, tried = Registration._meta.db_table, Attempt._meta.db_table
    postgresql = connection.vendor == "postgresql"
    key = "gen_random_uuid()" if postgresql else "lower(hex(randomblob(16)))"
    drawn = "'[]'::jsonb" if postgresql else "'[]'"
    now = timezone.now() if postgresql else str(timezone.now().replace(tzinfo=None))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {begun} (id, learner_id, activity_id, version_id, number, language, is_test_out, started_at) "  # noqa: S608 - our own names
            f"SELECT {key}, id, %s, %s, 1, 'en', false, %s FROM {Learner._meta.db_table} WHERE id BETWEEN %s AND %s",
            [activity.pk, version.pk, now, people[0].pk, people[-1].pk],
        )
        cursor.execute(
            "WITH RECURSIVE turn(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM turn WHERE number < %s) "  # noqa: S608 - our own names
            f"INSERT INTO {tried} (id, registration_id, part, number, seed, drawn, started_at) "
            f"SELECT {key}, begun.id, 'check', turn.number, '0', {drawn}, %s FROM {begun} begun CROSS JOIN turn "
            "WHERE begun.activity_id = %s",
            [max(1, attempts // len(people)), now, activity.pk],
        )


def place() -> Place:
    """One of the agencies."""
    return Place(Agency.objects.get(name="Bench 00"))


def table(listed: Listed | None = None) -> Cost:
    """The first page of an agency's table with its number of people, whoever is in it."""

    def ours() -> None:
        matrix = Matrix(place(), Wanted(listed=listed))
        matrix.count()
        _rows = matrix[0:PER_PAGE]

    matrix = Matrix(place(), Wanted(listed=listed))
    members = matrix.members.values_list(*COLUMNS)
    page = [row[0] for row in members[:PER_PAGE]]
    cells = Status.objects.filter(learner__in=page).values_list(
        "learner", "requirement", "done_on", "valid_until", "due_on", "late_after", "exempt_from", "exempt_until"
    )
    return against(ours, [_number(matrix.members), _sql(members[:PER_PAGE]), _sql(cells)])


def board(user: Any) -> Cost:
    """The board's summary."""
    today = timezone.localdate().isoformat()
    bare = (
        "SELECT m.agency_id, s.requirement_id, COUNT(*), "
        "SUM(CASE WHEN s.done_on IS NOT NULL AND s.valid_until >= %s THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN s.late_after < %s THEN 1 ELSE 0 END) "
        "FROM training_status s JOIN training_membership m ON m.learner_id = s.learner_id "
        "WHERE m.began_on <= %s AND (m.ended_on IS NULL OR m.ended_on > %s) GROUP BY m.agency_id, s.requirement_id"
    )
    return against(lambda: list(summary(user).lines()), [(bare, (today,) * 4)])


def _number(rows: Any) -> tuple[str, Any]:
    sql, parameters = _sql(rows.order_by().values("pk"))
    return f"SELECT COUNT(*) FROM ({sql}) counted", parameters  # noqa: S608 - Django's own statement


def _sql(rows: Any) -> tuple[str, Any]:
    found: tuple[str, Any] = rows.query.sql_with_params()
    return found


def against(ours: Callable[[], object], statements: list[tuple[str, Any]]) -> Cost:
    def bare() -> None:
        with connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                cursor.fetchall()

    ours()
    with CaptureQueriesContext(connection) as queries:
        ours()
    return Cost(_best(ours) / _best(bare), len(queries))


def _best(call: Callable[[], object], times: int = 3) -> float:
    """Of a few, since other programs only ever make it slower."""
    found = []
    for _turn in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found)


def memory(people: int) -> tuple[int, int]:
    """Bytes at the most while a CSV file of so many people is sent, and how many lines it had."""
    # Every agency's people under one roof, so that the file is as long as there are learners.
    matrix = Matrix(place(), Wanted())
    matrix.members = (
        Membership.objects.filter(agency__name__startswith="Bench")
        .order_by("pk")
        .select_related("learner__user", "team", "job_role")[:people]
    )
    headings = [*HEADINGS, *(one.title for one in matrix.requirements)]
    tracemalloc.start()
    lines = sum(1 for _line in csv_lines(Table("bench", headings, matrix.lines())))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most, lines


def board_member() -> User:
    """Somebody who sees every agency."""
    return User.objects.create_superuser("bench.board@lantern.example")
