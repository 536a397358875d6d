"""Signposting as a Django app."""

from django.apps import AppConfig


class SignpostingConfig(AppConfig):
    """Services that can help, who runs them and how to reach them, shaped like HSDS 3.0."""

    name = "signposting"
    verbose_name = "Signposting"

    def ready(self) -> None:
        from signposting import grants, waiting

        grants.grant()
        waiting.provide_waiting()
