"""Counts compliance at the ends of the past twelve months."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from training.dates import month_ends, today
from training.journeys.counting_months import MONTHS, count_missing, count_month_end


class Command(BaseCommand):
    """`manage.py count_training_months`: what the worker does by itself, and with `--again` what history changed."""

    help = "Count, from the log, how many people were in order on the last day of each of the past twelve months."

    def add_arguments(self, parser: CommandParser) -> None:
        """--again is for history that was loaded late, and for terms that changed."""
        parser.add_argument("--again", action="store_true", help="Count months again that were counted before.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and name the days."""
        if options["again"]:
            days = month_ends(today(), MONTHS)
            for day in days:
                count_month_end(day)
        else:
            days = sorted(count_missing(seconds=float("inf")))
        self.stdout.write(f"Counted: {', '.join(day.isoformat() for day in days) or 'nothing was missing'}.")
