from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns, deterrent messages and the resources that go with them."""

    name = "campaigns"
    verbose_name = "Campaigns"
