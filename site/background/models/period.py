"""Regular work: when it last ran and when it is due again."""

import uuid

from django.db import models
from django.utils import timezone


class Period(models.Model):
    """One piece of regular work, known by name (background.journeys.clock).

    While it runs, `lease` names the one run that may do it, until `leased_until`; a worker that was
    killed leaves a lease that runs out, so the work is started again and never done by two at once.
    """

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    lease = models.UUIDField(null=True, default=None)
    leased_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name = "regular work"
        verbose_name_plural = "regular work"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def new_lease() -> uuid.UUID:
        """A name for one run."""
        return uuid.uuid4()
