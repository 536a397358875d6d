"""Where services are, and which services are there."""

import re
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from config.drafts import Drafted
from signposting.fields import HoursField
from signposting.models.contacts import Contact
from signposting.models.services import Service

GIVES_AWAY = ("address_1", "address_2", "city", "region", "state_province", "postal_code", "latitude", "longitude")
"""Everything that says where a location is."""
HINTS = ("description", "transportation", "unmapped")
"""What people and feeds write beside an address, and gives a place away as much."""
HOUSE_NUMBER = re.compile(r"^\W*\d+\w*\W+")


class Location(Drafted, ClusterableModel):
    """A place where services are given (HSDS 3.0 `location` with its one `address` and `accessibility`).

    A sensitive place, such as a refuge, has no address at all, and nothing else that says where it is: none of it
    is kept, so that no page, feed, search, distance, export, print or history can give it away. Its service says
    which area it serves.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    sensitive = models.BooleanField(
        "the address is kept secret",
        default=False,
        help_text="For refuges and the like. Ticking this removes the address, the way there, the description and details "
        "for good and at once, from earlier versions and from what readers see, whoever publishes the rest.",
    )
    address_1 = models.CharField("address", max_length=200, blank=True)
    address_2 = models.CharField("second line of the address", max_length=200, blank=True)
    city = models.CharField("town or city", max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    state_province = models.CharField("county", max_length=100, blank=True)
    postal_code = models.CharField("postcode", max_length=10, blank=True)
    latitude = models.FloatField(
        null=True, blank=True, help_text="WGS84, degrees.", validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        null=True, blank=True, help_text="WGS84, degrees.", validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    transportation = models.CharField("how to get there", max_length=300, blank=True)
    last_modified = models.DateTimeField(auto_now=True)
    unmapped = models.JSONField(default=dict, blank=True, editable=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("sensitive"),
        MultiFieldPanel(
            [
                FieldPanel("address_1"),
                FieldPanel("address_2"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("state_province")]),
                FieldRowPanel([FieldPanel("region"), FieldPanel("postal_code")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading="Address",
        ),
        FieldPanel("transportation"),
        FieldPanel("description"),
        InlinePanel("accessibility", label="What makes it easier to use"),
    ]

    class Meta:
        verbose_name = "location"
        verbose_name_plural = "locations"
        ordering = ["name"]
        indexes = [models.Index(fields=["latitude", "longitude"], name="location_spot")]
        constraints = [
            models.CheckConstraint(
                name="a_sensitive_location_has_no_address",
                condition=Q(sensitive=False)
                | Q(
                    **{name: "" for name in GIVES_AWAY if name not in ("latitude", "longitude")},
                    latitude__isnull=True,
                    longitude__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="a_location_has_both_coordinates_or_none",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A sensitive place forgets its address; a spot has both coordinates."""
        super().clean()
        if self.sensitive:
            self._refuse_a_telling_name()
            self.forget_address()
            self._refuse_to_be_given_away()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": "Type both the latitude and the longitude, or neither."})

    def _refuse_a_telling_name(self) -> None:
        """The feed tells the name. Many a place is called what its street is."""
        street = HOUSE_NUMBER.sub("", self.address_1)
        told = [part for part in (street, self.address_2, self.postal_code) if part]
        if any(part.casefold() in self.name.casefold() for part in told):
            raise ValidationError(
                {"name": "This name says where the place is, and others see it. Give it another one."}
            )

    def _refuse_to_be_given_away(self) -> None:
        told = Contact.objects.filter(
            service__service_at_locations__location=self.pk, channel=Contact.Channel.IN_PERSON
        )
        names = sorted(set(told.values_list("service__name", flat=True)))
        if self.pk and names:
            raise ValidationError(
                {"sensitive": f"First remove the way to get in touch in person from: {', '.join(names)}."}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A secret address is in no earlier version either; services change with their places."""
        from signposting.journeys.secrecy import forget_where  # It needs this model.

        if self.sensitive:
            self.forget_address()
        super().save(*args, **kwargs)
        if self.sensitive:
            forget_where(self)
        Service.objects.filter(service_at_locations__location=self).update(last_modified=timezone.now())

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """No draft of a secret place keeps what would give it away, and readers see it no longer: that waits for nobody."""
        if self.sensitive:
            self.forget_address()
        revision = super().save_revision(*args, **kwargs)
        if self.sensitive and (seen := Location.objects.filter(pk=self.pk, sensitive=False).first()):
            seen.sensitive = True
            seen.save()
        return revision

    def forget_address(self) -> None:
        """Empty all that says where it is."""
        for name in (*GIVES_AWAY, *HINTS):
            setattr(self, name, self._meta.get_field(name).get_default())
        for row in self.accessibility.all():
            row.details = ""

    @property
    def address(self) -> str:
        """The address on one line, as it is written on a letter; empty for a sensitive place."""
        parts = (self.address_1, self.address_2, self.city, self.state_province, self.postal_code)
        return ", ".join(part for part in parts if part)


class Accessibility(Orderable):
    """One thing that makes a location easier to use (HSDS 3.0 `accessibility`)."""

    class Feature(models.TextChoices):
        STEP_FREE = "step-free", _("Step-free way in")
        LIFT = "lift", _("Lift")
        TOILET = "accessible-toilet", _("Accessible toilet")
        PARKING = "disabled-parking", _("Parking for disabled people")
        HEARING_LOOP = "hearing-loop", _("Hearing loop")
        BSL = "sign-language", _("Staff who sign")
        QUIET = "quiet-space", _("Quiet space")
        WOMEN = "women-only", _("Only women")
        OTHER = "other", _("Something else")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    location = ParentalKey(Location, on_delete=models.CASCADE, related_name="accessibility")
    feature = models.CharField(max_length=30, choices=Feature)
    details = models.CharField(max_length=300, blank=True)

    panels = [FieldRowPanel([FieldPanel("feature"), FieldPanel("details")])]

    class Meta(Orderable.Meta):
        verbose_name = "accessibility"
        verbose_name_plural = "accessibility"

    def __str__(self) -> str:
        return str(self.get_feature_display())


class ServiceAtLocation(Orderable):
    """That a service can be had at a place, and when (HSDS 3.0 `service_at_location` and `schedule`).

    It belongs to the service in the source language: places are the same in every language. `hours`
    is written in the fixed form of signposting.hours.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="service_at_locations")
    hours = HoursField()

    panels = [FieldRowPanel([FieldPanel("location"), FieldPanel("hours")])]

    class Meta(Orderable.Meta):
        verbose_name = "place of a service"
        verbose_name_plural = "places of services"

    def __str__(self) -> str:
        return f"{self.service} – {self.location}"
