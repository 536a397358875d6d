"""Proves that the training records follow from their log."""

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from training.journeys.proving import broken_log, wrong_statuses


class Command(BaseCommand):
    """`manage.py rebuild_training_status`: prints every difference, and ends with 1 if there was one."""

    help = "Fold the training log again, grade again, and print whatever does not follow from it."

    def add_arguments(self, parser: CommandParser) -> None:
        """--write mends status rows."""
        parser.add_argument("--write", action="store_true", help="Mend the status rows. The log is never changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, mend if asked, and say what was found."""
        found = 0
        for difference in chain(wrong_statuses(write=options["write"]), broken_log()):
            found += 1
            self.stdout.write(difference.says)
        if found:
            mended = " Status rows were mended; run it again to see what is left." if options["write"] else ""
            raise CommandError(f"Differences: {found}.{mended}")
        self.stdout.write("Every status follows from the log, and so does every certificate.")
