"""What the finder asks the database, worked out from the records whenever a service is saved.

Nobody edits these rows: signposting.journeys.indexing makes them anew.
"""

from django.db import models

from signposting.models.contacts import Contact
from signposting.models.locations import ServiceAtLocation
from signposting.models.services import Service


class ServiceFacet(models.Model):
    """One thing that readers can narrow services by: a language spoken, a channel, a cost, a feature of a place."""

    class Kind(models.TextChoices):
        LANGUAGE = "language"
        CHANNEL = "channel"
        COST = "cost"
        ACCESSIBILITY = "accessibility"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "service"], name="one_facet_per_service_and_value")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Opening(models.Model):
    """A time of the week at which somebody answers or a door is open (from HSDS 3.0 `schedule`).

    `day` is 0 for Monday to 6 for Sunday, 7 for bank holidays; `opens` and `closes` are minutes after
    midnight in Europe/London, `closes` past 1440 where it is on the next day.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="openings")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="openings")
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, on_delete=models.CASCADE, related_name="openings"
    )
    day = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["service", "day", "opens", "closes"], name="opening_by_service")]

    def __str__(self) -> str:
        return f"{self.day}: {self.opens}–{self.closes}"
