"""What the reporter and the desk write to each other after the report."""

from uuid import uuid4

from django.db import models

from reporting.models.report import Report


class ReporterMessage(models.Model):
    """What a reporter added later. Sealed to the report's inbox: the receipt that came with it cannot open it again.

    `id` was drawn when the page was opened, so sending twice adds it once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reporter_messages")
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="reporting_message_number"),)

    def __str__(self) -> str:
        return f"Message {self.number} to {self.report_id}"


class Answer(models.Model):
    """What the desk wrote to the reporter, sealed twice: for the desk, and for whoever holds the receipt.

    A reporter who hides an answer takes away their own copy (`for_reporter` becomes empty); the desk keeps its.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="desk_answers")
    number = models.PositiveIntegerField()
    sent_on = models.DateField()
    for_desk = models.BinaryField()
    for_reporter = models.BinaryField(default=bytes)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="reporting_answer_number"),)

    def __str__(self) -> str:
        return f"Answer {self.number} to {self.report_id}"
