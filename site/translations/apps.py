"""Translating as a Django app."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    """What is translated into which language, how far, by whom, and what waits."""

    name = "translations"
    verbose_name = "Translations"

    def ready(self) -> None:
        from translations import jobs, signals
        from translations.waiting import provide_waiting

        signals.connect()
        jobs.provide()
        provide_waiting()
