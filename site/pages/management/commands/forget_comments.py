"""Deletes readers' comments whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.journeys.forgetting import forget_old_comments


class Command(BaseCommand):
    """`manage.py forget_comments`: what the clock does every day, by hand."""

    help = "Delete comments that were done longer ago than FEEDBACK_KEEP_DAYS; how many there were is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went."""
        number = forget_old_comments(timezone.localdate())
        self.stdout.write(f"{number} {'comment was' if number == 1 else 'comments were'} deleted.")
