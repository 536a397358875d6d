"""`manage.py migrate`: Django's; an empty SQLite database begins where the last one ended."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from config.serving import snapshot


class Command(migrate.Command):
    """Some three hundred migrations of Wagtail's take most of a first start.

    What they make of an empty database is kept in the virtual environment, under a digest of them all, and the next empty
    database begins with it. Then Django's own command runs all the same: it applies what is missing, if anything is, and
    makes permissions and content types.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's, and a way to do without."""
        super().add_arguments(parser)
        parser.add_argument("--from-nothing", action="store_true", help="Run every migration, whatever was kept.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin with what was kept if the database is empty; keep it if it was not yet."""
        all_of_it = not (options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"])
        if not all_of_it or options["database"] != DEFAULT_DB_ALIAS or not snapshot.is_for_it():
            super().handle(*args, **options)
            return
        kept = snapshot.place()
        begun = not options["from_nothing"] and snapshot.begin_with(kept)
        super().handle(*args, **options)
        if not begun:
            snapshot.keep(kept)
