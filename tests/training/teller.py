"""Run by test_record_store.py on a database of its own: people learn, and whoever tells the record store is killed again and again.

Prints JSON: the ids of all statements that there are to be, and how many still wait.
"""

import json
import os
import sys

import django

from tests.support.killing import killed


def send(out: int) -> None:
    """As the worker does it."""
    from training.journeys.sending_statements import send_waiting
    from training.journeys.telling import try_again

    try_again()
    send_waiting()
    os.write(out, b"done\n")


def main(kills: int, learners: int) -> None:
    """Learn, be killed, and tell the rest."""
    django.setup()
    from django.db import connections

    from tests.training.conftest import founded, person
    from training.journeys.sending_statements import send_waiting
    from training.journeys.telling import outbox, try_again
    from training.models import Event, OutgoingStatement
    from training.xapi.statement import verb_of

    partnership = founded()
    partnership.publish()
    for each in range(learners):
        partnership.complete(person(f"learner{each}@lantern.example"))
    keys = [row.event.key for row in OutgoingStatement.objects.select_related("event")]
    connections.close_all()
    for _ in range(kills):
        killed(send, "done", 0.15)
    try_again()
    send_waiting()
    events = Event.objects.filter(registration__activity=partnership.module)
    assert keys == [event.key for event in events if verb_of(event)]
    sys.stdout.write(json.dumps({"ids": [str(key) for key in keys], "waiting": outbox()["store"]["waiting"]}) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
