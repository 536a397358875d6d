"""Asking a service whether its details are still right."""

from django.db import models
from django.db.models import F
from django.utils import timezone

from signposting.models.services import Service

REMINDERS = 2
"""A service that answers neither the first e-mail nor this many more is left to the editors."""


class CheckRequest(models.Model):
    """One check of a service that its own staff are asked to make, by e-mail, with a link that needs no account.

    It is about one `review_due`: once that day is another one, somebody has checked, and the request
    is moot. `next_at` is when the next e-mail is due; after the last, when it counts as unanswered.
    """

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", "All of it is right"
        CHANGED = "changed", "Something has changed"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="check_requests")
    due_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "due_on"], name="one_check_request_per_due_day")]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.due_on}"

    @classmethod
    def open(cls) -> "models.QuerySet[CheckRequest]":
        """Those that nobody has answered and whose service nobody has checked since."""
        return cls.objects.filter(answered_at=None, due_on=F("service__review_due"))

    @classmethod
    def unanswered(cls) -> "models.QuerySet[CheckRequest]":
        """Those that had every e-mail and time enough after the last."""
        return cls.open().filter(reminders__gte=REMINDERS, next_at__lte=timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""
        return self.answered_at is None and bool(self.due_on == self.service.review_due)
