"""What the dashboard keeps: how pages were found, and which links still work."""

from dashboard.models.link import LinkCheck, LinkUse
from dashboard.models.look import Look

__all__ = ["LinkCheck", "LinkUse", "Look"]
