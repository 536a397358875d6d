"""`manage.py makemessages`: Django's, always with the same options, so that it leaves no accidental change."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

ELSEWHERE = ["node_modules", "var", "tests", "docs", "deploy", ".*"]


class Command(makemessages.Command):
    """Brings every catalogue in locale/ up to date with the source.

    Places are named by file and without line numbers, and lines are not wrapped: a catalogue changes
    when its strings do. No guesses (fuzzy entries): a translator starts from the source text, because a
    guess that is almost right is dangerous in advice about danger.
    """

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer Django's options with our defaults."""
        super().add_arguments(parser)
        parser.set_defaults(all=True, add_location="file", no_wrap=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Leave out what is not the site's source."""
        options["ignore_patterns"] = [*options["ignore_patterns"], *ELSEWHERE]
        if options["locale"]:
            options["all"] = False
        super().handle(*args, **options)
