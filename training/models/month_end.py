"""Compliance over time: what was so on the last day of a month, counted from the log."""

from django.db import models
from django.db.models import F, Q

from training.models.agency import Agency, Team
from training.models.requirement import Requirement


class MonthEnd(models.Model):
    """How many people of a team had to meet a requirement at the end of a month, and how many of them did.

    It follows from the log as it stood at the end of that day (training.journeys.counting_months says how), and can be
    counted again. `team` is empty for people who are in none; an agency's figure is the sum over its teams.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="month_ends")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="month_ends")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="month_ends")
    on = models.DateField()
    asked = models.PositiveIntegerField()
    in_order = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "team", "requirement", "on"), name="training_month_end_of_a_team"
            ),
            models.UniqueConstraint(
                fields=("agency", "requirement", "on"), condition=Q(team=None), name="training_month_end_without_team"
            ),
            models.CheckConstraint(
                condition=Q(asked__gte=F("in_order") + F("overdue")), name="training_month_end_adds_up"
            ),
        )
        indexes = (models.Index(fields=("on", "agency"), name="training_month_ends"),)

    def __str__(self) -> str:
        return f"{self.agency}, {self.requirement}, {self.on}"
