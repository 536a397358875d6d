"""Loads the demonstration site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demonstration.load import finish, is_loaded, is_unfinished, load
from pagestore.watching import purge_everything, unwatched


class Command(BaseCommand):
    """`manage.py load_demonstration`: content of ../shared/strategy's partnership, in four languages."""

    help = "Load the demonstration site into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        """--if-empty makes a second call harmless."""
        parser.add_argument("--if-empty", action="store_true", help="Do nothing, quietly, if there is a site already.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything, or what is missing because a start was broken off."""
        there, unfinished = is_loaded(), is_unfinished()
        if there and not unfinished:
            if options["if_empty"]:
                return
            raise CommandError("There is a site already. The demonstration is only loaded into an empty database.")
        # Nobody has read anything yet; one line of the log says it all.
        with unwatched():
            (finish if unfinished else load)(self.stdout.write)
        purge_everything()
