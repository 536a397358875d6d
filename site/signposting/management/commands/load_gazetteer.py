"""Loads the bundled places."""

from typing import Any

from django.core.management.base import BaseCommand

from signposting.gazetteer.bundled import load_gazetteer


class Command(BaseCommand):
    """`manage.py load_gazetteer`: districts, outcodes and places of West Yorkshire and its neighbours."""

    help = "Load or refresh the bundled places. It can be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all or nothing."""
        counts = load_gazetteer()
        self.stdout.write(", ".join(f"{number:,} {what}" for what, number in counts.items()) + ".")
