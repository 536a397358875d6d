"""Signposting as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class SignpostingConfig(AppConfig):
    """Services that can help, who runs them and how to reach them, shaped like HSDS 3.0."""

    name = "signposting"
    verbose_name = "Signposting"
    # pagestore.tables
    shown_to_readers = (
        "organization",
        "taxonomyterm",
        "service",
        "contact",
        "costoption",
        "servicearea",
        "location",
        "accessibility",
        "serviceatlocation",
        "servicefacet",
        "opening",
        "district",
        "place",
        "placename",
    )

    def ready(self) -> None:
        from background.journeys.clock import regularly
        from signposting import grants, waiting
        from signposting.journeys import feed_steps
        from signposting.journeys.asking_services import ask_services
        from signposting.journeys.feed_imports import forget_imports
        from signposting.journeys.gaps import forget_old_gaps
        from signposting.journeys.suggesting import forget_old_suggestions

        grants.grant()
        waiting.provide_waiting()
        feed_steps.provide()
        regularly("forget_old_gaps", forget_old_gaps, timedelta(days=1))
        regularly("ask_services", ask_services, timedelta(hours=1))
        regularly("forget_old_suggestions", forget_old_suggestions, timedelta(days=1))
        regularly("forget_feed_imports", forget_imports, timedelta(hours=6))
