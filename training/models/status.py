"""Where a learner stands with a requirement: dates, from which today's word follows."""

from datetime import date

from django.db import models

from training.models.learner import Learner, OfLearners
from training.models.requirement import Requirement
from training.standing import Dates, Standing, standing


class Status(models.Model):
    """One row for each learner and requirement that they have to meet. It follows from the log alone, whatever the day.

    What passes with the calendar is not stored: `on(day)` reads it from the dates.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="statuses")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="statuses")
    assigned_on = models.DateField()
    started_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    opens_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    late_after = models.DateField(null=True)
    exempt_from = models.DateField(null=True)
    exempt_until = models.DateField(null=True)

    objects = OfLearners.as_manager()

    class Meta:
        verbose_name_plural = "statuses"
        constraints = (models.UniqueConstraint(fields=("learner", "requirement"), name="training_one_status"),)
        indexes = (
            models.Index(fields=("requirement", "late_after"), name="training_late"),
            models.Index(fields=("due_on",), name="training_due"),
            models.Index(fields=("valid_until",), name="training_ends"),
        )

    def __str__(self) -> str:
        return f"{self.learner}: {self.requirement}"

    @property
    def dates(self) -> Dates:
        """The row without whose it is."""
        return Dates(**{name: getattr(self, name) for name in Dates.names()})

    def on(self, day: date) -> Standing:
        """What is said of it on a day in Europe/London."""
        return standing(self.dates, day)
