"""`manage.py task_worker`: runs background tasks; `make serve` starts one beside the web server."""

import logging
from argparse import ArgumentParser

from django_tasks_db.management.commands import db_worker


class Command(db_worker.Command):
    """The worker of django-tasks-db, for every queue, with log levels left to the settings.

    Its own levels report each task and tell the operator on every clean stop to press Ctrl-C again.
    A failed task is still logged, by the tasks' own logger.
    """

    help = "Runs background tasks of every queue until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take every queue unless told otherwise."""
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*")

    def configure_logging(self, verbosity: int) -> None:
        """Keep the settings' levels, and of the worker itself only what is wrong."""
        logging.getLogger(db_worker.logger.name).setLevel(logging.ERROR)
