"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, and later agencies and roles."""

    name = "people"
    verbose_name = "People"
