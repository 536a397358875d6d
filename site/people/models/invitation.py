"""Invitations: how somebody comes to an account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

LASTS = timedelta(days=7)


def in_a_week() -> datetime:
    """When an invitation that is sent now ends."""
    return timezone.now() + LASTS


class Invitation(models.Model):
    """One address that was asked to join, with the roles it will have.

    `sent` counts the e-mails; a link holds the count, so that only the newest e-mail's link is good.
    """

    PENDING, ACCEPTED, WITHDRAWN, LATE = "pending", "accepted", "withdrawn", "late"

    email = models.EmailField("e-mail address", db_index=True)
    roles = models.ManyToManyField(Group, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_sent"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=in_a_week)
    sent = models.PositiveIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def state(self) -> str:
        """What has become of it."""
        if self.accepted_at:
            return self.ACCEPTED
        if self.withdrawn_at:
            return self.WITHDRAWN
        return self.PENDING if timezone.now() < self.expires_at else self.LATE
