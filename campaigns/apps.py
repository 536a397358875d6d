"""Campaigns as a Django app."""

from django.apps import AppConfig

from pages.providers import provide_formats, provide_highlights


class CampaignsConfig(AppConfig):
    """Campaigns, deterrent messages and the resources that go with them."""

    name = "campaigns"
    verbose_name = "Campaigns"
    # pagestore.tables
    shown_to_readers = (
        "campaignpage",
        "campaignindexpage",
        "deterrentmessagepage",
        "resourcepage",
        "resourceversion",
        "resourceindexpage",
    )

    def ready(self) -> None:
        from campaigns import grants, waiting
        from campaigns.journeys.calendar import running_in
        from campaigns.journeys.resources import shown_versions

        grants.grant()
        waiting.provide_waiting()
        provide_formats(shown_versions)
        provide_highlights(running_in)
