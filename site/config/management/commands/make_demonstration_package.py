"""`manage.py make_demonstration_package`: the demonstration's SCORM package, made anew of its words."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Write receptionists.zip beside its words. Static files must have been collected."""

    help = "Make the demonstration's SCORM package anew from training/demonstration/packages/receptionists.yaml."

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing in the database is changed."""
        from config.demonstration.packages import CODE, FOLDER, made

        place = settings.BASE_DIR / f"{FOLDER}/{CODE}.zip"
        place.write_bytes(made())
        self.stdout.write(f"{place.name}: {place.stat().st_size:,} bytes.")
