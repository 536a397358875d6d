"""`manage.py load_test URL`: how many readers a site bears."""

from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.benchmarks.load import measure, pages_of, within

SHARES = (0.5, 0.95, 0.99)
# Above this, asking took nearly all of a processor.
MOSTLY = 0.8


class Command(BaseCommand):
    """Reads pages of a site that is yours, as many readers at once would. It sends nothing and changes nothing."""

    help = "Ask a running site for the pages of its sitemap, by many readers at once, and print how it bears them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which site, how many readers and how long."""
        parser.add_argument("url", nargs="?", default="http://localhost:8000")
        parser.add_argument("--readers", type=int, default=50)
        parser.add_argument("--seconds", type=float, default=20)

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure; end with 1 if anything but pages came back."""
        origin = options["url"].rstrip("/")
        if urlsplit(origin).scheme not in ("http", "https"):
            raise CommandError(f"{origin} is not an address that starts with http:// or https://.")
        if options["readers"] < 1 or options["seconds"] <= 0:
            raise CommandError("At least one reader, for longer than no time: READERS=50 SECONDS=20.")
        try:
            paths = pages_of(origin)
        except (OSError, ValueError) as error:
            raise CommandError(f"{origin} cannot be asked: {error}") from error
        load = measure(origin, paths, options["readers"], options["seconds"])
        self.stdout.write(f"{options['readers']} readers, {len(paths)} pages, {load.took:.0f} s:")
        self.stdout.write(f"  {load.each_second:,.0f} pages a second")
        for what, seconds in (("the first time", load.first), ("again", load.again)):
            shares = ", ".join(f"{share:.0%} within {within(seconds, share) * 1000:,.0f} ms" for share in SHARES)
            self.stdout.write(f"  {what}: {len(seconds):,} answers" + (f", {shares}" if seconds else ""))
        self.stdout.write(
            "  answers: " + ", ".join(f"{status} {count}" for status, count in load.statuses.most_common())
        )
        if load.busy > MOSTLY:
            self.stdout.write("  Asking was busy all the time: the site may bear more. Ask from more machines at once.")
        if set(load.statuses) != {"200"}:
            raise CommandError("Not every page was answered.")
