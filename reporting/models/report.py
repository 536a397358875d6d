"""A report and what the desk writes about it, sealed."""

from uuid import uuid4

from django.db import models

from reporting.models.keys import InboxKey


class Report(models.Model):
    """A concern. In clear stand only its status, its lane, the day it came and which inbox it is for.

    `id` was drawn at random when the form was opened, so sending twice finds the same row. `wrapped_key` is
    the report's own key, wrapped for the inbox; `body` is JSON sealed under it. `lookup` and `answers_key`
    are derived from the receipt and lead to no other row.
    """

    class Status(models.TextChoices):
        """How far the desk is."""

        UNREAD = "unread", "Unread"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    class Lane(models.TextChoices):
        """Whether it may be part of a flood: read later, never thrown away."""

        NORMAL = "normal", "Normal"
        SLOW = "slow", "Slow"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.UNREAD)
    lane = models.CharField(max_length=10, choices=Lane, default=Lane.NORMAL)
    received_on = models.DateField()
    inbox_key = models.ForeignKey(InboxKey, on_delete=models.PROTECT, related_name="reports")
    wrapped_key = models.BinaryField()
    body = models.BinaryField()
    lookup = models.BinaryField(max_length=32, unique=True)
    answers_key = models.BinaryField()

    class Meta:
        indexes = (
            models.Index(fields=("status", "lane", "received_on", "id"), name="reporting_inbox_order"),
            # A search goes through all of them by age, a slice at a time.
            models.Index(fields=("received_on", "id"), name="reporting_by_age"),
        )

    def __str__(self) -> str:
        return f"Report {self.id}"


class DeskRecord(models.Model):
    """One thing that the desk wrote about a report (triage, a note, a task, an outcome), sealed under the report's key.

    What kind of thing it is stands inside. Rows are added and never changed; the present state follows
    from all of them in order. `number` counts from 1 in each report, so that two officers cannot both write the next.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="records")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="reporting_record_number"),)

    def __str__(self) -> str:
        return f"Record {self.number} of {self.report_id}"
