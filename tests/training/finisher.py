"""Run by test_killed.py on a database of its own: finishes attempts in processes that are killed at any moment.

Prints JSON: how many were tried, told and completed, which of those told are lost, which are not there exactly once,
and what does not follow from the log.
"""

import json
import os
import sys
import time
from typing import Any
from uuid import UUID

import django

from tests.support.killing import killed


def prepare(number: int) -> list[tuple[int, str]]:
    """That many learners who have everything but the end: account and attempt of each."""
    from django.db import connections, transaction

    from tests.training.conftest import founded, person
    from training.journeys import belonging, learning

    with transaction.atomic():
        partnership = founded()
        partnership.publish()
        partnership.require()
        waiting = []
        for each in range(number):
            user = person(f"learner{each}@lantern.example")
            belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching)
            registration = partnership.begin(user)
            learning.do_lesson(user, registration, "signs")
            waiting.append((user.pk, str(partnership.answered(user, registration).pk)))
    connections.close_all()
    return waiting


def finish_until_killed(out: int, waiting: list[tuple[int, str]]) -> None:
    """What learners do: press the button, and press it again where no answer came. Says what was tried and told."""
    from people.models import User
    from training.journeys.assessing import finish
    from training.models import Attempt

    for user, attempt in waiting:
        os.write(out, f"tried {attempt}\n".encode())
        result = finish(User.objects.get(pk=user), Attempt.objects.get(pk=attempt))
        os.write(out, f"{'told' if result.passed else 'failed'} {attempt}\n".encode())
    time.sleep(60)


def killed_once(waiting: list[tuple[int, str]], within: float) -> tuple[set[str], set[str], float]:
    """One process, killed within some seconds, or after its first result: what it tried and told, and how long it ran."""
    lines, ran = killed(lambda out: finish_until_killed(out, waiting), "told", within)
    tried, told = ({line[1] for line in lines if line[0] == kind} for kind in ("tried", "told"))
    return tried, told, ran


def found(attempts: list[str]) -> dict[str, Any]:
    """Which attempts are completed, and which of them not exactly once with one certificate."""
    from training.models import Certificate, Event, Registration

    completed, wrong = [], []
    for attempt in attempts:
        registration = Registration.objects.get(attempts=UUID(attempt))
        finished = Event.objects.filter(attempt=UUID(attempt), kind=Event.Kind.FINISHED).count()
        done = registration.events.filter(kind=Event.Kind.COMPLETED).count()
        certificates = Certificate.objects.filter(event__registration=registration).count()
        if not finished == done == certificates <= 1:
            wrong.append(attempt)
        if done:
            completed.append(attempt)
    return {"completed": completed, "wrong": wrong}


def main(times: int, number: int) -> None:
    """Kill that many processes, then look at what is there."""
    django.setup()
    from django.db import connections

    from training.journeys.proving import broken_log, wrong_statuses

    prepared = prepare(number)
    tried: set[str] = set()
    told: set[str] = set()
    once = 0.0
    for _ in range(times):
        waiting = [(user, attempt) for user, attempt in prepared if attempt not in told]
        # The first is left alone until it has told a result: the others are measured by it, on a busy machine as on an idle one.
        attempted, answered, ran = killed_once(waiting, once * 2)
        once = once or ran
        tried |= attempted
        told |= answered
    after = found([attempt for _user, attempt in prepared])
    faults = [one.says for one in (*wrong_statuses(), *broken_log())]
    connections.close_all()
    sys.stdout.write(
        json.dumps(
            {
                "tried": len(tried),
                "told": len(told),
                "lost": sorted(told - {*after["completed"]}),
                "wrong": after["wrong"],
                "completed": len(after["completed"]),
                "faults": faults,
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
