"""Look at every page that has changed since it was last looked at."""

from typing import Any

from django.core.management.base import BaseCommand

from dashboard.journeys.looking import look_at_unseen
from dashboard.journeys.sweeping import sweep


class Command(BaseCommand):
    """What regular work does a hundred pages at a time, all at once."""

    help = "Measure how pages read, find what pictures lack and where links lead, for all that changed since last time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until there is nothing left."""
        looked = 0
        while number := look_at_unseen():
            looked += number
        sweep()
        self.stdout.write(f"Looked at {looked} pages.")
