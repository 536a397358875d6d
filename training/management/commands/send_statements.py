"""`manage.py send_statements`: the outbox of the record stores, now."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from training.journeys.sending_statements import send_waiting
from training.journeys.telling import declare_lost, outbox, try_again, waiting_for
from training.models import OutgoingStatement


class Command(BaseCommand):
    """Send what waits, and say what is left, store by store. The task worker does the same by itself."""

    help = "Send waiting xAPI statements to the record stores, and say what is left."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again`: do not wait, and try once more what was refused. `--lost`: a store is gone for good."""
        parser.add_argument("--again", action="store_true", help="try everything now, also what was refused")
        parser.add_argument("--lost", metavar="ID", help="delete what was not sent to a store that is gone for good")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with 1 if there is no store, or none of this id."""
        known = outbox()
        if not known:
            raise CommandError("No record store is set up: RECORD_STORES is empty.")
        if options["lost"]:
            self._lose(options["lost"], known)
        if options["again"]:
            try_again()
        self.stdout.write(f"{send_waiting()} sent.")
        for store, counts in outbox().items():
            self._tell(store, counts)

    def _lose(self, store: str, known: dict[str, dict[str, int]]) -> None:
        if store not in known:
            raise CommandError(f"There is no store {store}. These are known: {', '.join(known)}.")
        self.stdout.write(f"{store}: {declare_lost(store)} are lost.")

    def _tell(self, store: str, counts: dict[str, int]) -> None:
        self.stdout.write(f"{store}: {counts['waiting']} waiting, {counts['refused']} refused, {counts['told']} told.")
        if store not in settings.RECORD_STORES:
            self.stdout.write(
                f"  It is not in RECORD_STORES, so all of it waits. Set it up again under this id, or choose another for its "
                f"agencies and say --lost {store}."
            )
        refused = OutgoingStatement.objects.filter(store=store).exclude(refused_on=None)
        for row in [*waiting_for(store).exclude(problem="")[:1], *refused[:20]]:
            self.stdout.write(f"  Event {row.event_id}: {row.problem}")
