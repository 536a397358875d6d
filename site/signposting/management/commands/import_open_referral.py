"""Imports services from another council's open feed."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser

from signposting.exchange.importing import MINUTES, Options, Summary, import_address, import_file

MOST_LINES = 50


class Command(BaseCommand):
    """`manage.py import_open_referral SOURCE`: a base address or a JSON file (docs/open-referral.md)."""

    help = (
        "Import services from an Open Referral feed: its base address, or a JSON file. Run it again to bring them up."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What is said of records where the feed does not say it."""
        parser.add_argument("source", help="For example https://council.example/api/open-referral")
        parser.add_argument("--owner", default=Options.owner, help="The role that looks after what is new.")
        parser.add_argument("--source-title", default="", help="Whose directory it is.")
        parser.add_argument("--source-url", default="", help="A page about it.")
        parser.add_argument("--publish", action="store_true", help="Publish at once, for a feed that you trust.")
        parser.add_argument("--again", action="store_true", help="Begin at the first page, not where it stopped.")
        parser.add_argument(
            "--minutes", type=float, default=MINUTES, help="Stop after so many minutes, to go on later."
        )
        parser.add_argument("--quiet-notes", action="store_true", help="Leave out what was left out of each record.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what came of it; fail if anything did not go in."""
        chosen = {name: options[name] for name in ("owner", "source_title", "source_url", "publish", "again")}
        summary = self._imported(options["source"], Options(**chosen), options["minutes"])
        counts = ", ".join(f"{number:,} {state}" for state, number in sorted(summary.counts.items()))
        self.stdout.write(f"Services: {counts or 'none'}.")
        if not options["quiet_notes"]:
            self._list("Look at these", summary.notes)
        self._list("Kept as it is here", summary.kept)
        self._list("No longer in the feed, and still here", summary.gone)
        self._list("Skipped", summary.skipped)
        if summary.stopped:
            raise CommandError(f"{summary.stopped} Run the same command to go on from there.")
        if summary.failed:
            raise CommandError(f"{len(summary.skipped):,} could not be taken in. All others were.")

    def _imported(self, source: str, options: Options, minutes: float) -> Summary:
        """Whether a source is an address or a file is said by its beginning, in capitals or not."""
        if "://" not in source:
            return import_file(Path(source), options, self.stdout.write)
        try:
            is_web = urlsplit(source.strip()).scheme in ("http", "https")
        except ValueError:
            is_web = False
        if not is_web:
            raise CommandError("Name an address that begins with https:// or http://, or a JSON file.")
        return import_address(source, options, self.stdout.write, minutes)

    def _list(self, heading: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write(f"{heading} ({len(lines):,}):")
            for line in lines[:MOST_LINES]:
                self.stdout.write(f"  {line}")
            if len(lines) > MOST_LINES:
                self.stdout.write(f"  and {len(lines) - MOST_LINES:,} more")
