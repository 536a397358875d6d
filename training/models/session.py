"""The sessions of live events: when, where, for how many; and every version of that which people were told."""

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from config import languages
from config.languages import SOURCE
from signposting.models import Location
from training.models.activity import Activity
from training.models.agency import Agency


class Session(models.Model):
    """A live event is given once: on a day, at a place or online, for so many people.

    Only training.journeys.scheduling writes it. `number` and `told_at` are of its newest version.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        related_name="sessions",
        limit_choices_to={"kind": Activity.Kind.EVENT},
        verbose_name="live event",
    )
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name="only for the people of",
        help_text="Empty: for everybody, and in the public list.",
    )
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    language = models.CharField("held in", max_length=10, choices=languages.choices, default=SOURCE)
    location = models.ForeignKey(
        Location,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"sensitive": False, "live": True},
        help_text="A place that is known already, with its address and what makes it easier to use.",
    )
    place = models.CharField(
        "another place", max_length=300, blank=True, help_text="Name, street, town and postcode on one line."
    )
    access = models.CharField(
        "getting in and around",
        max_length=500,
        blank=True,
        help_text="Step-free way in, hearing loop, parking, food, a quiet room. Everybody reads it.",
    )
    is_online = models.BooleanField("online", default=False)
    link = models.URLField(
        "link to join", max_length=500, blank=True, help_text="Only those who have a place see it. It can follow later."
    )
    capacity = models.PositiveSmallIntegerField("places")
    book_by = models.DateTimeField("book by", null=True, blank=True, help_text="Empty: until it starts.")
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = models.CharField(max_length=300, blank=True, editable=False)
    number = models.PositiveIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=("agency", "ends_at"), name="training_sessions_to_come"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="training_session_ends"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="training_session_has_places"),
        )

    def __str__(self) -> str:
        return f"{self.activity} ({self.starts_at:%Y-%m-%d})"

    @property
    def closes_at(self) -> datetime:
        """The moment until which it can be booked."""
        return min(self.book_by or self.starts_at, self.starts_at)

    def clean(self) -> None:
        """What cannot be meant is refused, with what to do."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "It must end after it starts."})
        if self.book_by and self.starts_at and self.book_by > self.starts_at:
            raise ValidationError({"book_by": "Choose a moment before it starts."})
        if not (self.is_online or self.location_id or self.place):
            raise ValidationError({"location": "Say where it is: choose a location, write the place, or tick online."})
        if self.location_id and self.place:
            raise ValidationError({"place": "Choose a location or write another place, not both."})
        if self.link and not self.is_online:
            raise ValidationError({"link": "Tick “online” as well, or take the link out."})


class SessionVersion(models.Model):
    """What was told of a session from a moment on. Never changed (training.guards); bookings in the log are pinned to it.

    `said` holds moments (ISO 8601), place, link, and whether it was cancelled.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    said = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("session", "number"), name="training_session_version"),)

    def __str__(self) -> str:
        return f"{self.session_id}, version {self.number}"
