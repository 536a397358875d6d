"""Campaigns, deterrent messages, resources and awareness days."""

from campaigns.models.awareness import AwarenessDay
from campaigns.models.campaign import CampaignIndexPage, CampaignPage
from campaigns.models.deterrent import DeterrentMessagePage
from campaigns.models.resource import DownloadCount, ResourceIndexPage, ResourcePage, ResourceVersion

__all__ = [
    "AwarenessDay",
    "CampaignIndexPage",
    "CampaignPage",
    "DeterrentMessagePage",
    "DownloadCount",
    "ResourceIndexPage",
    "ResourcePage",
    "ResourceVersion",
]
