"""Prepares what is the same for every site, so that an image holds it."""

from typing import Any

from django.core.management.base import BaseCommand

from config.serving import assets, catalogues


class Command(BaseCommand):
    """`manage.py prepare_image`: compile the catalogues and collect static files. Asks no database."""

    help = "Compile the interface catalogues and collect static files into STATIC_DIR, for an image or a new version."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do both; again does nothing."""
        self.stdout.write(f"Compiled {catalogues.compile_stale()} catalogues.")
        mark = assets.changed()
        if mark:
            assets.collect(mark)
            self.stdout.write("Collected static files.")
