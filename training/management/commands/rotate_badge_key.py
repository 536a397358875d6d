"""Signs badges with another key from now on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from training.journeys.signing import rotate


class Command(BaseCommand):
    """Makes another key for badges. Old badges verify on, unless their key is withdrawn."""

    help = "Make another key for Open Badges; --withdraw where somebody else may have had the old one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether badges that were signed with the old key hold."""
        parser.add_argument(
            "--withdraw", action="store_true", help="No badge signed with the key of today holds any more."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say which key it is, and what to do."""
        new = rotate(withdraw=options["withdraw"])
        self.stdout.write(f"Badges are signed with {new} once the server starts again. Please restart it.")
        if options["withdraw"]:
            self.stdout.write(
                "Badges signed with the key before this one hold no more: their holders download them again."
            )
