"""Background work as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """The clock that starts what is due, and jobs of many steps with progress."""

    name = "background"
    verbose_name = "Background work"

    def ready(self) -> None:
        from background.journeys.clock import regularly
        from background.journeys.forgetting import forget

        regularly("forget_finished_work", forget, timedelta(hours=1))
