"""Background work as a Django app."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """The clock that starts what is due, and jobs of many steps with progress."""

    name = "background"
    verbose_name = "Background work"
