"""The ledger of deletions: what is left of a report that was deleted."""

from django.db import models


class Deletion(models.Model):
    """That a report was deleted, when and why: no content, nobody's name, and nothing of its outcome.

    `report` is the random number that the report had. It leads nowhere any more, except into an older backup:
    by it `reapplying` deletes again what a restored backup brings back.
    """

    class Reason(models.TextChoices):
        """The kind of reason. Anything closer would say what the report was about."""

        PERIOD = "period", "Its time was over"
        ERASURE = "erasure", "Erased before its time"

    report = models.UUIDField(unique=True)
    on = models.DateField(help_text="The day; where its time was over, the first of that month and no more.")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.PERIOD)

    class Meta:
        ordering = ("on", "report")

    def __str__(self) -> str:
        return f"Deleted in {self.on:%Y-%m}"
