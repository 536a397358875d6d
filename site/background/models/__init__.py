"""The records of background work."""

from background.models.job import Job, Step
from background.models.period import Period

__all__ = ["Job", "Period", "Step"]
