"""What somebody has uploaded and not yet agreed to."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

LASTS = timedelta(hours=2)
"""How long a dry run may be agreed to."""


class WaitingImport(models.Model):
    """The rows of one uploaded table, until the person agrees to what they would do.

    They belong to whoever uploaded them, are made use of once, and lapse. They are public content;
    a table that holds anything about people must not be kept here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    rows = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "waiting import"
        verbose_name_plural = "waiting imports"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_name}"

    @property
    def lapsed(self) -> bool:
        """Whether it waited too long."""
        return self.made_at < timezone.now() - LASTS
