"""The ground floor as a Django app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The ground floor: commands, house-rule checks and what every app stands on."""

    name = "config"
    verbose_name = "Lantern"

    def ready(self) -> None:
        from config import checks, inert  # noqa: F401

        inert.replace_inline_scripts()
