"""Partner agencies that concerns are referred to."""

from uuid import uuid4

from django.db import models


class PartnerAgency(models.Model):
    """Whom the desk refers to. With an age public key it gets an encrypted bundle; without, a print.

    `vouched` proves that a manager wrote the row: it can be made and checked with the desk inbox's private key alone,
    so that nobody who can write to the database can put a key of their own here.
    """

    class Kind(models.TextChoices):
        """What kind of agency it is."""

        CHILDREN = "children", "Children’s social care, or MASH"
        ADULTS = "adults", "Adult social care"
        POLICE = "police", "Police"
        LICENSING = "licensing", "Licensing, or another regulator"
        HEALTH = "health", "Health"
        OTHER = "other", "Another agency"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    age_key = models.CharField(max_length=100, blank=True)
    contact = models.TextField(max_length=1000, blank=True)
    active = models.BooleanField(default=True)
    vouched = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
