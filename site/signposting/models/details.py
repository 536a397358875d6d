"""What a service costs and whom it serves."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from signposting.models.services import Service


class CostOption(Orderable):
    """One price of a service (HSDS 3.0 `cost_option`), beside what it costs to get in touch, which each contact says.

    `amount` is in pounds. It belongs to the service in the source language.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="cost_options")
    option = models.CharField("for whom", max_length=120, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])
    amount_description = models.CharField("per", max_length=120, blank=True, help_text="For example: per session.")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("option"), FieldPanel("amount"), FieldPanel("amount_description")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "price"
        verbose_name_plural = "prices"

    def __str__(self) -> str:
        return f"£{self.amount} {self.amount_description}".strip()


class ServiceArea(Orderable):
    """An area that a service serves (HSDS 3.0 `service_area`), by its code of the Office for National Statistics.

    It belongs to the service in the source language. A service without an area says nothing of whom it
    turns away.
    """

    class Area(models.TextChoices):
        UNITED_KINGDOM = "K02000001", _("the United Kingdom")
        ENGLAND_AND_WALES = "K04000001", _("England and Wales")
        ENGLAND = "E92000001", _("England")
        YORKSHIRE = "E12000003", _("Yorkshire and The Humber")
        WEST_YORKSHIRE = "E47000003", _("West Yorkshire")
        BRADFORD = "E08000032", _("Bradford")
        CALDERDALE = "E08000033", _("Calderdale")
        KIRKLEES = "E08000034", _("Kirklees")
        LEEDS = "E08000035", _("Leeds")
        WAKEFIELD = "E08000036", _("Wakefield")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="service_areas")
    code = models.CharField("area", max_length=9, choices=Area, db_index=True)

    panels = [FieldPanel("code")]

    class Meta(Orderable.Meta):
        verbose_name = "area served"
        verbose_name_plural = "areas served"

    def __str__(self) -> str:
        return str(self.get_code_display())
