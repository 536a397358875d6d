"""Deletes again what a restored backup brought back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.journeys import ledger
from reporting.journeys.deleting import wipe
from reporting.journeys.ledger import LedgerError


class Command(BaseCommand):
    """`manage.py reapply_deletions [PATH]`: after restoring a backup, before anybody is let in again."""

    help = "Delete again the concerns that the ledger of deletions names and a restored backup brought back."

    def add_arguments(self, parser: CommandParser) -> None:
        """The ledger: the one in LEDGER_DIR, unless a path is given."""
        parser.add_argument("path", type=Path, nargs="?", default=ledger.place())
        parser.add_argument("--dry-run", action="store_true", help="Say how many there are, and delete none.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, write the database anew so that no trace is left in it, and say what was done."""
        path = options["path"]
        try:
            if options["dry_run"]:
                came_back = ledger.came_back(ledger.read(path))
                self.stdout.write(f"{ledger.concerns(len(came_back))} would be deleted again. Nothing was deleted.")
                return
            done = ledger.reapply(path)
            wipe(whole=True)
            ledger.write()
        except FileNotFoundError as error:
            raise CommandError(
                f"There is no ledger at {path}. Name the newest copy of it; while none was ever deleted there is none."
            ) from error
        except (LedgerError, OSError) as error:
            raise CommandError(f"{path}: {error}") from error
        self.stdout.write(f"{ledger.concerns(done.deleted)} deleted again.")
        for report in done.kept:
            self.stdout.write(f"{report} was written to since it was deleted, and stays. Tell the desk.")
