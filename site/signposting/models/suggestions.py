"""What readers and services say should be different in a record."""

from django.db import models

from signposting.models.services import Service

LONGEST_VALUE = 3000


class Suggestion(models.Model):
    """Changes that somebody suggests for one service, at one time.

    Nothing says who it was: neither a name nor a time of day. It is done when each of its changes
    is decided and its comment, if there is one, was read.
    """

    class Origin(models.TextChoices):
        PUBLIC = "public", "A reader"
        SERVICE = "service", "The service itself"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="suggestions")
    origin = models.CharField("from", max_length=10, choices=Origin)
    language = models.CharField(max_length=10)
    comment = models.TextField(blank=True)
    received_on = models.DateField(auto_now_add=True)
    closed_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"Suggestion {self.pk}"


class SuggestedChange(models.Model):
    """One field of a service or of one way to get in touch, as it was and as it should be.

    `contact` is the translation key of the way to get in touch; empty for a field of the service.
    """

    class Decision(models.TextChoices):
        WAITING = "", "Not decided"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=40)
    contact = models.CharField(max_length=36, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default=Decision.WAITING)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "contact", "field"], name="one_change_per_field")]

    def __str__(self) -> str:
        return self.field
