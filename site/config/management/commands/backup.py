"""Makes a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backups.making import back_up
from config.backups.problem import BackupError


class Command(BaseCommand):
    """`manage.py backup FOLDER`: the database, uploads and packages, while the site runs."""

    help = "Back up the database and all files into a new folder. The secret keys are kept apart: see --keys."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and where the keys go."""
        parser.add_argument("folder", type=Path, help="A new or empty folder.")
        parser.add_argument("--keys", type=Path, help="Copy the secret keys to another folder. Keep it elsewhere.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say how much it is."""
        keys = options["keys"]
        try:
            made = back_up(options["folder"].resolve(), keys.resolve() if keys else None, self.stdout.write)
        except BackupError as error:
            raise CommandError(f"No backup was made: {error}") from error
        size = sum(size for size, _digest in made.files.values()) / 1_000_000
        self.stdout.write(f"{len(made.files)} files, {size:.1f} MB, in {options['folder']}.")
        if not keys:
            self.stdout.write("The secret keys are not in it. Keep a copy of them elsewhere (--keys, once).")
