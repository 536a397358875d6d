"""`manage.py publish_scheduled`: what the worker does by itself, for an operator who wants it now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.journeys.scheduling import due, publish_due


class Command(BaseCommand):
    """Wagtail's command of this name, on the same journey as the worker, so that the two never collide."""

    help = "Publishes and takes down what is due. The worker does it by itself every half minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As Wagtail's."""
        parser.add_argument("--dryrun", action="store_true", help="Only say what is due.")

    def handle(self, **options: Any) -> None:
        """Say what was done, a line each."""
        if options["dryrun"]:
            for item in sorted(due(timezone.now())):
                what = "ends" if item.ends else "begins"
                self.stdout.write(f"{timezone.localtime(item.moment):%Y-%m-%d %H:%M}: {item.model.__name__} {what}")
            return
        done = publish_due()
        for words, names in (("Published", done.published), ("Taken down", done.expired), ("Failed", done.failed)):
            for name in names:
                self.stdout.write(f"{words}: {name}")
