"""The team's dashboard as a Django app."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """What waits for whom, on the first page after signing in."""

    name = "dashboard"
    verbose_name = "Dashboard"
