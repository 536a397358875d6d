"""Imports postcodes from the files that the public bodies publish."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from signposting.gazetteer.importing import import_postcodes
from signposting.gazetteer.sources import SourceError


class Command(BaseCommand):
    """`manage.py import_postcodes PATH`: the ONS Postcode Directory or Code-Point Open."""

    help = "Import postcodes: a CSV file, a folder or a zip of the ONS Postcode Directory or of Code-Point Open."

    def add_arguments(self, parser: CommandParser) -> None:
        """--again reads a file that was read before."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--again", action="store_true", help="Read files again that were read before.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, telling how far it is, and what was left out."""
        try:
            done = import_postcodes(options["path"], self._say, self._progress, again=options["again"])
        except (SourceError, OSError) as error:
            raise CommandError(str(error)) from error
        kept, terminated = sum(file.kept for file in done), sum(file.terminated for file in done)
        nowhere, bad = sum(file.nowhere for file in done), sum(file.bad for file in done)
        self._say(
            f"{kept:,} postcodes. Left out: {terminated:,} terminated, {nowhere:,} without a position, "
            f"{bad:,} lines that cannot be read."
        )

    def _say(self, line: str) -> None:
        self.stdout.write(f"\r\033[K{line}" if self.stdout.isatty() else line)

    def _progress(self, line: str) -> None:
        # One line that is written over, on a terminal; in a log every line would be one too many.
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{line}", ending="")
            self.stdout.flush()
