"""Files that came with a report, sealed as they arrived."""

from uuid import uuid4

from django.db import models

from reporting.models.report import Report


class Attachment(models.Model):
    """A file, exactly as it was sent: evidence. Its name, kind, size and digest stand sealed in `described`.

    It has a key of its own, wrapped for the report's inbox, so that a reporter's receipt cannot open it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    wrapped_key = models.BinaryField()
    described = models.BinaryField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="reporting_attachment_number"),)

    def __str__(self) -> str:
        return f"Attachment {self.number} to {self.report_id}"


class AttachmentPiece(models.Model):
    """A mebibyte of a file, sealed and padded. In the database, so that a backup holds all of a report or nothing of it."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("attachment", "number"), name="reporting_piece_number"),)

    def __str__(self) -> str:
        return f"Piece {self.number} of {self.attachment_id}"
