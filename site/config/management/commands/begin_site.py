"""Begins a partnership's own site."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.beginning.begin import begin
from config.demonstration.load import is_loaded
from pagestore.watching import purge_everything, unwatched


class Command(BaseCommand):
    """`manage.py begin_site`: a site to go on from, in an empty database; nothing of anybody else's district."""

    help = "Begin a partnership's own site in an empty database: national helplines, laws, and pages to go on from."

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin everything or nothing."""
        if is_loaded():
            raise CommandError("There is a site already. Nothing was changed.")
        with unwatched():
            begin(self.stdout.write)
        purge_everything()
        self.stdout.write(f"{settings.SITE_NAME} is at {settings.PUBLIC_URL}")
