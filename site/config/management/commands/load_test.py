"""`manage.py load_test URL`: how many readers a site bears."""

from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.benchmarks.load import measure, pages_of


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
        try:
            paths = pages_of(origin)
        except (OSError, ValueError) as error:
            raise CommandError(f"{origin} cannot be asked: {error}") from error
        load = measure(origin, paths, options["readers"], options["seconds"])
        self.stdout.write(f"{options['readers']} readers, {len(paths)} pages, {load.took:.0f} s:")
        self.stdout.write(f"  {load.each_second:,.0f} pages a second")
        for share in (0.5, 0.95, 0.99):
            self.stdout.write(f"  {share:.0%} within {load.within(share) * 1000:,.0f} ms")
        self.stdout.write(
            "  answers: " + ", ".join(f"{status} {count}" for status, count in load.statuses.most_common())
        )
        if set(load.statuses) != {"200"}:
            raise CommandError("Not every page was answered.")
