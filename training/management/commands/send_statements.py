"""`manage.py send_statements`: the outbox of the record store, now."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from training.journeys.telling import send_waiting, try_again
from training.models import OutgoingStatement


class Command(BaseCommand):
    """Send what waits, and say what is left. The task worker does the same by itself."""

    help = "Send waiting xAPI statements to the record store, and say what is left."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again`: do not wait, and try once more what was refused."""
        parser.add_argument("--again", action="store_true", help="try everything now, also what was refused")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with 1 if nothing is set up."""
        if not settings.LRS_URL:
            raise CommandError("No record store is set up: LRS_URL is empty.")
        if options["again"]:
            try_again()
        self.stdout.write(f"{send_waiting()} sent.")
        refused = OutgoingStatement.objects.exclude(refused_on=None)
        self.stdout.write(
            f"{OutgoingStatement.objects.filter(refused_on=None).count()} waiting, {refused.count()} refused."
        )
        for row in [*OutgoingStatement.objects.filter(refused_on=None).exclude(problem="")[:1], *refused[:20]]:
            self.stdout.write(f"Event {row.event_id}: {row.problem}")
