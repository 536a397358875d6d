"""Restores a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backups.problem import BackupError
from config.backups.restoring import restore


class Command(BaseCommand):
    """`manage.py restore FOLDER`: into an empty place, or with --replace over what is there. Stop the site first."""

    help = "Restore a backup: database, files, ledger of deletions. Stop web servers and workers first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from, and whether what is there may go."""
        parser.add_argument("folder", type=Path, help="The folder that `manage.py backup` made.")
        parser.add_argument("--keys", type=Path, help="The folder with the keys that belong to it.")
        parser.add_argument("--replace", action="store_true", help="Throw away the database and files that are here.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all of it, then restore."""
        try:
            restore(options["folder"].resolve(), options["keys"], options["replace"], self.stdout.write)
        except BackupError as error:
            raise CommandError(f"Not restored: {error}") from error
