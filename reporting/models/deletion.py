"""The ledger of deletions: what is left of a report that was deleted."""

from django.db import models


class Deletion(models.Model):
    """That a report was deleted, in which month and why: no content, nobody's name, and nothing of its outcome.

    `report` is the random number that the report had. It leads nowhere any more, except into an older backup:
    by it `reapplying` deletes again what a restored backup brings back.
    """

    class Reason(models.TextChoices):
        """The kind of reason. Anything closer would say what the report was about."""

        PERIOD = "period", "Its time was over"

    report = models.UUIDField(unique=True)
    month = models.DateField(help_text="Its first day.")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.PERIOD)

    class Meta:
        ordering = ("month", "report")

    def __str__(self) -> str:
        return f"Deleted in {self.month:%Y-%m}"
