"""Campaigns, deterrent messages and resources."""

from campaigns.models.campaign import CampaignIndexPage, CampaignPage
from campaigns.models.deterrent import DeterrentMessagePage
from campaigns.models.resource import DownloadCount, ResourceIndexPage, ResourcePage, ResourceVersion

__all__ = [
    "CampaignIndexPage",
    "CampaignPage",
    "DeterrentMessagePage",
    "DownloadCount",
    "ResourceIndexPage",
    "ResourcePage",
    "ResourceVersion",
]
