"""Says whether the desk's log is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.journeys import anchoring, watching_the_log
from reporting.journeys.anchoring import NotAnEndError
from reporting.journeys.watching_the_log import Trouble

WORDS = {
    watching_the_log.CHANGED: "Line {line} was changed or taken out.",
    watching_the_log.CUT: "Lines are missing at the end: line {line} was noted, and the log ends with line {end}.",
    watching_the_log.ANOTHER: "Line {line} is not the line that was noted: the log was written anew, or an older one came back.",
    watching_the_log.UNREADABLE: "The note of the log's end cannot be read.",
}


class Command(BaseCommand):
    """`manage.py check_log [LINE DIGEST]`: prints the last line to keep elsewhere, and ends with 1 if anything is wrong."""

    help = "Follow the desk's log to its end. With a line and a digest that were written down, look for those as well."

    def add_arguments(self, parser: CommandParser) -> None:
        """What was written down, if anything."""
        parser.add_argument("written", nargs="*", help="the number of a line and its digest")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and print what to write down."""
        trouble = watching_the_log.find_trouble()
        if trouble is not None:
            raise CommandError(in_words(trouble))
        if options["written"]:
            try:
                end = anchoring.read(" ".join(options["written"]))
            except NotAnEndError:
                raise CommandError(
                    "Give the number of a line and its digest, as an earlier run printed them."
                ) from None
            if not end.stands():
                raise CommandError(f"Line {end.number} does not stand in the log with this digest.")
        last = anchoring.end_of_the_log()
        self.stdout.write(f"{last.number} {last.digest}" if last else "The log is empty.")


def in_words(trouble: Trouble) -> str:
    """What is wrong."""
    return WORDS[trouble.kind].format(line=trouble.line, end=trouble.end)
