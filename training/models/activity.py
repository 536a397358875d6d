"""What can be learnt, and the versions of it that were ever published."""

from uuid import uuid4

from django.db import models


class Activity(models.Model):
    """Something to complete: a module, a package, a live event. `key` is a module page's translation key."""

    class Kind(models.TextChoices):
        """How it is done."""

        MODULE = "module", "Module"
        PACKAGE = "package", "Package"
        EVENT = "event", "Live event"

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MODULE)
    title = models.CharField(max_length=200)
    retired_on = models.DateField(
        null=True, blank=True, help_text="From this day nobody can begin; who has begun can finish."
    )

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title


class BankVersion(models.Model):
    """The questions of a bank as they were when a module was published. Never changed (training.guards)."""

    key = models.UUIDField(help_text="The bank's translation key.")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    questions = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "number"), name="training_bank_version"),)

    def __str__(self) -> str:
        return f"Bank {self.key}, version {self.number}"


class ActivityVersion(models.Model):
    """An activity as it was published once. Never changed (training.guards); the log is pinned to it.

    `parts` is what training.parts reads: lessons and assessments in order, with pass marks, attempts and pools.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.BigIntegerField(null=True, help_text="Wagtail's revision, which may be purged one day.")
    digest = models.CharField(max_length=64)
    parts = models.JSONField()
    valid_months = models.PositiveSmallIntegerField(
        default=0, help_text="How long its certificate is valid; 0 is for good. Requirements have terms of their own."
    )
    expires_older = models.BooleanField(
        default=False, help_text="So much changed that completing an earlier version counts no more."
    )
    allows_test_out = models.BooleanField(
        default=False, help_text="Whoever completed an older version may take its assessments alone."
    )
    published_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("activity", "number"), name="training_version_number"),)

    def __str__(self) -> str:
        return f"{self.activity}, version {self.number}"
