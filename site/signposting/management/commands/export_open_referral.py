"""Writes the published directory to a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from signposting.exchange.exporting import export_to


class Command(BaseCommand):
    """`manage.py export_open_referral FILE`: HSDS 3.0 JSON, for `import_open_referral` to read."""

    help = "Write all published services to a JSON file; to one service on each line if its name ends in .jsonl."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many."""
        try:
            count = export_to(options["file"])
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count:,} services in {options['file']}.")
