"""The page store as a Django app."""

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PagestoreConfig(AppConfig):
    """Watches the database from the first connection on."""

    name = "pagestore"
    verbose_name = "Page store"

    def ready(self) -> None:
        """Migrations pass unseen: the log may not be there yet, and everything is thrown away after them."""
        from django.conf import settings

        from background.journeys.clock import regularly
        from pagestore import watching
        from pagestore.forgetting import forget_old_purges

        regularly("forget_old_purges", forget_old_purges, timedelta(hours=6))

        connection_created.connect(watching.install, dispatch_uid="pagestore")
        if not settings.LOG_WHAT_PAGES_SHOW:
            return

        def begun(**_others: Any) -> None:
            watching.pause()

        def done(**_others: Any) -> None:
            watching.go_on()

        pre_migrate.connect(begun, sender=self, weak=False, dispatch_uid="pagestore")
        post_migrate.connect(done, sender=self, weak=False, dispatch_uid="pagestore")
