"""`manage.py task_worker`: runs background tasks; `make serve` starts one beside the web server."""

import logging
import threading
from argparse import ArgumentParser
from typing import Any

from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.management.commands import db_worker

from background.journeys import clock

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_TICKS = 1.0


class Command(db_worker.Command):
    """The worker of django-tasks-db, for every queue, with a clock, and with log levels left to the settings.

    Its own levels report each task and tell the operator on every clean stop to press Ctrl-C again.
    A failed task is still logged, by the tasks' own logger. As many workers may run as you like.
    """

    help = "Runs background tasks of every queue, and what is due, until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take every queue unless told otherwise."""
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*")

    def configure_logging(self, verbosity: int) -> None:
        """Keep the settings' levels, and of the worker itself only what is wrong."""
        logging.getLogger(db_worker.logger.name).setLevel(logging.ERROR)

    def handle(self, **options: Any) -> None:
        """Start the clock in a thread that ends with the process; with --batch, tick once and finish what waits."""
        if options["batch"]:
            clock.tick()
        else:
            threading.Thread(target=keep_ticking, name="clock", daemon=True).start()
        super().handle(**options)


def keep_ticking() -> None:
    """Tick every second, whatever happens to the database meanwhile."""
    pause = threading.Event()
    while True:
        try:
            close_old_connections()
            clock.tick()
        except DatabaseError:
            # Busy or gone for a moment: the next tick tries again.
            logger.warning("The clock could not ask the database; it tries again.", exc_info=True)
            connections.close_all()
        pause.wait(SECONDS_BETWEEN_TICKS)
